import { checkUnitPrice, type Money, toMoney } from './money.ts';
import { percentOf } from './percentage.ts';
import type { Product } from './product.ts';

/** What one piece of a product costs a shopper. */
export type PriceList = (product: Product) => Money;

/** The prices everybody sees. */
export const retailPriceList: PriceList = (product) => product.price;

/**
 * Makes a price list below retail, such as the wholesale one.
 *
 * @param percent Whole percentage off every piece, 0 to 100; the reduction of a piece is
 *   rounded half up.
 * @throws {RangeError} for another percentage, when the list is made.
 */
export function createReducedPriceList(percent: number): PriceList {
  percentOf(0, percent);
  return function reducedPrice({ price }) {
    return toMoney(price.amount - percentOf(price.amount, percent));
  };
}

/**
 * Looks a piece up in a price list.
 *
 * @throws {RangeError} when the list gives a price no product may have.
 */
export function priceProduct(product: Product, priceList: PriceList): Money {
  return checkUnitPrice(priceList(product), `list price of "${product.sku}"`);
}
