import { Cookie, CookieJar } from 'tough-cookie';
import { type Answer, send } from './http-exchange.ts';

const PAGE = 'text/html,application/xhtml+xml,*/*;q=0.8';
const FORM = 'application/x-www-form-urlencoded';
const MAX_REDIRECTS = 10;

/** What a request differs in from typing an address. */
export interface HybridAsking {
  readonly method?: string;
  /** A page's own fetch. */
  readonly json?: unknown;
  /** A form on a page without script. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer never arrives: its cookies are not kept. */
  readonly lost?: boolean;
}

/** A browser in front of a hybrid storefront, which is one origin on this machine. */
export class HybridBrowser {
  readonly jar: CookieJar = new CookieJar();
  /** Every answer it was ever sent. */
  readonly history: Answer[] = [];
  /** Every `dwsid` it has sent, in order. */
  readonly sentSessions: string[] = [];
  readonly #origin: string;
  readonly #port: number;
  readonly #clock: () => number;
  /** When cookies with a `Max-Age` end, in epoch milliseconds: the jar goes by the machine's clock alone. */
  readonly #ends = new Map<string, number>();

  /** @param clock Epoch milliseconds, by which cookies end. */
  constructor(origin: string, port: number, clock: () => number = Date.now) {
    this.#origin = origin;
    this.#port = port;
    this.#clock = clock;
  }

  /** Sends one request and keeps the cookies of its answer. Redirects are not followed. */
  async ask(path: string, asking: HybridAsking = {}): Promise<Answer> {
    const url = new URL(path, this.#origin).href;
    const { json, form } = asking;
    const body = json !== undefined ? JSON.stringify(json) : form ? formOf(form) : null;
    this.#dropPast();
    const cookie = this.jar.getCookieStringSync(url);
    const dwsid = this.cookie('dwsid');
    if (dwsid !== undefined) this.sentSessions.push(dwsid);
    const answer = await send(url, this.#port, {
      method: asking.method ?? (body === null ? 'GET' : 'POST'),
      body,
      headers: {
        accept: json === undefined ? PAGE : 'application/json',
        ...(body !== null && { origin: this.#origin }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(form && { 'content-type': FORM }),
        ...(cookie && { cookie }),
        ...asking.headers,
      },
    });
    this.history.push(answer);
    if (!asking.lost) this.keep(answer);
    return answer;
  }

  /** Navigates, following redirects to the end, with the method and the form where those are kept (307). */
  async open(path: string, asking: HybridAsking = {}): Promise<Answer> {
    let answer = await this.ask(path, asking);
    for (let hop = 0; answer.location !== null; hop++) {
      if (hop === MAX_REDIRECTS) throw new Error('the browser gave up: too many redirects');
      answer = await this.ask(answer.location, answer.status === 307 ? asking : {});
    }
    return answer;
  }

  /** What a route of the storefront says as JSON. */
  async json<Body>(path: string, asking: HybridAsking = {}): Promise<Body> {
    return JSON.parse((await this.ask(path, asking)).body);
  }

  /** Keeps the cookies of an answer; one that arrives late may be kept late. */
  keep({ url, setCookies }: Answer): void {
    for (const header of setCookies) {
      this.jar.setCookieSync(header, url, { ignoreError: true });
      const { key, maxAge } = Cookie.parse(header) ?? {};
      if (key === undefined) continue;
      if (typeof maxAge === 'number') this.#ends.set(key, this.#clock() + maxAge * 1000);
      else this.#ends.delete(key);
    }
  }

  /** Ends and begins again: what has no lifetime of its own, `dwsid` among it, is gone. */
  restart(): void {
    for (const name of this.cookieNames()) if (!this.#ends.has(name)) this.lose(name);
  }

  /** Value of a cookie; undefined without one. */
  cookie(name: string): string | undefined {
    this.#dropPast();
    return this.jar.getCookiesSync(this.#origin).find(({ key }) => key === name)?.value;
  }

  /** Names of all cookies, in order of the alphabet. */
  cookieNames(): string[] {
    this.#dropPast();
    return this.jar
      .getCookiesSync(this.#origin)
      .map(({ key }) => key)
      .sort();
  }

  /** Takes a cookie away, as a shopper or a cleaner does. */
  lose(name: string): void {
    this.jar.setCookieSync(`${name}=; Max-Age=0; Path=/`, this.#origin);
  }

  #dropPast(): void {
    for (const [name, end] of this.#ends) {
      if (end > this.#clock()) continue;
      this.#ends.delete(name);
      this.lose(name);
    }
  }

  /** Puts a cookie in, as a script or an attacker does. */
  plant(name: string, value: string): void {
    this.jar.setCookieSync(`${name}=${value}; Path=/`, this.#origin);
  }
}

function formOf(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}
