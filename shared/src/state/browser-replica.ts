import { encodeBase64url } from '../core/base64url.ts';
import { nowSeconds } from '../core/clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import { DAY, MINUTE } from '../core/duration.ts';
import type { Sealer } from '../crypto/sealer.ts';
import { findContinuation } from './continuation.ts';
import { admitRecord, type OrderedDotStore } from './ordered-dot-store.ts';
import { emptyRecord, type StateRecord } from './record.ts';
import {
  applyOperation,
  type Latest,
  newRow,
  type RecordOperation,
  type ReplicaOptions,
} from './replica.ts';
import { RequestCookie } from './request-cookie.ts';
import type { SettlementStore } from './settlement-store.ts';
import { STATE_COOKIE, STORE_KEY_BYTES, type StateCookie } from './state-cookie.ts';
import type { StateRow } from './state-store.ts';
import { findSettlements } from './waiting-settlements.ts';

/** What the replica of a browser is made of. */
export interface BrowserReplicaOptions extends ReplicaOptions {
  /** Seals the state cookie; of this domain alone. */
  readonly sealer: Sealer;
  /** How long a state lives after its last visit. Default: 30 days. */
  readonly lifetimeSeconds?: number;
  /** Bytes of the state cookie, name included, beyond which its record lives in the store alone. Default: 3,000. */
  readonly maxCookieBytes?: number;
  /** On checkout: what was ordered and so must not come back with an old cookie. */
  readonly ordered?: OrderedDotStore;
  /** On the shop: what checkout has told of orders. Costs every read one look-up. */
  readonly settlements?: SettlementStore;
}

/** How long a written state must have been quiet before its cookie counts as settled: longer than answers overtake each other. */
export const SETTLE_AFTER_SECONDS: number = MINUTE;
/** How long the store keeps a settled record: longer than any request with an older cookie stays under way. */
export const SETTLED_GRACE_SECONDS: number = 10 * MINUTE;
/** Age at which a visit renews the cookie. */
const RENEW_AFTER_SECONDS: number = DAY;

/**
 * The state of one browser on this domain: its home is the cookie, its latest version stays in the store
 * until a cookie of that version has come back (decisions/004).
 */
export class BrowserReplica {
  readonly #options: BrowserReplicaOptions;
  readonly #lifetime: number;
  readonly #cookie: RequestCookie;

  constructor(options: BrowserReplicaOptions) {
    this.#options = options;
    this.#lifetime = options.lifetimeSeconds ?? 30 * DAY;
    this.#cookie = new RequestCookie({ ...options, lifetimeSeconds: this.#lifetime });
  }

