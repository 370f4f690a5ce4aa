import { parseSetCookie } from 'cookie';

/** What is sent back is sent as it came. */
const AS_IT_STANDS = { decode: (value: string) => value };

/** The cookies of one request, as the browser will have them once it has the answer. */
export class VisitCookies {
  readonly #received: string | undefined;
  /** Taken apart when the first of them changes: most requests change none. */
  #pairs: Map<string, string[]> | undefined;
  readonly #toSet = new Map<string, string>();
  #changes = 0;

  /** @param header The `Cookie` request header, untrusted. */
  constructor(header: string | undefined) {
    this.#received = header;
  }

  /** How many cookies have been taken in: what was read before is out of date once this has risen. */
  get changes(): number {
    return this.#changes;
  }

  /** A `Cookie` header that says what the browser has. A name that came twice stands in it twice. */
  header(): string | undefined {
    if (!this.#pairs) return this.#received;
    const pairs = [...this.#pairs.values()].flat();
    return pairs.length > 0 ? pairs.join('; ') : undefined;
  }

  /** Takes `Set-Cookie` values in; of two of one name the later one counts. */
  add(setCookies: readonly string[]): void {
    for (const setCookie of setCookies) {
      const { name, value = '', maxAge } = parseSetCookie(setCookie, AS_IT_STANDS);
      this.#changes += 1;
      this.#pairs ??= pairsOf(this.#received);
      this.#toSet.delete(name);
      this.#toSet.set(name, setCookie);
      if (maxAge === 0) this.#pairs.delete(name);
      else this.#pairs.set(name, [`${name}=${value}`]);
    }
  }

  /** `Set-Cookie` values to send, one for each name. */
  toSend(): string[] {
    return [...this.#toSet.values()];
  }
}

function pairsOf(header = ''): Map<string, string[]> {
  const pairs = header.split(';').map((pair) => pair.trim());
  return Map.groupBy(
    pairs.filter((pair) => pair !== ''),
    nameOf,
  );
}

function nameOf(pair: string): string {
  return pair.slice(0, pair.indexOf('=')).trim();
}
