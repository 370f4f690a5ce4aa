import type { Connections } from './connections.ts';
import { LoadCookies } from './load-cookies.ts';
import type { WireAnswer } from './pending-answer.ts';

/** One request of a load, as far as it differs from typing an address. */
export interface LoadAsking {
  readonly method?: string;
  /** A page's own fetch. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds after which the browser closes the connection, whatever has come by then; none: it waits. */
  readonly closesAfter?: number;
}

const NAVIGATION = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
} as const;
const FETCH = {
  accept: 'application/json',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
} as const;

/** A browser that is cheap enough for hundreds of them beside the servers: its own cookies, shared connections. */
export class LoadBrowser {
  readonly #cookies = new LoadCookies();
  readonly #connections: Connections;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  /** Sends one request and keeps the cookies of its answer. Redirects are not followed; their target is absolute. */
  async ask(url: string, asking: LoadAsking = {}): Promise<WireAnswer> {
    const { origin, host, pathname, search } = new URL(url);
    const { json, method = json === undefined ? 'GET' : 'POST', closesAfter } = asking;
    const cookie = this.#cookies.header(host);
    const headers = {
      ...(method === 'GET' ? NAVIGATION : { ...FETCH, origin }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(cookie && { cookie }),
      ...asking.headers,
    };
    const body = json === undefined ? null : JSON.stringify(json);
    const request = { method, path: `${pathname}${search}`, headers, body };
    const answer = await this.#connections.send(origin, request, closesAfter);
    this.#cookies.keep(host, answer.setCookies);
    const { location } = answer;
    return { ...answer, location: location && new URL(location, url).href };
  }

  /** Whether a cookie would be sent to `url`, whatever prefix its name has. */
  hasCookie(url: string, name: string): boolean {
    return this.#cookies.has(new URL(url).host, name);
  }
}
