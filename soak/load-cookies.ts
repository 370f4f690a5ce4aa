interface Kept {
  readonly value: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

const MAX_AGE = /;\s*max-age=(?<seconds>-?\d+)/i;

/**
 * The cookies of one browser, by host. Takes what the two servers send (RFC 6265bis §5.7): host-only cookies for all
 * paths; whether they are sent in the right form is for the tests with a whole jar.
 */
export class LoadCookies {
  readonly #hosts = new Map<string, Map<string, Kept>>();
  readonly #clock: () => number;

  /** @param clock Epoch milliseconds. */
  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  /** The `Cookie` header for a host; empty when there is none. */
  header(host: string): string {
    const now = this.#clock();
    const kept = [...(this.#hosts.get(host) ?? [])].filter(([, { until }]) => until > now);
    return kept.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  /** Keeps what an answer sets, and drops what it clears. */
  keep(host: string, setCookies: readonly string[]): void {
    const cookies = this.#hosts.get(host) ?? new Map<string, Kept>();
    this.#hosts.set(host, cookies);
    for (const header of setCookies) {
      const [pair = ''] = header.split(';', 1);
      const at = pair.indexOf('=');
      const seconds = Number(MAX_AGE.exec(header)?.groups?.seconds ?? Number.POSITIVE_INFINITY);
      const kept = { value: pair.slice(at + 1), until: this.#clock() + seconds * 1000 };
      if (seconds > 0) cookies.set(pair.slice(0, at), kept);
      else cookies.delete(pair.slice(0, at));
    }
  }

  /** Whether a cookie would be sent, under its name or with the prefix `__Host-`. */
  has(host: string, name: string): boolean {
    const cookies = this.#hosts.get(host);
    return cookies?.has(name) === true || cookies?.has(`__Host-${name}`) === true;
  }
}
