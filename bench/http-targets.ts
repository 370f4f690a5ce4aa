import { openDatabase } from 'domain-bridge/sqlite';
import { CART_LINES, HttpShoppers } from './http-shoppers.ts';
import { type LoadAnswer, sendAll } from './load-client.ts';
import { type MeasuredProcess, type MeteredProcess, startMeasured } from './measured-process.ts';
import { type MeasuredStore, startMeasuredStore } from './measured-store.ts';

/** What is asked for: two routes of ours, and what each of them is compared with. */
export const HTTP_ROUTES = [
  'bareRedirect',
  'accept',
  'bareJson',
  'state',
  'expressSession',
] as const;

/** One of them. */
export type HttpRoute = (typeof HTTP_ROUTES)[number];

/** A route, how it is asked, and what it answers. */
export interface HttpTarget {
  readonly server: MeteredProcess & Pick<MeasuredProcess, 'port'>;
  /** The requests of one run, as they go over the wire; made just before it. */
  prepare(count: number): Promise<readonly string[]>;
  /** @throws When the answer is not the right one. */
  look(answer: LoadAnswer, index: number): void;
  /** Looks at what a run of so many requests has left behind. */
  check?(count: number): void;
}

/** The running servers. */
export interface HttpTargets extends Readonly<Record<HttpRoute, HttpTarget>> {
  stop(): Promise<void>;
}

const SHOPPERS = 200;

/** Starts all servers: both domains, Express with helmet alone, and with express-session. */
export async function startHttpTargets(): Promise<HttpTargets> {
  const store = await startMeasuredStore();
  const shoppers = new HttpShoppers(store);
  const cookies = await shoppers.settled(SHOPPERS);
  const shown = await showCart(store.shopping.port, cookies[0] ?? '');
  const bare = await startMeasured('http-peer-server.ts', { PEER: 'bare', SHOWN: shown });
  const session = await startMeasured('http-peer-server.ts', { PEER: 'session', SHOWN: shown });
  const sessions = await sessionCookies(session.port);
  const isShown = showing(shown);
  return {
    bareRedirect: { server: bare, prepare: repeated('/redirect'), look: isRedirect },
    accept: acceptTarget(store, shoppers),
    bareJson: { server: bare, prepare: repeated('/json'), look: isShown },
    state: { server: store.shopping, prepare: repeated('/api/state', cookies), look: isShown },
    expressSession: { server: session, prepare: repeated('/session', sessions), look: isShown },
    async stop() {
      await Promise.all([store, bare, session].map((each) => each.stop()));
    },
  };
}

/** Counts what arrivals leave behind: a claim of each token, and a row of each cart. */
function acceptTarget({ checkout }: MeasuredStore, shoppers: HttpShoppers): HttpTarget {
  const db = openDatabase(checkout.storeFile);
  const countClaims = db.prepare<[], number>('SELECT count(*) FROM claims').pluck();
  const countStates = db.prepare<[], number>('SELECT count(*) FROM states').pluck();
  let before = { claims: 0, states: 0 };
  return {
    server: checkout,
    async prepare(count) {
      before = { claims: countClaims.get() ?? 0, states: countStates.get() ?? 0 };
      const crossings = await shoppers.crossings(count);
      return crossings.map(({ path, cookie }) => asWire(path, cookie));
    },
    look(answer) {
      isRedirect(answer);
      if (!answer.head.includes('\r\nSet-Cookie: __Host-bridge-state=')) {
        throw new Error('an arrival was answered without its cookie');
      }
    },
    check(count) {
      const claims = (countClaims.get() ?? 0) - before.claims;
      const states = (countStates.get() ?? 0) - before.states;
      // The shop's polls leave claims of their own.
      if (claims >= count && states === count) return;
      throw new Error(`${count} arrivals left ${claims} claims and ${states} states`);
    },
  };
}

/** The JSON of a shopper with the whole cart, as `/api/state` shows it. */
async function showCart(port: number, cookie: string): Promise<string> {
  let shown = '';
  await sendAll(port, [asWire('/api/state', cookie)], ({ head, body }) => {
    if (head.includes('\r\nSet-Cookie:')) throw new Error('the cookie has not settled');
    shown = body;
  });
  const lines = JSON.parse(shown).cart.lines.length;
  if (lines !== CART_LINES) throw new Error(`a cart of ${lines} lines`);
  return shown;
}

/** Sessions that hold the JSON already. */
async function sessionCookies(port: number): Promise<string[]> {
  const cookies: string[] = [];
  const first = Array.from({ length: SHOPPERS }, () => asWire('/session'));
  await sendAll(port, first, ({ head }) => {
    cookies.push(/\r\nSet-Cookie: ([^;]+)/.exec(head)?.[1] ?? '');
  });
  if (new Set(cookies).size !== SHOPPERS) throw new Error('not every visitor got a session');
  return cookies;
}

/** The same request again and again, by each of the shoppers in turn. */
function repeated(path: string, cookies: readonly string[] = ['']): HttpTarget['prepare'] {
  const wires = cookies.map((cookie) => asWire(path, cookie));
  return async (count) => Array.from({ length: count }, (_, i) => wires[i % wires.length] ?? '');
}

function asWire(path: string, cookie = ''): string {
  const cookieLine = cookie && `Cookie: ${cookie}\r\n`;
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n${cookieLine}\r\n`;
}

function isRedirect({ head }: LoadAnswer): void {
  if (head.startsWith('HTTP/1.1 303 ') && head.includes('\r\nLocation: /checkout\r\n')) return;
  throw new Error(`not redirected: ${head.slice(0, head.indexOf('\r'))}`);
}

function showing(shown: string): HttpTarget['look'] {
  return ({ head, body }) => {
    if (head.startsWith('HTTP/1.1 200 ') && body === shown) return;
    throw new Error(`another answer: ${head.slice(0, head.indexOf('\r'))}`);
  };
}
