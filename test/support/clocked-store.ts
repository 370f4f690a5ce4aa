import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackgroundTask, ComposedDomain, DomainContext } from '@domain-bridge/storefront/app';
import type { DomainConfig } from '@domain-bridge/storefront/config';
import { createLogger } from '@domain-bridge/storefront/server';
import { generateSigningKeys, parseSigningKeys } from 'domain-bridge/invalidation';
import type { PeerFetch, Scheduler } from 'domain-bridge/peer';
import { type Database, openDatabase } from 'domain-bridge/sqlite';
import { createPasswordHasher } from '../../checkout-domain/src/accounts/password-hasher.ts';
import { composeCheckout } from '../../checkout-domain/src/compose.ts';
import { parseConfig as parseCheckout } from '../../checkout-domain/src/config.ts';
import {
  type CheckoutStore,
  createCheckoutStore,
} from '../../checkout-domain/src/store/checkout-store.ts';
import { composeShopping } from '../../shopping-domain/src/compose.ts';
import { parseConfig as parseShopping } from '../../shopping-domain/src/config.ts';
import { BrowserModel } from './browser-model.ts';
import { type Answer, send, type WireRequest } from './http-exchange.ts';
import { CHECKOUT, listen, portOf, SHOP, stop, testKeyring } from './store-pair.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { createTestScheduler, type TestScheduler } from './test-scheduler.ts';

/** The demo store in this process, on a clock of the test's. */
export interface ClockedStore {
  readonly clock: TestClock;
  /** Time of what runs in the background; moves only when told to. */
  readonly scheduler: TestScheduler;
  /** The stores of checkout, for what no route shows. */
  readonly checkout: CheckoutStore;
  readonly databases: Readonly<Record<'shopping' | 'checkout', Database>>;
  /** Whether the two servers reach each other. They do at first. */
  link: 'up' | 'down';
  browser(): BrowserModel;
  /** Sends a request to one of the origins as it stands, with nothing of a browser. */
  ask(url: string, wire: WireRequest): Promise<Answer>;
  /** Directory of what is written to files: the mail. */
  readonly dataDir: string;
  close(): Promise<void>;
}

const ENVIRONMENT = { SHOPPING_ORIGIN: SHOP, CHECKOUT_ORIGIN: CHECKOUT };
const HEALTH = { checkStore: () => {}, isPeerUp: async () => true };
const log = createLogger('test', 'silent');

/** Starts both domains as their main files do, but in memory; the shop has heard from checkout once. */
export async function startClockedStore(
  environment: Readonly<Record<string, string>> = {},
  /** By how much the clock of a server is ahead of the test's at this moment, in seconds. */
  aheadOf: (role: 'shopping' | 'checkout') => number = () => 0,
): Promise<ClockedStore> {
  const clock = createTestClock();
  const scheduler = createTestScheduler();
  const databases = { shopping: openDatabase(':memory:'), checkout: openDatabase(':memory:') };
  const clockOf = (role: 'shopping' | 'checkout') => () => clock.now() + aheadOf(role) * 1000;
  const checkout = createCheckoutStore(databases.checkout, { clock: clockOf('checkout') });
  const ports = new Map<string, number>();
  const state: { link: 'up' | 'down' } = { link: 'up' };
  const isDown = (): boolean => state.link === 'down';
  const peerFetch: PeerFetch = async (url, init) => {
    const { origin, pathname, search } = new URL(url);
    if (isDown()) throw new TypeError('the link is down');
    const answer = await fetch(`http://127.0.0.1:${ports.get(origin)}${pathname}${search}`, init);
    if (isDown()) throw new TypeError('the link went down meanwhile');
    return answer;
  };
  const common = { clockOf, scheduler, peerFetch, databases };
  const dataDir = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  const env = { ...ENVIRONMENT, DATA_DIR: dataDir, ...environment };
  const shopping = composeShopping(contextOf(parseShopping(env), common));
  const selling = composeCheckout(contextOf(parseCheckout(env), common), {
    store: checkout,
    hasher: createPasswordHasher(),
    signingKeys: await parseSigningKeys(await generateSigningKeys()),
  });
  const servers = [await listen(shopping.app), await listen(selling.app)];
  const [shopPort = 0, checkoutPort = 0] = servers.map(portOf);
  ports.set(SHOP, shopPort).set(CHECKOUT, checkoutPort);
  const tasks: readonly BackgroundTask[] = [shopping, selling].flatMap(backgroundOf);
  for (const task of tasks) task.start();
  const heard = databases.shopping.prepare('SELECT 1 FROM peer_cursor');
  await scheduler.until(() => heard.get() !== undefined);
  return Object.assign(state, {
    clock,
    dataDir,
    scheduler,
    checkout,
    databases,
    browser: () => new BrowserModel({ [SHOP]: shopPort, [CHECKOUT]: checkoutPort }, clock.now),
    ask: (url: string, wire: WireRequest) => send(url, ports.get(new URL(url).origin) ?? 0, wire),
    async close() {
      await Promise.all(tasks.map((task) => task.stop()));
      await Promise.all(servers.map((server: Server) => stop(server)));
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
}

function backgroundOf({ background }: ComposedDomain): readonly BackgroundTask[] {
  return background;
}

interface Common {
  readonly clockOf: (role: 'shopping' | 'checkout') => () => number;
  readonly scheduler: Scheduler;
  readonly peerFetch: PeerFetch;
  readonly databases: ClockedStore['databases'];
}

function contextOf<Config extends DomainConfig>(
  config: Config,
  { clockOf, scheduler, peerFetch, databases }: Common,
): DomainContext<Config> {
  const { role, peerUrl: url } = config;
  const setup = { bridgeKeys: testKeyring('b1'), cookieKeys: testKeyring(role.slice(0, 1)) };
  const peer = { url, fetch: peerFetch };
  return {
    config,
    setup,
    db: databases[role],
    health: HEALTH,
    peer,
    log,
    clock: clockOf(role),
    scheduler,
  };
}
