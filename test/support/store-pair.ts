import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bridge, createBridge, type ExpressBridgeOptions } from 'domain-bridge/express';
import { createKeyring, type Keyring, type Role } from 'domain-bridge/handoff';
import {
  createMemoryOrderedDotStore,
  createMemoryParkedStore,
  createMemoryReplayStore,
  createMemorySessions,
  createMemoryStateStore,
} from 'domain-bridge/memory';
import { BrowserModel } from './browser-model.ts';
import { routedFetch } from './routed-fetch.ts';
import { createStoreApp, type Shown } from './store-app.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** The shop's origin. */
export const SHOP = 'http://shop.test';
/** Checkout's origin. */
export const CHECKOUT = 'https://checkout.test';
/** The user whom the test store knows from the start. */
export const USER = 'user-1';
/** A second one. */
export const OTHER_USER = 'user-2';

const RETURN_PATHS = {
  shopping: { fallback: '/', allowed: ['/cart', '/products/*'] },
  checkout: { fallback: '/checkout', allowed: ['/account'] },
} as const;

/** One domain of a running test store. */
export interface StoreSide {
  readonly bridge: Bridge;
  /** What the package told the log: every acceptance and every error, in full depth. */
  readonly log: string[];
}

/** A running test store and the browsers in front of it. */
export interface StorePair {
  readonly clock: TestClock;
  readonly shop: StoreSide;
  readonly checkout: StoreSide;
  browser(): BrowserModel;
  /** Port of every origin on this machine. */
  readonly ports: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Options of one side that differ from the usual ones. */
export type SideOptions = Partial<ExpressBridgeOptions>;

/** What differs from the usual pair; `both` comes first. */
export interface PairOptions {
  readonly both?: SideOptions;
  readonly shop?: SideOptions;
  readonly checkout?: SideOptions;
}

/** A keyring of 32-byte keys that anybody could guess: for tests. */
export function testKeyring(...kids: readonly string[]): Keyring {
  return createKeyring(
    kids.map((kid) => ({ kid, secret: new Uint8Array(32).fill(kid.charCodeAt(0)) })),
  );
}

/** Options of a side with stores of its own in memory, its users on file. */
export async function sideOptions(role: Role, clock: TestClock): Promise<ExpressBridgeOptions> {
  const { sessions, epochs } = createMemorySessions();
  if (role === 'checkout') {
    for (const entity of [USER, OTHER_USER]) await epochs.raise(entity, clock.now());
  }
  return {
    role,
    shoppingOrigin: SHOP,
    checkoutOrigin: CHECKOUT,
    bridgeKeys: testKeyring('b1'),
    cookieKeys: testKeyring(role === 'checkout' ? 'c1' : 's1'),
    pairwiseKey: new Uint8Array(32).fill(7),
    returnPaths: RETURN_PATHS[role],
    clock: clock.now,
    stores: {
      states: createMemoryStateStore(),
      replays: createMemoryReplayStore(),
      parked: createMemoryParkedStore(),
      sessions,
      epochs,
      ...(role === 'checkout' && { ordered: createMemoryOrderedDotStore() }),
    },
  };
}

/**
 * Starts both domains on ports of their own.
 *
 * @param clock Theirs; to be passed in where the stores among the options go by it as well.
 */
export async function startStorePair(
  special: PairOptions = {},
  clock: TestClock = createTestClock(),
): Promise<StorePair> {
  const routes: Record<string, number> = {};
  const fetch = routedFetch((origin) => routes[origin]);
  const createPairSide = async (role: Role, options: SideOptions | undefined) => {
    const usual = await sideOptions(role, clock);
    return createSide({ ...usual, peer: { fetch }, ...special.both, ...options });
  };
  const shop = await createPairSide('shopping', special.shop);
  const checkout = await createPairSide('checkout', special.checkout);
  const shopOrigin = checkout.bridge.peerOrigin();
  const secureOnly = new Set(shopOrigin === SHOP ? [] : [SHOP]);
  const servers = [
    await listen(createStoreApp(shop.bridge, shopOrigin, shop.log)),
    await listen(createStoreApp(checkout.bridge, CHECKOUT, checkout.log)),
  ];
  const [shopPort = 0, checkoutPort = 0] = servers.map(portOf);
  Object.assign(routes, {
    [SHOP]: shopPort,
    [CHECKOUT]: checkoutPort,
    // Where somebody strips the TLS: the same servers under the other scheme.
    [SHOP.replace('http:', 'https:')]: shopPort,
    [CHECKOUT.replace('https:', 'http:')]: checkoutPort,
  });
  return {
    clock,
    shop,
    checkout,
    ports: routes,
    browser: () => new BrowserModel(routes, clock.now, secureOnly),
    close: async () => {
      await Promise.all(servers.map(stop));
    },
  };
}

function createSide(options: ExpressBridgeOptions): StoreSide {
  const log: string[] = [];
  const onAccept = ({ kind }: { kind: string }): void => {
    log.push(kind);
  };
  return { bridge: createBridge({ ...options, onAccept, problems: 'pass-on' }), log };
}

/** What the page at `url` shows. */
export async function see(browser: BrowserModel, url: string): Promise<Shown> {
  return JSON.parse((await browser.open(url)).body);
}

/** Puts pieces of a product into the cart on the domain `origin`. */
export async function add(
  browser: BrowserModel,
  origin: string,
  sku: string,
  quantity = 1,
): Promise<void> {
  await browser.request(`${origin}/lines`, { json: { sku, quantity } });
}

/** Signs in on checkout. */
export async function signIn(browser: BrowserModel, entity = USER): Promise<void> {
  await browser.request(`${CHECKOUT}/sign-in`, { json: { entity } });
}

/** Signs out on checkout and follows the sign-out to the shop. */
export async function signOut(browser: BrowserModel): Promise<void> {
  await browser.open(`${CHECKOUT}/sign-out`, { json: {} });
}

/** Goes from one domain to the other, as far as the token: returns the URL that would accept it. */
export function fetchToken(browser: BrowserModel, receiver: string): Promise<string> {
  return browser.openUntil(`${receiver}/bridge/start`, '/bridge/accept');
}

/** Starts an app on a free port. */
export function listen(app: { listen(port: number, host: string): Server }): Promise<Server> {
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1');
    // Leaves it to clients to let go of idle connections: it would close one under the next request of a test
    // that has stood still.
    server.keepAliveTimeout = 0;
    server.once('listening', () => resolve(server));
  });
}

/** The port a server listens on. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Stops a server with all its connections. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
