import { CookieJar } from '../../shared/src/core/cookie.ts';
import type { Role } from '../../shared/src/crypto/direction.ts';

interface Kept {
  readonly value: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

const SET_COOKIE = /^(?<name>[^=]+)=(?<value>[^;]*);.*\bMax-Age=(?<maxAge>\d+)/;

/** The cookies of one browser for one domain at one moment. */
export type Cookies = ReadonlyMap<string, Kept>;

/**
 * A browser as far as cookies go, for two plain-HTTP domains. Its owner may delete cookies, put old ones
 * back and carry them to another browser.
 */
export class ModelBrowser {
  readonly #cookies: Record<Role, Cookies> = { shopping: new Map(), checkout: new Map() };
  readonly #backups: Record<Role, Cookies[]> = { shopping: [], checkout: [] };

  /** The cookies it would send at `now`, as a request sees them. */
  request(role: Role, now: number): CookieJar {
    const living = [...this.#cookies[role]].filter(([, { expiresAt }]) => expiresAt > now);
    return new CookieJar(living.map(([name, { value }]) => `${name}=${value}`).join('; '), false);
  }

  /** Keeps what an answer sets. Whatever it held before goes to the backups. */
  receive(role: Role, answer: CookieJar, now: number): void {
    const next = new Map(this.#cookies[role]);
    for (const header of answer.toHeaders()) {
      const { name = '', value = '', maxAge = '0' } = SET_COOKIE.exec(header)?.groups ?? {};
      if (Number(maxAge) <= 0) next.delete(name);
      else next.set(name, { value, expiresAt: now + Number(maxAge) });
    }
    this.#backups[role].push(this.#cookies[role]);
    this.#cookies[role] = next;
  }

  /** Deletes the cookies whose names `matches` accepts. */
  forget(role: Role, matches: (name: string) => boolean): void {
    this.#cookies[role] = new Map([...this.#cookies[role]].filter(([name]) => !matches(name)));
  }

  /** Puts back cookies of an earlier moment, as far as `matches` accepts them. */
  restore(role: Role, age: number, matches: (name: string) => boolean): void {
    const backup = this.#backups[role].at(-1 - (age % Math.max(1, this.#backups[role].length)));
    this.take(role, backup ?? new Map(), matches);
  }

  /** Takes over cookies from elsewhere, as far as `matches` accepts them. */
  take(role: Role, cookies: Cookies, matches: (name: string) => boolean): void {
    const taken = [...cookies].filter(([name]) => matches(name));
    this.#cookies[role] = new Map([...this.#cookies[role], ...taken]);
  }

  /** What it holds now. */
  cookies(role: Role): Cookies {
    return this.#cookies[role];
  }
}