  /**
   * For showing: the store is asked only while the cookie is pending, and once a day to renew both.
   * Plants a cookie where there is none.
   */
  async read(jar: CookieJar): Promise<StateRecord> {
    const cookie = await this.#openSettled(jar);
    if (!cookie) return this.#begin(jar);
    const { pending, record } = cookie;
    if (pending || !record) return this.#confirm(jar, cookie);
    if (!this.#isDue(cookie)) return record;
    // No page fails for want of a renewal: the next visit tries again.
    return this.#confirm(jar, cookie).catch(() => record);
  }

  /** For deciding: always asks the store, because a newer version may not have reached the browser. */
  async readLatest(jar: CookieJar): Promise<StateRecord> {
    const cookie = await this.#openSettled(jar);
    if (!cookie) return this.#begin(jar);
    return (await findContinuation(this.#options, cookie)).latest.record;
  }

  /**
   * Changes the state and sends the new cookie.
   *
   * @throws {StateError} What the operation throws; then nothing has changed.
   */
  async change(jar: CookieJar, operation: RecordOperation): Promise<StateRecord> {
    const cookie =
      (await this.#openSettled(jar)) ?? (await this.#plant(jar, emptyRecord(this.#options.random)));
    return (await this.#write(jar, cookie, operation)).record;
  }

  /** Store key of the browser's state, for other stores of this domain; null when it has none. Never let it out. */
  async key(jar: CookieJar): Promise<string | null> {
    return (await this.#open(jar))?.key ?? null;
  }

  /** Begins a new state under a new key and sends its cookie. An empty one takes no row in the store. */
  async plant(
    jar: CookieJar,
    record: StateRecord = emptyRecord(this.#options.random),
  ): Promise<StateRecord> {
    await this.#plant(jar, record);
    return record;
  }

  /** Ends the state in this browser; what the store holds of it expires. */
  forget(jar: CookieJar): void {
    jar.clear(STATE_COOKIE);
  }

  /** Sends the cookie anew, so that `release` waits another minute. */
  async hold(jar: CookieJar): Promise<void> {
    const cookie = await this.#open(jar);
    if (cookie) this.#cookie.send(jar, cookie, true);
  }

  /**
   * Ends a state that has joined another one, a minute after its cookie was sent: a change may be under
   * way whose answer brings a newer cookie, and without one nobody would find it again.
   */
  async release(jar: CookieJar): Promise<void> {
    const cookie = await this.#open(jar);
    if (!cookie || cookie.sealedAt + SETTLE_AFTER_SECONDS <= this.#now()) this.forget(jar);
  }

  /**
   * A cookie under a key that we do not have stays until something is written: another process may have loaded the
   * key before us, or it is put back into our file, and the cart is there again.
   */
  async #begin(jar: CookieJar): Promise<StateRecord> {
    const stays = this.#cookie.isUnderUnknownKey(jar);
    return stays ? emptyRecord(this.#options.random) : this.plant(jar);
  }

  async #open(jar: CookieJar): Promise<StateCookie | null> {
    const cookie = this.#cookie.read(jar);
    if (!cookie?.record) return cookie;
    return { ...cookie, record: await admitRecord(cookie.record, this.#options.ordered) };
  }

  /** The cookie, after what was ordered has left the state that it belongs to. */
  async #openSettled(jar: CookieJar): Promise<StateCookie | null> {
    const cookie = await this.#open(jar);
    const { settlements } = this.#options;
    if (!cookie || !settlements) return cookie;
    try {
      const waiting = await findSettlements(settlements, cookie.key, this.#now());
      if (!waiting) return cookie;
      const { version } = await this.#write(jar, cookie, waiting.operation);
      if (version !== cookie.version) return await this.#open(jar);
      // A younger cookie may be one that this very request has set, and never arrive.
      if (cookie.sealedAt + SETTLE_AFTER_SECONDS <= this.#now()) await waiting.done();
    } catch {
      // Checkout takes out what was ordered in any case: for want of this nobody is refused a page.
    }
    return cookie;
  }

  async #write(jar: CookieJar, cookie: StateCookie, operation: RecordOperation): Promise<Latest> {
    let from = cookie;
    const latest = async () => {
      const found = await findContinuation(this.#options, from);
      // Whoever has to ask again was overtaken: then there is a row also of what was new.
      from = { ...cookie, isNew: false };
      return found.latest;
    };
    const after = await applyOperation(this.#options, latest, operation, this.#lifetime);
    if (after.version !== cookie.version) await this.#goOn(jar, cookie, after);
    return after;
  }

  /** Sends a newer version. What stands for the state, or waits for it, goes along to another key. */
  async #goOn(jar: CookieJar, { key }: StateCookie, latest: Latest): Promise<void> {
    this.#cookie.send(jar, latest, true);
    if (latest.key === key) return;
    // The cart is safe without it; only what is ordered stays visible until the next crossing.
    await this.#options.settlements?.follow(key, latest.key).catch(() => undefined);
  }

  async #plant(jar: CookieJar, record: StateRecord): Promise<StateCookie> {
    const now = this.#now();
    const key = encodeBase64url(this.#options.random(STORE_KEY_BYTES));
    const version = record.state.vector.size > 0 ? 1 : 0;
    const pending = version > 0;
    const isNew = !pending;
    let encoded: Uint8Array | undefined;
    if (pending) {
      const row = newRow(version, record, now, this.#lifetime);
      encoded = row.record;
      await this.#options.store.compareAndSet(key, null, row, now);
    }
    this.#cookie.send(jar, { key, version, record, isNew, encoded }, pending);
    return { key, version, pending, sealedAt: now, record, isNew };
  }

  /** Compares cookie and store, and sends the browser what it lacks: a newer version, rest, or a new date. */
  async #confirm(jar: CookieJar, cookie: StateCookie): Promise<StateRecord> {
    const { latest, row } = await findContinuation(this.#options, cookie);
    const isBehind = latest.version !== cookie.version;
    const settles = !isBehind && cookie.record !== null && this.#isQuiet(row);
    if (!isBehind && !settles && !this.#isDue(cookie)) return latest.record;
    // Overtaken by a write: its cookie is the newer one.
    if (row && !(await this.#prolong(latest.key, row))) return latest.record;
    if (settles) {
      const dropAt = this.#now() + SETTLED_GRACE_SECONDS;
      await this.#options.store.settle(cookie.key, cookie.version, dropAt);
    }
    if (isBehind) await this.#goOn(jar, cookie, latest);
    else this.#cookie.send(jar, cookie, cookie.pending && !settles);
    return latest.record;
  }

  #isDue(cookie: StateCookie): boolean {
    return cookie.sealedAt + RENEW_AFTER_SECONDS <= this.#now();
  }

  #isQuiet(row: StateRow | null): boolean {
    return row !== null && row.writtenAt + SETTLE_AFTER_SECONDS <= this.#now();
  }

  /** No cookie outlives its row: the row may hold the record, and tells which version came last. */
  #prolong(key: string, row: StateRow): Promise<boolean> {
    const now = this.#now();
    const prolonged = { ...row, expiresAt: now + this.#lifetime };
    return this.#options.store.compareAndSet(key, row.version, prolonged, now);
  }

  #now(): number {
    return nowSeconds(this.#options.clock);
  }
}
