import type { BasketRefusal } from '../platform/baskets.ts';
import type { Platform } from '../platform/platform.ts';

/** A product item, as it was sent. */
export interface SentItem {
  readonly productId: string;
  readonly quantity: number;
}

/** The items of a body; null when it is no list of them. A quantity that is left out is 1. */
export function parseItems(body: unknown): readonly SentItem[] | null {
  if (!Array.isArray(body) || body.length > 100) return null;
  const items = body.map(parseItem).filter((item) => item !== null);
  return items.length === body.length ? items : null;
}

/** The quantity of a body; NaN when there is none, which no basket takes. */
export function parseQuantity(body: unknown): number {
  const quantity = (body as { quantity?: unknown } | null | undefined)?.quantity;
  return typeof quantity === 'number' ? quantity : Number.NaN;
}

/** Adds all of the items or none. Null: all are there. */
export function addItems(
  { baskets, products }: Platform,
  customerId: string,
  items: readonly SentItem[],
): BasketRefusal | null {
  if (items.some(({ productId }) => products.find(productId) === null)) return 'unknown-product';
  if (items.some(({ quantity }) => !Number.isInteger(quantity) || quantity < 1)) {
    return 'bad-quantity';
  }
  for (const { productId, quantity } of items) {
    const result = baskets.add(customerId, productId, quantity);
    if (typeof result === 'string') return result;
  }
  return null;
}

function parseItem(value: unknown): SentItem | null {
  const { productId, quantity = 1 } = (value ?? {}) as { productId?: unknown; quantity?: unknown };
  if (typeof productId !== 'string' || typeof quantity !== 'number') return null;
  return { productId, quantity };
}
