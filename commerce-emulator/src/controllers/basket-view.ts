import type { Basket } from '../platform/baskets.ts';
import type { Product, Products } from '../platform/products.ts';

/** A line of a basket, as pages show it. */
export interface BasketLine {
  readonly itemId: string;
  readonly product: Product;
  readonly quantity: number;
  /** Minor units, for all pieces. */
  readonly priceCents: number;
}

/** A basket, as pages show it. */
export interface BasketView {
  readonly lines: readonly BasketLine[];
  /** Number of pieces over all lines. */
  readonly pieces: number;
  /** Minor units. */
  readonly totalCents: number;
}

/** Prices a basket. Null, no basket, is an empty one. */
export function viewBasket(basket: Basket | null, products: Products): BasketView {
  const lines = (basket?.items ?? []).flatMap(({ itemId, productId, quantity }) => {
    const product = products.find(productId);
    if (product === null) return [];
    return [{ itemId, product, quantity, priceCents: quantity * product.priceCents }];
  });
  return {
    lines,
    pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
    totalCents: lines.reduce((sum, line) => sum + line.priceCents, 0),
  };
}
