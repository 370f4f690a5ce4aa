import { centsOf, entriesOf, fieldsOf, textOf } from '../catalogue/json-fields.ts';

/** A line of the shopper's basket. */
export interface BasketLine {
  readonly productId: string;
  readonly name: string;
  /** Pieces. */
  readonly quantity: number;
  /** Minor units, for all pieces. */
  readonly priceCents: number;
}

/** The shopper's basket, as Shopper Baskets tells of it. */
export interface Basket {
  /** Null where there is none: it is empty. */
  readonly basketId: string | null;
  readonly lines: readonly BasketLine[];
  /** Pieces over all lines. */
  readonly pieces: number;
  /** Minor units. */
  readonly totalCents: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** The basket of somebody who has none. */
export const EMPTY_BASKET: Basket = {
  basketId: null,
  lines: [],
  pieces: 0,
  totalCents: 0,
  currency: 'USD',
};

/** The first of the baskets that a shopper has; B2C Commerce keeps one open at a time. */
export function parseBaskets(body: unknown): Basket {
  const [basket] = entriesOf(fieldsOf(body).baskets);
  return basket === undefined ? EMPTY_BASKET : parseBasket(basket);
}

function parseBasket(value: unknown): Basket {
  const { basketId, productItems, productTotal, currency } = fieldsOf(value);
  const lines = entriesOf(productItems).map(parseLine);
  return {
    basketId: textOf(basketId) || null,
    lines,
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    totalCents: centsOf(productTotal),
    currency: textOf(currency) || EMPTY_BASKET.currency,
  };
}

function parseLine(value: unknown): BasketLine {
  const { productId, productName, quantity, price } = fieldsOf(value);
  return {
    productId: textOf(productId),
    name: textOf(productName),
    quantity: Number.isInteger(quantity) ? Number(quantity) : 0,
    priceCents: centsOf(price),
  };
}
