import type { LookupFunction } from 'node:net';
import { type Cookie, CookieJar } from 'tough-cookie';
import { Agent, request } from 'undici';

/** A page as somebody reads it who looks at the top of it alone. */
export interface SeenPage {
  readonly status: number;
  /** Who rendered it; null: neither side, e.g. an error of the emulator itself. */
  readonly side: 'headless' | 'controllers' | null;
  /** `guest`, or a first name. */
  readonly who: string | null;
  /** In the cart; null: it does not say. */
  readonly pieces: number | null;
  readonly path: string;
  readonly body: string;
  /** Redirects on the way here. */
  readonly hops: number;
}

const MAX_HOPS = 10;
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** A browser without script in front of the hybrid storefront: one jar, redirects followed, forms posted. */
export class Walker {
  readonly jar: CookieJar = new CookieJar();
  /** Every `Set-Cookie` it was sent. */
  readonly setCookies: string[] = [];
  /** Epoch seconds, by a clock of its own, at which cookies are over. */
  readonly #until = new Map<string, number>();
  readonly #now: () => number;
  readonly #origin: string;
  readonly #agent = new Agent({ connect: { lookup: thisMachine } });

  /**
   * @param origin Of the storefront, e.g. `http://hybrid.localhost:8088`.
   * @param now Epoch seconds: cookies are dropped by the same clock that tokens and sessions end by.
   */
  constructor(origin: string, now: () => number) {
    this.#origin = origin;
    this.#now = now;
  }

  /** Types an address, or follows a link. */
  open(path: string): Promise<SeenPage> {
    return this.#navigate('GET', path);
  }

  /** Sends a form. */
  post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<SeenPage> {
    return this.#navigate('POST', path, new URLSearchParams(fields).toString());
  }

  /** Value of a cookie; undefined without one. */
  cookie(name: string): string | undefined {
    return this.#cookies().find(({ key }) => key === name)?.value;
  }

  /** The access token, put together from its chunks; undefined where it is not in cookies. */
  accessToken(): string | undefined {
    const first = this.cookie('cc-at_RefArch');
    return first && first + (this.cookie('cc-at_RefArch_2') ?? '');
  }

  /** Lets go of its connections. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  #cookies(): Cookie[] {
    const now = this.#now();
    return this.jar
      .getCookiesSync(this.#origin)
      .filter(({ key }) => now < (this.#until.get(key) ?? Infinity));
  }

  async #navigate(method: 'GET' | 'POST', path: string, form?: string): Promise<SeenPage> {
    let [verb, url, body] = [method, new URL(path, this.#origin), form];
    for (let hops = 0; hops <= MAX_HOPS; hops++) {
      const answer = await this.#send(verb, url, body);
      if (answer.location === null) return seen(answer.status, url, answer.body, hops);
      // A form goes along with a 307 alone (RFC 9110 §15.4).
      if (answer.status !== 307) [verb, body] = ['GET', undefined];
      url = new URL(answer.location, url);
    }
    throw new Error('the browser gave up: too many redirects');
  }

  async #send(method: 'GET' | 'POST', url: URL, body: string | undefined) {
    const cookie = this.#cookies()
      .map((each) => each.cookieString())
      .join('; ');
    const answer = await request(url, {
      dispatcher: this.#agent,
      method,
      headers: {
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'sec-fetch-dest': 'document',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-site': method === 'POST' ? 'same-origin' : 'none',
        ...(cookie && { cookie }),
        ...(method === 'POST' && { origin: this.#origin, 'content-type': FORM_TYPE }),
      },
      body: body ?? null,
    });
    for (const header of [answer.headers['set-cookie'] ?? []].flat()) {
      this.setCookies.push(header);
      const { key, maxAge } = this.jar.setCookieSync(header, url.href) ?? {};
      if (key) this.#until.set(key, typeof maxAge === 'number' ? this.#now() + maxAge : Infinity);
    }
    const { location } = answer.headers;
    return {
      status: answer.statusCode,
      location: typeof location === 'string' ? location : null,
      body: await answer.body.text(),
    };
  }
}

function seen(status: number, url: URL, body: string, hops: number): SeenPage {
  const find = (pattern: RegExp): string | null => pattern.exec(body)?.[1] ?? null;
  const side = body.includes('Rendered headless')
    ? 'headless'
    : body.includes('Rendered by the controller')
      ? 'controllers'
      : null;
  const isGuest = body.includes('visitor-state">Guest<') || body.includes('<strong>guest</strong>');
  const name = find(/Your account: <\/span>([^<]+)</) ?? find(/Welcome, <strong>([^<]+)<\/strong>/);
  const pieces = find(/class="count">(\d+) pieces?</);
  return {
    status,
    side,
    who: isGuest ? 'guest' : name,
    pieces: pieces === null ? null : Number(pieces),
    path: url.pathname,
    body,
    hops,
  };
}

const thisMachine: LookupFunction = (_hostname, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
