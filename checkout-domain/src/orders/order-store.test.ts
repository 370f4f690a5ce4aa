import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { createTestDatabase, type TestDatabase } from '../accounts/test-database.ts';
import { orderMigrations } from './migrations.ts';
import type { OrderingCart, PlaceOutcome } from './order-placement.ts';
import { createOrderStore, type OrderStore } from './order-store.ts';
import { makeOrder } from './test-order.ts';

/** As small as a cart gets: a version for the compare-and-set, and what is in it. */
const CART = `
  CREATE TABLE cart (user_id TEXT PRIMARY KEY, version INTEGER NOT NULL, content TEXT NOT NULL);
  INSERT INTO cart VALUES ('usr_ann', 1, 'boots'), ('usr_bob', 1, 'boots');`;
const SAME = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

let files: TestDatabase;
let db: Database;
let orders: OrderStore;

beforeEach(() => {
  files = createTestDatabase({ orders: orderMigrations, cart: [CART] });
  db = files.open();
  orders = createOrderStore(db);
});
afterEach(() => files.remove());

/** The cart of `version`, to be emptied through `handle` when it is ordered. */
function cartOf(
  handle: Database,
  version = 1,
  fingerprint = SAME,
  userId = 'usr_ann',
): OrderingCart {
  const empty = handle.prepare(
    `UPDATE cart SET version = version + 1, content = '' WHERE user_id = ? AND version = ?`,
  );
  return {
    fingerprint,
    order: makeOrder(userId),
    commitCart: () => empty.run(userId, version).changes === 1,
  };
}

function place(cart: OrderingCart | null, idempotencyKey = 'key-1'): Promise<PlaceOutcome> {
  return orders.place({ userId: 'usr_ann', idempotencyKey, cart });
}

/**
 * Another process with the store of this folder: says `ready`, waits to be written to, places the cart
 * under `key-1`, and says what became of it.
 *
 * @param afterCart Code that runs when the cart has been emptied and the order is not yet stored.
 */
