import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, openDatabase } from 'domain-bridge/sqlite';
import {
  AccountReplica,
  addPromotion,
  addToLine,
  applySettlement,
  decodeState,
  emptyState,
  mergeIn,
  mintActor,
  onState,
  setLineQuantity,
  setShipping,
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
    const { bridge, orders, settlements: outbox } = createCheckoutStore(db);
    const { states, ordered } = bridge;
    const clock = () => 1_795_000_000_000;
    const accounts = new AccountReplica({
      role: 'checkout',
      store: states,
      ordered,
      clock,
      random: randomBytes,
    });
    desk = { orders, accounts, states, ordered, outbox, catalogue: demoCatalogue, clock };
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

  describe('from a browser that the shop knows', () => {
    const HANDLE = Buffer.alloc(16, 7).toString('base64url');
    const KNOWN = { ...ANN, returnHandle: HANDLE };
    const pending = () => desk.outbox.claim(1_795_000_000, 1_795_000_000);

    it('puts into the outbox what the order left, under the id of the order', async () => {
      const shop = carried();
      await desk.accounts.change(ANN.userId, mergeIn(shop));
      const [line = ''] = shop.lines.keys();
      await desk.accounts.change(ANN.userId, onState(setLineQuantity(line, 5)));
      const { order } = await placeOrder(desk, KNOWN);
      const told = await pending();
      expect(told).toMatchObject({
        handle: HANDLE,
        id: order.id,
        placedAt: 1_795_000_000,
        attempts: 0,
      });
      const record = { state: shop, actor: null, endedSid: null };
      const settle = applySettlement(decodeState(told?.state ?? new Uint8Array()));
      expect(settle(record, mintActor('shopping', randomBytes)).state.lines.size).toBe(0);
    });

    it('says nothing of how it is sent, nor which codes it used', async () => {
      await desk.accounts.change(ANN.userId, mergeIn(carried()));
      const choice = { method: 'standard', country: 'IE', postalCode: 'D02' };
      await desk.accounts.change(ANN.userId, onState(setShipping(choice)));
      await desk.accounts.change(ANN.userId, onState(addPromotion('WELCOME10')));
      await placeOrder(desk, KNOWN);
      const { registers, promotions } = decodeState((await pending())?.state ?? new Uint8Array());
      expect([registers.size, promotions.size]).toEqual([0, 0]);
    });

    it('does so with the order or not at all', async () => {
      await desk.accounts.change(ANN.userId, mergeIn(carried()));
      db.exec(
        "CREATE TRIGGER no_order BEFORE INSERT ON orders BEGIN SELECT RAISE(FAIL, 'disk full'); END",
      );
      await expect(placeOrder(desk, KNOWN)).rejects.toThrow('disk full');
      expect(await pending()).toBeNull();
      db.exec('DROP TRIGGER no_order');
      await placeOrder(desk, KNOWN);
      expect(await pending()).not.toBeNull();
    });

    it('does so once for a key, and calls out once, when the order is on the disk', async () => {
      const other = openDatabase(join(dir, 'checkout.db'));
      const seen: unknown[] = [];
      const count = other.prepare('SELECT count(*) FROM orders').pluck();
      const loud = { ...desk, onPlaced: () => seen.push(count.get()) };
      await desk.accounts.change(ANN.userId, mergeIn(carried()));
      await placeOrder(loud, KNOWN);
      await placeOrder(loud, KNOWN);
      other.close();
      expect(seen).toEqual([1]);
      expect(db.prepare('SELECT count(*) FROM settlement_outbox').pluck().get()).toBe(1);
    });

    it('does not when somebody else has ordered the line meanwhile', async () => {
      const state = carried();
      await desk.accounts.change(ANN.userId, mergeIn(state));
      await desk.accounts.change(BOB.userId, mergeIn(state));
      const outcomes = await Promise.allSettled([
        placeOrder(desk, KNOWN),
        placeOrder(desk, { ...BOB, returnHandle: HANDLE }),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(db.prepare('SELECT count(*) FROM settlement_outbox').pluck().get()).toBe(1);
    });
  });

  it.each([null, undefined])('tells nobody without a handle: %j', async (returnHandle) => {
    await desk.accounts.change(ANN.userId, mergeIn(carried()));
    await placeOrder(desk, { ...ANN, ...(returnHandle === null && { returnHandle }) });
    expect(await desk.outbox.nextDue()).toBeNull();
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
