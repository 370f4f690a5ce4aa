import type { Database } from '../shared/src/sqlite/database.ts';
import { type Article, lineId, lineKey } from '../shared/src/state/line.ts';
import { decodeRecord } from '../shared/src/state/record.ts';
import type { ShoppingState } from '../shared/src/state/shopping-state.ts';
import { viewCart } from '../shared/src/state/view.ts';
import { DotLedger } from '../test/state/dot-ledger.ts';
import type { Side } from '../test/support/running-store.ts';
import type { CartView, PlacedOrder } from './shopper-history.ts';

/** An order as it stands on the disk. */
export interface StoredOrder extends PlacedOrder {
  readonly entity: string;
  readonly key: string;
}

/** What both stores hold in the end. */
export interface StoreContents {
  readonly orders: readonly StoredOrder[];
  /** Carts of the accounts, by the user's id. */
  readonly accounts: ReadonlyMap<string, CartView>;
  /** Tokens that were counted and have not been swept. */
  readonly claims: Readonly<Record<Side, ReadonlySet<string>>>;
  /** Number of writes that were marked as ordered. */
  readonly orderedDots: number;
  /** Complaints of the dot ledger: a dot that was used for two things. */
  readonly misusedDots: readonly string[];
}

const ACCOUNT = 'account:';

/** Reads what a check needs out of both databases, whose servers have ended. */
export function readStores(databases: Readonly<Record<Side, Database>>): StoreContents {
  const { shopping, checkout } = databases;
  const states = [...statesOf(shopping), ...statesOf(checkout)];
  const accounts = states.filter(([key]) => key.startsWith(ACCOUNT));
  return {
    orders: ordersOf(checkout),
    accounts: new Map(accounts.map(([key, state]) => [key.slice(ACCOUNT.length), cartOf(state)])),
    claims: { shopping: claimsOf(shopping), checkout: claimsOf(checkout) },
    orderedDots: Number(checkout.prepare('SELECT count(*) FROM ordered_dots').pluck().get()),
    misusedDots: misusesIn(states.map(([, state]) => state)),
  };
}

function statesOf(db: Database): [string, ShoppingState][] {
  const rows = db
    .prepare<[], { key: string; record: Uint8Array }>(
      'SELECT key, record FROM states WHERE record IS NOT NULL',
    )
    .all();
  return rows.map(({ key, record }) => [key, decodeRecord(record).state]);
}

function cartOf(state: ShoppingState): CartView {
  return Object.fromEntries(viewCart(state).lines.map(({ id, quantity }) => [id, quantity]));
}

/** Without the credentials of calls between the servers, which are counted in the same table. */
function claimsOf(db: Database): ReadonlySet<string> {
  const query = "SELECT jti FROM claims WHERE jti NOT LIKE 'peer:%'";
  return new Set(db.prepare<[], string>(query).pluck().all());
}

function ordersOf(db: Database): StoredOrder[] {
  const rows = db
    .prepare<[], { id: string; user_id: string; idempotency_key: string; content: string }>(
      'SELECT id, user_id, idempotency_key, content FROM orders ORDER BY position',
    )
    .all();
  return rows.map(({ id, user_id: entity, idempotency_key: key, content }) => {
    return { id, entity, key, lines: linesOf(JSON.parse(content)) };
  });
}

/** Lines of an order, on the disk or in an answer, by line id. */
export function linesOf({ lines }: { readonly lines: readonly OrderLine[] }): CartView {
  return Object.fromEntries(lines.map((line) => [idOf(line), line.quantity]));
}

interface OrderLine extends Article {
  readonly quantity: number;
}

/** The id that a line of this article has in every cart. */
export function idOf({ sku, options }: Article): string {
  return lineId(lineKey(options ? { sku, options } : { sku }));
}

function misusesIn(states: readonly ShoppingState[]): string[] {
  const ledger = new DotLedger();
  return states.flatMap((state) => {
    try {
      ledger.note(state);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : 'a dot was misused'];
    }
  });
}
