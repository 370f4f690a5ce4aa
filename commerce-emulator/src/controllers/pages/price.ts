import { CURRENCY } from '../../platform/products.ts';

const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: CURRENCY });

/** Minor units as a shopper reads them, e.g. `$36.00`. */
export function formatPrice(cents: number): string {
  return format.format(cents / 100);
}
