import { Cookie, CookieJar } from 'tough-cookie';
import { type Answer, send } from './http-exchange.ts';

/** What a browser is to do otherwise than usual with one request. */
export interface RequestChoice {
  readonly method?: string;
  /** Added to, or put in the place of, what a navigation sends; null leaves a header out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Sent as JSON, with the headers of a page's own fetch. */
  readonly json?: unknown;
  /** The answer never arrives: its cookies are not kept. */
  readonly lost?: boolean;
}

/** Where the browser finds each origin: port on this machine, by origin. */
export type Routes = Readonly<Record<string, number>>;

const MAX_REDIRECTS = 20;
const NAVIGATION = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
/** Browsers send these to trustworthy origins alone (W3C Fetch Metadata §3): a plain-HTTP shop never sees them. */
const FETCH_METADATA = {
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
};

/**
 * A browser as far as the bridge can tell: one cookie jar with the rules of RFC 6265bis, prefixes
 * included, separate hosts, and redirects that it follows itself. Time is the test's.
 */
export class BrowserModel {
  readonly jar = new CookieJar(undefined, { prefixSecurity: 'strict' });
  readonly #routes: Routes;
  readonly #now: () => number;
  readonly #secureOnly: ReadonlySet<string>;

  /** @param secureOnly Plain-HTTP origins that it asks by https alone, as by HSTS (RFC 6797 §8.3). */
  constructor(
    routes: Routes,
    now: () => number,
    secureOnly: ReadonlySet<string> = new Set<string>(),
  ) {
    this.#routes = routes;
    this.#now = now;
    this.#secureOnly = secureOnly;
  }

  /** Sends one request and keeps the cookies of its answer. */
  async request(url: string, choice: RequestChoice = {}): Promise<Answer> {
    const answer = await this.#send(this.#upgrade(url), choice);
    if (!choice.lost) this.receive(answer);
    return answer;
  }

  /** Sends the same request several times at once: all of them with the cookies of this moment. */
  async race(urls: readonly string[], choice: RequestChoice = {}): Promise<Answer[]> {
    const answers = await Promise.all(urls.map((url) => this.#send(this.#upgrade(url), choice)));
    if (!choice.lost) for (const answer of answers) this.receive(answer);
    return answers;
  }

  /** Navigates, following redirects to the end. */
  async open(url: string, choice: RequestChoice = {}): Promise<Answer> {
    let answer = await this.request(url, choice);
    for (let hop = 0; answer.location !== null; hop++) {
      if (hop === MAX_REDIRECTS) throw new Error('the browser gave up: too many redirects');
      answer = await this.request(answer.location);
    }
    return answer;
  }

  /** Navigates up to the redirect whose target has `path`, and returns that target unvisited. */
  async openUntil(url: string, path: string): Promise<string> {
    let next: string | null = url;
    for (let hop = 0; next !== null && hop < MAX_REDIRECTS; hop++) {
      if (new URL(next).pathname === path) return next;
      next = (await this.request(next)).location;
    }
    throw new Error(`no redirect led to ${path}`);
  }

  /** What it would send to this URL, in a stable order. */
  cookies(url: string): string[] {
    return this.#living(this.#upgrade(url))
      .map((cookie) => cookie.cookieString())
      .sort();
  }

  /** Forgets a cookie of ours, whatever prefix it has there. */
  forget(name: string, url: string): void {
    const upgraded = this.#upgrade(url);
    const prefix = upgraded.startsWith('https:') ? '__Host-' : '';
    this.jar.setCookieSync(`${prefix}${name}=; Max-Age=0; Path=/${prefix && '; Secure'}`, upgraded);
  }

  /** Keeps the cookies of an answer; also of one that seemed lost and comes late. */
  receive({ url, setCookies }: Answer): void {
    for (const header of setCookies) {
      const cookie = Cookie.parse(header);
      if (!cookie) continue;
      // The jar would count Max-Age by the machine's clock.
      if (typeof cookie.maxAge === 'number') {
        cookie.expires = new Date(this.#now() + cookie.maxAge * 1000);
        cookie.maxAge = null;
      }
      this.jar.setCookieSync(cookie, url, { ignoreError: true });
    }
  }

  /** Its living cookies for this URL, with their attributes. */
  #living(url: string): Cookie[] {
    return this.jar.getCookiesSync(url).filter(({ expires }) => {
      return !(expires instanceof Date) || expires.getTime() > this.#now();
    });
  }

  #upgrade(url: string): string {
    return this.#secureOnly.has(new URL(url).origin) ? url.replace('http:', 'https:') : url;
  }

  #send(url: string, choice: RequestChoice): Promise<Answer> {
    const { origin } = new URL(url);
    const port = this.#routes[origin];
    if (port === undefined) throw new Error(`the browser knows no way to ${origin}`);
    return send(url, port, {
      method: choice.method ?? (choice.json === undefined ? 'GET' : 'POST'),
      headers: this.#headers(url, choice),
      body: choice.json === undefined ? null : JSON.stringify(choice.json),
    });
  }

  #headers(url: string, { headers = {}, json }: RequestChoice): Record<string, string> {
    const { origin, protocol } = new URL(url);
    const cookie = this.#living(url)
      .map((each) => each.cookieString())
      .join('; ');
    const all: Record<string, string | null> = {
      ...NAVIGATION,
      ...(protocol === 'https:' && FETCH_METADATA),
      ...(json !== undefined && {
        accept: 'application/json',
        origin,
        'content-type': 'application/json',
        ...(protocol === 'https:' && {
          'sec-fetch-dest': 'empty',
          'sec-fetch-mode': 'cors',
          'sec-fetch-site': 'same-origin',
        }),
      }),
      ...(cookie !== '' && { cookie }),
      ...headers,
    };
    return Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
    );
  }
}
