import { Cookie } from 'tough-cookie';

/** One answer of a controller. */
export interface Visited {
  readonly status: number;
  readonly headers: Headers;
  /** Cookies that were set, by name; removed ones have no value. */
  readonly set: ReadonlyMap<string, Cookie>;
  readonly text: string;
}

/** A browser on controller pages: a jar that follows the emulator's clock, and no redirect it was not told to follow. */
export class VisitingBrowser {
  readonly #jar = new Map<string, { value: string; expiresAt: number }>();
  readonly #base: string;
  readonly #origin: string;
  readonly #now: () => number;

  constructor(origin: string, siteId: string, now: () => number) {
    this.#origin = origin;
    this.#base = `/on/demandware.store/Sites-${siteId}-Site/en_US/`;
    this.#now = now;
  }

  /** Value of a cookie that is kept; null: there is none. */
  cookie(name: string): string | null {
    const kept = this.#jar.get(name);
    return kept !== undefined && kept.expiresAt > this.#now() ? kept.value : null;
  }

  /** Names of the cookies that are kept. */
  cookieNames(): string[] {
    return [...this.#jar.keys()].filter((name) => this.cookie(name) !== null).sort();
  }

  setCookie(name: string, value: string): void {
    this.#jar.set(name, { value, expiresAt: Number.POSITIVE_INFINITY });
  }

  forget(name: string): void {
    this.#jar.delete(name);
  }

  /** Asks for a controller, e.g. `Home-Show` or `Product-Show?pid=clip-lamp`. Posts where there is a form. */
  async visit(
    controller: string,
    form?: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visited> {
    return this.#send(this.#base + controller, form, headers);
  }

  /** The same, and then follows redirects to the page at their end. */
  async open(controller: string, form?: Readonly<Record<string, string>>): Promise<Visited> {
    let visited = await this.visit(controller, form);
    for (let hop = 0; visited.headers.has('location'); hop++) {
      if (hop === 5) throw new Error('too many redirects');
      visited = await this.#send(visited.headers.get('location') ?? '');
    }
    return visited;
  }

  async #send(
    path: string,
    form?: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visited> {
    const cookie = this.cookieNames().map((name) => `${name}=${this.cookie(name)}`);
    const response = await fetch(new URL(path, this.#origin), {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        accept: 'text/html,*/*;q=0.8',
        ...(cookie.length > 0 ? { cookie: cookie.join('; ') } : {}),
        ...headers,
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    const set = new Map(
      response.headers
        .getSetCookie()
        .map((line) => Cookie.parse(line))
        .filter((cookie) => cookie !== undefined)
        .map((cookie) => [cookie.key, cookie] as const),
    );
    for (const parsed of set.values()) this.#keep(parsed);
    return { status: response.status, headers: response.headers, set, text: await response.text() };
  }

  #keep({ key, value, maxAge, expires }: Cookie): void {
    // The only date that the platform sets lies in 1970.
    const isOver = maxAge === 0 || expires instanceof Date;
    if (isOver) this.#jar.delete(key);
    else {
      const lives = typeof maxAge === 'number' ? maxAge : Number.POSITIVE_INFINITY;
      this.#jar.set(key, { value, expiresAt: this.#now() + lives });
    }
  }
}
