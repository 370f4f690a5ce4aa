import type { MergeMode } from '../platform/basket-lines.ts';
import type { Basket } from '../platform/baskets.ts';
import type { Identity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import type { ScapiProblem } from './problem.ts';

/** What the parameters of a merge say. */
export interface MergeRequest {
  readonly mode: MergeMode;
  /** `createDestinationBasket`. */
  readonly mayCreate: boolean;
}

/** Merges the basket of the guest that a shopper was, by the same usid, into that of the account. */
export function mergeBasket(
  { baskets }: Platform,
  identity: Identity,
  { mode, mayCreate }: MergeRequest,
): Basket | ScapiProblem {
  if (identity.kind === 'guest') return GUESTS_CANNOT_MERGE;
  if (baskets.of(identity.gcid) === null) return noSourceBasket(identity.gcid);
  if (!mayCreate && baskets.of(identity.rcid) === null) return NO_DESTINATION_BASKET;
  return baskets.merge(identity.gcid, identity.rcid, mode) ?? noSourceBasket(identity.gcid);
}

const GUESTS_CANNOT_MERGE: ScapiProblem = {
  status: 403,
  name: 'forbidden',
  title: 'Forbidden',
  detail: 'Only a registered customer has a basket to merge into.',
};

const NO_DESTINATION_BASKET: ScapiProblem = {
  status: 409,
  name: 'basket-merge',
  title: 'Basket Merge',
  detail: 'The current customer has no basket, and none was to be created.',
};

function noSourceBasket(customerId: string): ScapiProblem {
  return {
    status: 409,
    name: 'source-basket',
    title: 'Source Basket',
    detail: `No basket of the previous customer with ID '${customerId}' could be found.`,
  };
}
