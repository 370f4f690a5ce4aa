import { expect } from '@jest/globals';
import type { PeerFetch } from 'domain-bridge/peer';
import type { BrowserModel } from './browser-model.ts';
import { type Answer, send } from './http-exchange.ts';
import { expectRefusal } from './refusal.ts';
import { routedFetch } from './routed-fetch.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  type PairOptions,
  SHOP,
  type StorePair,
  see,
  sideOptions,
  startStorePair,
} from './store-pair.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** A call between the servers, as whoever stands between them hears it. */
export interface HeardCall {
  readonly url: string;
  /** The value of `Authorization`. */
  readonly credential: string;
  readonly status: number;
  /** The whole answer. */
  readonly body: string;
}

/** A store that parks every cart, however small, and somebody between its servers. */
export interface ParkedPair extends StorePair {
  /** What has gone between the servers. */
  readonly calls: readonly HeardCall[];
  /** What the shop's stores were asked on behalf of such a call: `read` of a row, `claim` of a credential. */
  readonly asked: string[];
  /** Leads the way from checkout to the shop to another port; null: back to the shop. */
  lead(port: number | null): void;
  /** Answers the next call in its place. */
  answerNext(answer: (genuine: () => ReturnType<PeerFetch>) => ReturnType<PeerFetch>): void;
}

/** Starts one. */
export async function startParkedPair(
  special: PairOptions = {},
  clock: TestClock = createTestClock(),
): Promise<ParkedPair> {
  const calls: HeardCall[] = [];
  const asked: string[] = [];
  let ports: Readonly<Record<string, number>> = {};
  let ledTo: number | null = null;
  let answer: Parameters<ParkedPair['answerNext']>[0] | null = null;
  const straight = routedFetch((origin) => ledTo ?? ports[origin]);
  const genuine: PeerFetch = async (url, init) => {
    const { status, headers, body } = await straight(url, init);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body ?? []) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const credential = init.headers.authorization ?? '';
    calls.push({ url, credential, status, body: bytes.toString() });
    return { status, headers, body: new Blob([bytes]).stream() };
  };
  const fetch: PeerFetch = (url, init) => {
    const [instead, call] = [answer, () => (ledTo === null ? genuine : straight)(url, init)];
    answer = null;
    return instead ? instead(call) : call();
  };
  const stores = await countedStores(asked, clock);
  const both = { maxInlineCharacters: 0, peer: { fetch }, ...special.both };
  const pair = await startStorePair({ ...special, both, shop: { stores, ...special.shop } }, clock);
  ports = pair.ports;
  return {
    ...pair,
    calls,
    asked,
    lead: (port) => {
      ledTo = port;
    },
    answerNext: (instead) => {
      answer = instead;
    },
  };
}

/** The shop's, that write down what they are asked. */
async function countedStores(asked: string[], clock: TestClock) {
  const { stores } = await sideOptions('shopping', clock);
  const { parked, replays } = stores;
  if (!parked) throw new Error('the shop of the tests has a place to park at');
  const note = <Result>(what: string, result: Result): Result => {
    asked.push(what);
    return result;
  };
  return {
    ...stores,
    parked: {
      ...parked,
      read: (ref: string, now: number) => note('read', parked.read(ref, now)),
    },
    replays: {
      ...replays,
      claim: (id: string, until: number) => note('claim', replays.claim(id, until)),
    },
  };
}

/** Reference and token id in the path of a call. */
export function callOf({ url }: HeardCall): {
  readonly path: string;
  readonly ref: string;
  readonly jti: string;
} {
  const { pathname, search, searchParams } = new URL(url);
  return {
    path: `${pathname}${search}`,
    ref: pathname.split('/').at(-1) ?? '',
    jti: searchParams.get('jti') ?? '',
  };
}

/** Fills a cart on the shop and goes to checkout, as far as the token: the URL that would accept it. */
export async function parkFor(browser: BrowserModel, sku = 'MUG'): Promise<string> {
  await add(browser, SHOP, sku);
  return fetchToken(browser, CHECKOUT);
}

/** Asks the shop for a path, with nothing of a browser. */
export function askShop(
  { ports }: Pick<StorePair, 'ports'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const port = ports[SHOP] ?? 0;
  return send(`${SHOP}${path}`, port, { method: 'GET', headers, body: null });
}

/** Refused as anything is, nothing has arrived, and the cart is where it was; the same link works once all is well. */
export async function expectNothingLost(
  pair: ParkedPair,
  browser: BrowserModel,
  url: string,
): Promise<void> {
  expectRefusal(await browser.request(url));
  expect(pair.checkout.log.join()).toContain('ERR_HANDOFF_NOT_FETCHED');
  expect((await see(browser, CHECKOUT)).lines).toEqual({});
  expect((await see(browser, SHOP)).lines).toEqual({ MUG: 1 });
  pair.lead(null);
  expect((await browser.request(url)).status).toBe(303);
  expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
}
