import { stringifySetCookie } from 'cookie';

/** The value of a cookie, or what makes it once it is needed: one that is replaced before costs nothing. */
export type CookieValue = string | (() => string);

/** A cookie to set. An empty `value` clears it. */
interface CookieToSet {
  /** Exact name, prefix included. */
  readonly name: string;
  readonly value: CookieValue;
  /** Seconds; 0 clears. */
  readonly maxAgeSeconds: number;
}

/**
 * Reads a `Cookie` header, untrusted, into values as they stand in it. Two cookies of one name are an attempt at
 * shadowing (RFC 6265bis §8.6): neither is believed, and the name stands with null.
 */
export function parseCookieHeader(header: string | undefined): Map<string, string | null> {
  const received = new Map<string, string | null>();
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    received.set(name, received.has(name) ? null : pair.slice(at + 1).trim());
  }
  return received;
}

/** What one browser sent, and what it is to be sent back. Lives as long as one request. */
export class CookieJar {
  readonly #received: ReadonlyMap<string, string | null>;
  readonly #toSet = new Map<string, CookieToSet>();
  readonly #secure: boolean;

  /**
   * @param header The `Cookie` request header, untrusted.
   * @param secure Whether our own configured origin is https; decides the prefix and the Secure attribute.
   */
  constructor(header: string | undefined, secure: boolean) {
    this.#secure = secure;
    this.#received = parseCookieHeader(header);
  }

  /** `__Host-` + name on https, the plain name on http, where a browser refuses the prefix. */
  fullName(name: string): string {
    return this.#secure ? `__Host-${name}` : name;
  }

  /** Value of our cookie, or null when it is absent. A duplicated one is null too, and is cleared. */
  get(name: string): string | null {
    const value = this.peek(name);
    return typeof value === 'function' ? value() : value;
  }

  /** What `get` makes its answer of, unmade: the same one until somebody sets the cookie anew. */
  peek(name: string): CookieValue | null {
    const full = this.fullName(name);
    const set = this.#toSet.get(full);
    if (set) return set.value === '' ? null : set.value;
    const value = this.#received.get(full);
    if (value === null) this.clear(name);
    return value ?? null;
  }

  /** Short names of the received cookies that begin with `prefix`; for families with one cookie per flow. */
  namesWithPrefix(prefix: string): string[] {
    const full = this.fullName(prefix);
    const cut = full.length - prefix.length;
    return [...this.#received.keys()].filter((n) => n.startsWith(full)).map((n) => n.slice(cut));
  }

  /**
   * @param value Characters of base64url, `.` and `~` only, so nothing needs quoting. What makes one is called once.
   * @param maxAgeSeconds 0 clears.
   */
  set(name: string, value: CookieValue, maxAgeSeconds: number): void {
    const full = this.fullName(name);
    this.#toSet.set(full, { name: full, value: madeOnce(value), maxAgeSeconds });
  }

  clear(name: string): void {
    this.set(name, '', 0);
  }

  /** One `Set-Cookie` value per cookie; always HttpOnly, SameSite=Lax, Path=/ and without Domain. */
  toHeaders(): string[] {
    return [...this.#toSet.values()].map(({ name, value, maxAgeSeconds }) =>
      stringifySetCookie({
        name,
        value: typeof value === 'function' ? value() : value,
        maxAge: maxAgeSeconds,
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: this.#secure,
      }),
    );
  }
}

function madeOnce(value: CookieValue): CookieValue {
  if (typeof value === 'string') return value;
  let made: string | undefined;
  return () => {
    made ??= value();
    return made;
  };
}
