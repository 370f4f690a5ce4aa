import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from 'domain-bridge/sqlite';
import {
  AccountReplica,
  addToLine,
  emptyState,
  mergeIn,
  mintActor,
  onState,
} from 'domain-bridge/state';
import { createCheckoutStore } from '../store/checkout-store.ts';
import { fingerprintCart, fingerprintShown } from './ordering-cart.ts';
import { type OrderDesk, placeOrder } from './place-order.ts';

const ANN = { userId: 'usr_ann', role: 'customer' as const, idempotencyKey: 'k1' };
const BOB = { userId: 'usr_bob', role: 'customer' as const, idempotencyKey: 'k1' };

describe('placing an order', () => {
  let dir: string;
  let db: Database;
  let desk: OrderDesk;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'place-order-'));
    db = openDatabase(join(dir, 'checkout.db'));
    const { bridge, orders } = createCheckoutStore(db);
    const { states, ordered } = bridge;
    const clock = () => 1_795_000_000_000;
    const accounts = new AccountReplica({
      role: 'checkout',
      store: states,
      ordered,
      clock,
      random: randomBytes,
    });
    desk = { orders, accounts, states, ordered, catalogue: demoCatalogue, clock };
  });

  afterEach(() => {
    db.close();
    rmSync(dir, { recursive: true });
  });

  /** A state with one line, as a browser carried it into more than one account. */
  const carried = () => {
    const [product] = demoCatalogue.products.filter(({ options }) => !options);
    const actor = mintActor('shopping', randomBytes);
    return addToLine({ sku: product?.sku ?? '' }, 2)(emptyState(randomBytes), actor);
  };

  it('empties the cart, and answers the same order to the same key', async () => {
    await desk.accounts.change(ANN.userId, mergeIn(carried()));
    const first = await placeOrder(desk, ANN);
    const second = await placeOrder(desk, ANN);
    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(second.order).toEqual(first.order);
    expect((await desk.accounts.read(ANN.userId)).state.lines.size).toBe(0);
  });

  it('orders a line that stands in two accounts from one of them only', async () => {
    const state = carried();
    await desk.accounts.change(ANN.userId, mergeIn(state));
    await desk.accounts.change(BOB.userId, mergeIn(state));
    await placeOrder(desk, ANN);
    expect((await desk.accounts.read(BOB.userId)).state.lines.size).toBe(0);
    await expect(placeOrder(desk, BOB)).rejects.toMatchObject({ code: 'cart_empty' });
  });

  it('orders it once also when both are under way at the same moment', async () => {
    const state = carried();
    await desk.accounts.change(ANN.userId, mergeIn(state));
    await desk.accounts.change(BOB.userId, mergeIn(state));
    const outcomes = await Promise.allSettled([placeOrder(desk, ANN), placeOrder(desk, BOB)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('orders nothing at another price than the one that was shown', async () => {
    await desk.accounts.change(ANN.userId, mergeIn(carried()));
    const fingerprint = fingerprintCart((await desk.accounts.read(ANN.userId)).state);
    const shownAt = (amount: number) => fingerprintShown(fingerprint, { amount, currency: 'EUR' });
    const stale = placeOrder(desk, { ...ANN, shown: shownAt(1) });
    await expect(stale).rejects.toMatchObject({ status: 409, code: 'cart_changed' });
    const { total } = (await placeOrder(desk, { ...ANN, idempotencyKey: 'k2' })).order;
    await desk.accounts.change(BOB.userId, mergeIn(carried()));
    const shown = shownAt(total.amount);
    expect((await placeOrder(desk, { ...BOB, shown })).repeated).toBe(false);
  });

  it('keeps what was added after an order, and refuses the key for it', async () => {
    await desk.accounts.change(ANN.userId, mergeIn(carried()));
    await placeOrder(desk, ANN);
    const [product] = demoCatalogue.products;
    await desk.accounts.change(ANN.userId, onState(addToLine({ sku: product?.sku ?? '' }, 1)));
    await expect(placeOrder(desk, ANN)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect((await desk.accounts.read(ANN.userId)).state.lines.size).toBe(1);
  });
});
