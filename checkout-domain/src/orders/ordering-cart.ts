import { createHash, randomBytes } from 'node:crypto';
import type { Catalogue, Quote } from '@domain-bridge/storefront/catalogue';
import { pricedCart } from '@domain-bridge/storefront/views';
import { RequestError } from 'domain-bridge/errors';
import type { SqliteOrderedDotStore, SqliteStateStore } from 'domain-bridge/sqlite';
import {
  encodeState,
  type Latest,
  lineDots,
  mintActor,
  newRow,
  onState,
  removeLines,
  removePromotion,
  type ShoppingState,
  type StateRecord,
  sequence,
  settlementOf,
  viewCart,
} from 'domain-bridge/state';
import { priceListFor } from '../accounts/price-lists.ts';
import type { Role } from '../accounts/user.ts';
import { DEFAULT_SHIPPING } from './default-shipping.ts';
import { createOrder } from './order.ts';
import { fingerprintOrder } from './order-fingerprint.ts';
import type { OrderingCart } from './order-placement.ts';
import type { OrderQuote } from './order-quote.ts';
import type { SettlementOutbox } from './settlement-outbox.ts';

/** What a cart is priced with and taken out of. */
export interface OrderingDeps {
  readonly states: SqliteStateStore;
  readonly ordered: SqliteOrderedDotStore;
  readonly outbox: SettlementOutbox;
  readonly catalogue: Catalogue;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Whose cart it is. */
export interface CartOwner {
  readonly userId: string;
  readonly role: Role;
  /** Of `readReturnHandle`: how the shop knows the browser that orders. Without one it is not told. */
  readonly returnHandle?: string | null;
}

/** Tells whether two states hold the same order: lines, promotion codes and how it is sent. */
export function fingerprintCart(state: ShoppingState): string {
  const { lines, promotions, shipping } = viewCart(state);
  return fingerprintOrder({ lines, promotions, shipping: shipping ?? DEFAULT_SHIPPING });
}

/** Names what a page shows: an order and what it costs. */
export function fingerprintShown(
  fingerprint: string,
  { amount, currency }: Readonly<{ amount: number; currency: string }>,
): string {
  return createHash('sha256').update(`${fingerprint}\n${amount} ${currency}`).digest('hex');
}

/**
 * Makes the latest cart of an account ready to be ordered: priced now, for this role.
 *
 * @throws {RequestError} `unknown_sku` or `unknown_shipping`, both 422.
 */
export function orderingCart(
  { catalogue, clock, states, ordered, outbox }: OrderingDeps,
  { userId, role, returnHandle: handle }: CartOwner,
  latest: Latest,
): OrderingCart {
  const { state } = latest.record;
  const now = Math.floor(clock() / 1000);
  const priceList = priceListFor(role);
  const { quote, model } = pricedCart(state, {
    catalogue,
    priceList,
    now,
    productHref: () => '',
    defaultShipping: DEFAULT_SHIPPING,
  });
  const orderQuote = toOrderQuote(quote, model.shipping?.postalCode);
  const order = createOrder({ userId, quote: orderQuote, clock });
  return {
    fingerprint: fingerprintCart(state),
    order,
    commitCart() {
      const left = withoutOrder(latest.record);
      const row = newRow(latest.version + 1, left, now, null);
      // The second question: the same line may stand in two accounts, and is ordered from one of them.
      const isTaken =
        states.compareAndSetSync(latest.key, latest.stored, row, now) &&
        ordered.recordSync(lineDots(state));
      if (isTaken && handle) {
        const settlement = encodeState(settlementOf(left.state));
        outbox.addSync({ handle, id: order.id, state: settlement }, now);
      }
      return isTaken;
    },
  };
}

/** What was ordered leaves the cart, and so do the codes it used up; how to ship stays chosen. */
function withoutOrder(record: StateRecord): StateRecord {
  const { lines, promotions } = record.state;
  const codes = [...promotions.keys()].map(removePromotion);
  const actor = record.actor ?? mintActor('checkout', randomBytes);
  return onState(sequence(removeLines(lines.keys()), ...codes))(record, actor);
}

function toOrderQuote(quote: Quote, postalCode: string | undefined): OrderQuote {
  const { lines, discounts, shipping, total } = quote;
  if (lines.some(({ available }) => !available)) {
    throw refuse(
      'unknown_sku',
      'Something in your cart is no longer sold. Please remove it first.',
    );
  }
  if (!shipping) throw refuse('unknown_shipping', 'Please choose how to ship first.');
  const { method, country, price } = shipping;
  return {
    lines: lines.map(({ available: _, ...line }) => line),
    discounts: discounts.map(({ code, amount }) => ({ code, amount })),
    shipping: { method, country, price, ...(postalCode !== undefined && { postalCode }) },
    total,
  };
}

/** A refusal of what the request is about, rather than of how it is written. */
export function refuse(code: string, detail: string): RequestError {
  return new RequestError(422, code, detail);
}