function startPlacing(afterCart: string): ChildProcessByStdio<Writable, Readable, null> {
  const script = `
    import { once } from 'node:events';
    import SQLite from 'better-sqlite3';
    import { createOrderStore } from './order-store.ts';
    import { makeOrder } from './test-order.ts';
    const db = new SQLite(process.argv[1]);
    const orders = createOrderStore(db);
    const commitCart = () => {
      const empty = "UPDATE cart SET version = 2, content = '' WHERE user_id = 'usr_ann' AND version = 1";
      const emptied = db.prepare(empty).run().changes === 1;
      ${afterCart};
      return emptied;
    };
    process.stdout.write('ready');
    await once(process.stdin, 'data');
    const cart = { fingerprint: '${SAME}', order: makeOrder(), commitCart };
    const { kind } = await orders.place({ userId: 'usr_ann', idempotencyKey: 'key-1', cart });
    process.stdout.write(kind, () => process.exit());`;
  const how = ['--conditions=@domain-bridge/source', '--input-type=module', '-e', script];
  return spawn(process.execPath, [...how, files.path], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

function contentOfCart(): unknown {
  return db.prepare(`SELECT content FROM cart WHERE user_id = 'usr_ann'`).pluck().get();
}

function countOrders(): unknown {
  return db.prepare('SELECT count(*) FROM orders').pluck().get();
}

describe('a first request', () => {
  it('places the order, empties the cart, and is found again', async () => {
    const cart = cartOf(db);
    expect(await place(cart)).toEqual({ kind: 'placed', order: cart.order });
    expect(contentOfCart()).toBe('');
    expect(await orders.find('usr_ann', cart.order.id)).toEqual(cart.order);
    expect(await orders.findByKey('usr_ann', 'key-1')).toEqual(cart.order);
    expect(await orders.list('usr_ann')).toEqual([cart.order]);
  });

  it('has nothing to order from an empty cart', async () => {
    expect(await place(null)).toEqual({ kind: 'cart_empty' });
    expect(countOrders()).toBe(0);
  });

  it('changes nothing when the cart has changed since it was priced', async () => {
    const cart = cartOf(db);
    const careless = {
      ...cart,
      commitCart: () => {
        db.exec(`UPDATE cart SET content = 'half done'`);
        return false;
      },
    };
    expect(await place(careless)).toEqual({ kind: 'cart_changed' });
    expect([contentOfCart(), countOrders()]).toEqual(['boots', 0]);
    expect(await place(cart)).toMatchObject({ kind: 'placed' });
  });

  it('changes nothing when emptying the cart fails', async () => {
    const broken = () => {
      db.exec(`UPDATE cart SET content = 'half done'`);
      throw new Error('disk full');
    };
    await expect(place({ ...cartOf(db), commitCart: broken })).rejects.toThrow('disk full');
    expect([contentOfCart(), countOrders()]).toEqual(['boots', 0]);
  });

  it('gives the cart back when the order cannot be stored', async () => {
    await place(cartOf(db));
    db.exec(`UPDATE cart SET version = 1, content = 'boots'`);
    const known = await orders.findByKey('usr_ann', 'key-1');
    if (!known) throw new Error('not placed');
    await expect(place({ ...cartOf(db), order: known }, 'key-2')).rejects.toThrow(/UNIQUE/);
    expect([contentOfCart(), countOrders()]).toEqual(['boots', 1]);
  });

  it('does not take a promise for a yes', async () => {
    const late = (async () => true) as unknown as () => boolean;
    expect(await place({ ...cartOf(db), commitCart: late })).toEqual({ kind: 'cart_changed' });
  });

  it('is refused when the order is made out to someone else', async () => {
    const cart = { ...cartOf(db), order: makeOrder('usr_bob') };
    await expect(place(cart)).rejects.toThrow(TypeError);
    expect([contentOfCart(), countOrders()]).toEqual(['boots', 0]);
  });
});

describe('a repeated request', () => {
  it('answers the same order although the first one has emptied the cart', async () => {
    const { order } = cartOf(db);
    await place({ ...cartOf(db), order });
    expect(await place(null)).toEqual({ kind: 'repeated', order });
    expect(countOrders()).toBe(1);
  });

  it('answers the same order when it read the cart before the first one emptied it', async () => {
    const [first, second] = [cartOf(db), cartOf(db)];
    await place(first);
    expect(await place(second)).toEqual({ kind: 'repeated', order: first.order });
    expect(countOrders()).toBe(1);
  });

  it('does not touch a cart again', async () => {
    await place(cartOf(db));
    const commitCart = () => {
      throw new Error('asked to empty a cart');
    };
    expect(await place({ ...cartOf(db), commitCart })).toMatchObject({ kind: 'repeated' });
  });

  it('is refused with other lines in the cart, which stay', async () => {
    await place(cartOf(db));
    db.exec(`UPDATE cart SET version = 3, content = 'socks'`);
    expect(await place(cartOf(db, 3, OTHER))).toEqual({ kind: 'key_reused' });
    expect([contentOfCart(), countOrders()]).toEqual(['socks', 1]);
  });

  it('places the other lines under a key of their own', async () => {
    await place(cartOf(db));
    db.exec(`UPDATE cart SET version = 3, content = 'socks'`);
    expect(await place(cartOf(db, 3, OTHER), 'key-2')).toMatchObject({ kind: 'placed' });
  });

  it('is another request when another user sends it', async () => {
    await place(cartOf(db));
    const cart = cartOf(db, 1, SAME, 'usr_bob');
    const outcome = await orders.place({ userId: 'usr_bob', idempotencyKey: 'key-1', cart });
    expect(outcome).toEqual({ kind: 'placed', order: cart.order });
  });
});

describe('two processes', () => {
  it('place one order when each sends the same key at the same moment', async () => {
    const children = [1, 2, 3].map(() => startPlacing('undefined'));
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    const answers = children.map((child) => once(child.stdout, 'data'));
    for (const child of children) child.stdin.end('go');
    const kinds = (await Promise.all(answers)).map(String).sort();
    expect(kinds).toEqual(['placed', 'repeated', 'repeated']);
    expect(countOrders()).toBe(1);
  });

  it('place one order of one cart under two keys', async () => {
    const handle = files.open();
    const other = createOrderStore(handle);
    const [cart, copy] = [cartOf(db), cartOf(handle)];
    expect(await place(cart)).toMatchObject({ kind: 'placed' });
    expect(await other.place({ userId: 'usr_ann', idempotencyKey: 'key-2', cart: copy })).toEqual({
      kind: 'cart_changed',
    });
    expect(await place(null, 'key-2')).toEqual({ kind: 'cart_empty' });
  });

  it('cannot come between the look-up of a key and its order', async () => {
    const handle = files.open();
    handle.pragma('busy_timeout = 0');
    const cart = cartOf(db);
    const commitCart = () => {
      expect(() => handle.exec(`UPDATE cart SET content = 'theirs'`)).toThrow(/locked/);
      return cart.commitCart();
    };
    expect(await place({ ...cart, commitCart })).toMatchObject({ kind: 'placed' });
  });

  it('are kept apart by the table itself', async () => {
    await place(cartOf(db));
    const copy = `INSERT INTO orders SELECT NULL, 'ord_2', user_id, idempotency_key, fingerprint,
                  placed_at, content FROM orders`;
    expect(() => db.exec(copy)).toThrow(/UNIQUE/);
  });
});

describe('a crash', () => {
  it('between cart and order leaves the cart as it was, and the retry places it', async () => {
    const child = startPlacing(`process.kill(process.pid, 'SIGKILL')`);
    child.stdin.write('go');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect([contentOfCart(), countOrders()]).toEqual(['boots', 0]);
    expect(await place(cartOf(db))).toMatchObject({ kind: 'placed' });
  });

  it('after the order leaves it on the disk: the commit waits for it, other writes do not', async () => {
    const levels: unknown[] = [];
    const cart = cartOf(db);
    const commitCart = () => {
      levels.push(db.pragma('synchronous', { simple: true }));
      return cart.commitCart();
    };
    const [NORMAL, FULL] = [1, 2];
    await place({ ...cart, commitCart });
    expect(levels).toEqual([FULL]);
    expect(db.pragma('synchronous', { simple: true })).toBe(NORMAL);
    await place({ ...cartOf(db), commitCart: () => false }, 'key-2');
    expect(db.pragma('synchronous', { simple: true })).toBe(NORMAL);
  });

  it('of a transaction around it takes the order along', async () => {
    db.exec('BEGIN IMMEDIATE');
    expect(await place(cartOf(db))).toMatchObject({ kind: 'placed' });
    db.exec('ROLLBACK');
    expect([contentOfCart(), countOrders()]).toEqual(['boots', 0]);
  });
});

describe('reading', () => {
  it("does not show another user's order", async () => {
    const { order } = cartOf(db);
    await place({ ...cartOf(db), order });
    expect(await orders.find('usr_bob', order.id)).toBeNull();
    expect(await orders.findByKey('usr_bob', 'key-1')).toBeNull();
    expect(await orders.list('usr_bob')).toEqual([]);
  });

  it('knows no order by an unused id or key', async () => {
    expect(await orders.find('usr_ann', 'ord_none')).toBeNull();
    expect(await orders.findByKey('usr_ann', 'none')).toBeNull();
  });

  it('lists newest first, page by page, also within one second', async () => {
    const placed = [];
    for (let version = 1; version <= 5; version++) {
      const cart = cartOf(db, version);
      await place(cart, `key-${version}`);
      placed.unshift(cart.order);
    }
    expect(await orders.list('usr_ann')).toEqual(placed);
    const first = await orders.list('usr_ann', { limit: 2 });
    expect(first).toEqual(placed.slice(0, 2));
    const before = placed[1]?.id ?? 'ord_none';
    expect(await orders.list('usr_ann', { limit: 2, before })).toEqual(placed.slice(2, 4));
    expect(await orders.list('usr_ann', { before: 'ord_none' })).toEqual([]);
  });
});
