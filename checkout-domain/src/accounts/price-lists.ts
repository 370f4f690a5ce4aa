import {
  createReducedPriceList,
  type PriceList,
  retailPriceList,
} from '@domain-bridge/storefront/catalogue';
import type { Role } from './user.ts';

/** Per cent that a wholesale customer pays less; the reduction of a piece is rounded half up. */
export const WHOLESALE_REDUCTION_PERCENT = 30;

const wholesale = createReducedPriceList(WHOLESALE_REDUCTION_PERCENT);

/** The prices of a role. Used here alone: a role never reaches the shopping domain. */
export function priceListFor(role: Role | null): PriceList {
  return role === 'wholesale' ? wholesale : retailPriceList;
}
