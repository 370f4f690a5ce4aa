import { type Clock, nowSeconds } from '../core/clock.ts';
import type { CookieJar, CookieValue } from '../core/cookie.ts';
import type { Sealer } from '../crypto/sealer.ts';
import { encodeRecord } from './record.ts';
import {
  isSureToFit,
  isUnderUnknownKey,
  openStateCookie,
  STATE_COOKIE,
  type StateCookie,
  sealStateCookie,
} from './state-cookie.ts';

/** What state cookies are read and sent with. */
export interface RequestCookieOptions {
  /** Of this domain alone. */
  readonly sealer: Sealer;
  /** Bytes of the cookie, name included, beyond which its record lives in the store alone. Default: 3,000. */
  readonly maxCookieBytes?: number;
  readonly lifetimeSeconds: number;
  readonly clock: Clock;
}

/** What a cookie is made of. */
export interface Written extends Pick<StateCookie, 'key' | 'version' | 'record' | 'isNew'> {
  /** The record, where it has been encoded already. */
  readonly encoded?: Uint8Array | undefined;
}

interface OpenedCookie {
  readonly value: CookieValue;
  /** Null when it is not one of ours. */
  readonly cookie: StateCookie | null;
}

/** The state cookie of each request: opened once, however often it is asked for, and sealed once, when the answer goes out. */
export class RequestCookie {
  readonly #options: RequestCookieOptions;
  readonly #opened = new WeakMap<CookieJar, OpenedCookie>();

  constructor(options: RequestCookieOptions) {
    this.#options = options;
  }

  /** What the cookie holds; null when there is none, or none of ours, or one whose time is over. */
  read(jar: CookieJar): StateCookie | null {
    const { lifetimeSeconds, clock } = this.#options;
    const cookie = this.#unseal(jar);
    return cookie && cookie.sealedAt + lifetimeSeconds > nowSeconds(clock) ? cookie : null;
  }

  /** Whether there is a cookie that cannot be opened for want of the key alone. */
  isUnderUnknownKey(jar: CookieJar): boolean {
    const value = jar.get(STATE_COOKIE);
    return value !== null && isUnderUnknownKey(value, this.#options.sealer);
  }

  /** Sends a cookie; of those of one request only the last one is sealed. */
  send(jar: CookieJar, written: Written, pending: boolean): void {
    const { sealer, maxCookieBytes, lifetimeSeconds, clock } = this.#options;
    const { key, version, record, isNew = false, encoded } = written;
    const cookie = { key, version, pending, sealedAt: nowSeconds(clock), record, isNew };
    const bytes = encoded ?? (record && !isNew ? encodeRecord(record) : undefined);
    const seal = () =>
      sealStateCookie(cookie, sealer, { encoded: bytes, maxBytes: maxCookieBytes });
    jar.set(STATE_COOKIE, seal, lifetimeSeconds);
    const value = jar.peek(STATE_COOKIE);
    // Of one that may be too large only sealing tells what it holds; of a new one nobody has written any line.
    const isSure = isNew || (bytes !== undefined && isSureToFit(bytes, maxCookieBytes));
    if (value !== null && isSure) this.#opened.set(jar, { value, cookie });
  }

  #unseal(jar: CookieJar): StateCookie | null {
    const value = jar.peek(STATE_COOKIE);
    if (value === null) return null;
    const opened = this.#opened.get(jar);
    if (opened?.value === value) return opened.cookie;
    const text = typeof value === 'string' ? value : value();
    const cookie = openStateCookie(text, this.#options.sealer);
    this.#opened.set(jar, { value, cookie });
    return cookie;
  }
}
