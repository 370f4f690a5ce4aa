import { randomBytes } from 'node:crypto';
import { checkQuote, type OrderQuote } from './order-quote.ts';

/** `ord_` and 22 characters of base64url (128 bit): not countable, so it tells nothing about turnover. */
export type OrderId = `ord_${string}`;

/** A placed order. It never changes. */
export interface Order extends OrderQuote {
  readonly id: OrderId;
  /** Id of the user who placed it, `usr_…`. */
  readonly userId: string;
  /** Epoch seconds. */
  readonly placedAt: number;
  /** Paid on invoice; there is no other way (design §1). */
  readonly invoice: true;
}

/**
 * Makes an order of a quote. It is placed when the order store has it.
 *
 * @param options.clock Epoch milliseconds. Default: the system's clock.
 * @param options.random Source of the id. Default: the operating system's generator.
 * @throws {RangeError} when the quote does not add up: a wrong sum must not become an invoice.
 */
export function createOrder(options: {
  readonly userId: string;
  readonly quote: OrderQuote;
  readonly clock?: () => number;
  readonly random?: (length: number) => Uint8Array;
}): Order {
  const { userId, quote, clock = Date.now, random = randomBytes } = options;
  checkQuote(quote);
  const { lines, discounts, shipping, total } = quote;
  return {
    id: `ord_${Buffer.from(random(16)).toString('base64url')}`,
    userId,
    placedAt: Math.floor(clock() / 1000),
    lines,
    discounts,
    shipping,
    total,
    invoice: true,
  };
}
