import { X509Certificate } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import { CookieJar } from 'tough-cookie';
import { Agent, request } from 'undici';
import type { Answer } from './http-exchange.ts';
import type { RunningStore } from './running-store.ts';

/** One request, as far as it differs from typing an address. */
export interface Asking {
  readonly method?: string;
  /** A page's own fetch. */
  readonly json?: unknown;
  /** A form on a page without script. */
  readonly form?: Readonly<Record<string, string>>;
  /** Any other body; its type stands in `headers`. */
  readonly body?: string;
  /** Added to, or put in the place of, what would be sent; null leaves a header out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** The answer never arrives: its cookies are not kept. */
  readonly lost?: boolean;
  /** Closes the connection when it fires, whether the answer has come or not. */
  readonly signal?: AbortSignal;
}

/** Whose headers go along: a browser's, with its Fetch Metadata and Origin, or a plain program's. */
export type Presence = 'browser' | 'program';

const MAX_REDIRECTS = 20;
const FORM_TYPE = 'application/x-www-form-urlencoded';
const PAGE = 'text/html,application/xhtml+xml,*/*;q=0.8';

/** A browser in front of running servers: one jar with the rules of RFC 6265bis, every host on this machine. */
export class HttpBrowser {
  readonly jar: CookieJar = new CookieJar(undefined, { prefixSecurity: 'strict' });
  /** Every answer it was ever sent, lost ones included. */
  readonly history: Answer[] = [];
  readonly #agent: Agent;
  readonly #presence: Presence;

  constructor(store: Pick<RunningStore, 'certificate'>, presence: Presence = 'browser') {
    const ca = new X509Certificate(store.certificate()).toString();
    this.#agent = new Agent({ connect: { ca, lookup: thisMachine } });
    this.#presence = presence;
  }

  /** Sends one request and keeps the cookies of its answer. Redirects are not followed. */
  async ask(url: string, asking: Asking = {}): Promise<Answer> {
    const answer = await this.#send(url, asking);
    if (!asking.lost) this.keep(answer);
    return answer;
  }

  /** Sends requests at once, all of them with the cookies of this moment. */
  async race(all: readonly (readonly [url: string, asking?: Asking])[]): Promise<Answer[]> {
    const answers = await Promise.all(all.map(([url, asking]) => this.#send(url, asking)));
    for (const [i, answer] of answers.entries()) if (!all[i]?.[1]?.lost) this.keep(answer);
    return answers;
  }

  /** Navigates, following redirects to the end. */
  async open(url: string, asking: Asking = {}): Promise<Answer> {
    let answer = await this.ask(url, asking);
    for (let hop = 0; answer.location !== null; hop++) {
      if (hop === MAX_REDIRECTS) throw new Error('the browser gave up: too many redirects');
      answer = await this.ask(answer.location);
    }
    return answer;
  }

  /** Navigates up to the redirect whose target has `path`, and returns that target unvisited. */
  async openUntil(url: string, path: string): Promise<string> {
    let next: string | null = url;
    for (let hop = 0; next !== null && hop < MAX_REDIRECTS; hop++) {
      if (new URL(next).pathname === path) return next;
      next = (await this.ask(next)).location;
    }
    throw new Error(`no redirect led to ${path}`);
  }

  /** Keeps the cookies of an answer; one that arrives late may be kept late. */
  keep({ url, setCookies }: Answer): void {
    for (const header of setCookies) this.jar.setCookieSync(header, url, { ignoreError: true });
  }

  /** Value of a cookie that would be sent to `url`, whatever prefix its name has; undefined without one. */
  cookie(url: string, name: string): string | undefined {
    const named = (key: string): boolean => key === name || key === `__Host-${name}`;
    return this.jar.getCookiesSync(url).find(({ key }) => named(key))?.value;
  }

  /** Lets go of its connections. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #send(url: string, asking: Asking = {}): Promise<Answer> {
    const { method = hasBody(asking) ? 'POST' : 'GET' } = asking;
    const cookie = this.jar.getCookieStringSync(url);
    const wanted = {
      ...this.#presented(url, asking),
      ...(cookie && { cookie }),
      ...asking.headers,
    };
    const present = Object.entries(wanted).filter(([, value]) => value !== null);
    const headers = Object.fromEntries(present) as Record<string, string>;
    const body = bodyOf(asking);
    const dispatcher = this.#agent;
    const { signal } = asking;
    const answer = await request(url, {
      dispatcher,
      method: method as 'GET',
      headers,
      body,
      ...(signal && { signal }),
    });
    const { location, 'set-cookie': setCookies = [] } = answer.headers;
    const received: Answer = {
      url,
      status: answer.statusCode,
      headers: answer.headers,
      setCookies: [setCookies].flat(),
      location: location === undefined ? null : new URL(String(location), url).href,
      body: await answer.body.text(),
    };
    this.history.push(received);
    return received;
  }

  #presented(url: string, asking: Asking): Record<string, string> {
    const { json, form } = asking;
    const type = json !== undefined ? 'application/json' : form && FORM_TYPE;
    const content: Record<string, string> = type ? { 'content-type': type } : {};
    if (this.#presence === 'program') return { accept: 'application/json', ...content };
    const isFetch = json !== undefined || (asking.method ?? 'GET') !== 'GET';
    const isWrite = isFetch || form !== undefined || asking.body !== undefined;
    const { origin } = new URL(url);
    return {
      accept: isFetch ? 'application/json' : PAGE,
      ...content,
      ...(isWrite && { origin }),
      ...(isTrustworthy(url) && {
        'sec-fetch-dest': isFetch ? 'empty' : 'document',
        'sec-fetch-mode': isFetch ? 'cors' : 'navigate',
        'sec-fetch-site': isWrite ? 'same-origin' : 'none',
      }),
    };
  }
}

/** Only such origins get Fetch Metadata (W3C Secure Contexts §3.1). */
function isTrustworthy(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname.endsWith('.localhost');
}

function hasBody({ json, form, body }: Asking): boolean {
  return json !== undefined || form !== undefined || body !== undefined;
}

function bodyOf({ json, form, body }: Asking): string | null {
  if (json !== undefined) return JSON.stringify(json);
  return form ? new URLSearchParams(form).toString() : (body ?? null);
}

/** Leads every host to this machine. */
export const thisMachine: LookupFunction = (_hostname, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
