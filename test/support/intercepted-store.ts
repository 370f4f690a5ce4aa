import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { openDatabase } from 'domain-bridge/sqlite';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { HOOK_TOKEN, type HookCaller, openHooks } from './hook-caller.ts';
import type { Presence } from './http-browser.ts';
import { Shopper } from './http-shopper.ts';
import { type RunningStore, type Side, startStore } from './running-store.ts';

/** A running store whose servers reach each other through proxies, and that has hooks. */
export interface InterceptedStore {
  readonly store: RunningStore;
  /** The way to each of the servers. */
  readonly ways: Readonly<Record<Side, FaultProxy>>;
  readonly hooks: HookCaller;
  /** As if all the time had passed for which a push waits: after failures, and for a worker that died. */
  pushAtOnce(): void;
  /** Another browser. */
  shopper(presence?: Presence): Shopper;
}

type Opened = Pick<InterceptedStore, 'store' | 'ways' | 'hooks'>;

/** Opens one before the tests of this file or block, and closes it after them. */
export function openInterceptedStore(env: Readonly<Record<string, string>> = {}): InterceptedStore {
  const shoppers: Shopper[] = [];
  let opened: Opened | undefined;
  const running = (): Opened => {
    if (!opened) throw new Error('the store opens with the first test');
    return opened;
  };
  beforeAll(async () => {
    opened = await startIntercepted(env);
  });
  afterAll(async () => {
    await Promise.all(shoppers.map(({ browser }) => browser.close()));
    await opened?.hooks.close();
    await opened?.store.close();
    await Promise.all([opened?.ways.shopping.close(), opened?.ways.checkout.close()]);
  });
  return {
    get store() {
      return running().store;
    },
    get ways() {
      return running().ways;
    },
    get hooks() {
      return running().hooks;
    },
    pushAtOnce() {
      const db = openDatabase(join(running().store.dataDir, 'checkout.db'));
      db.exec('UPDATE deliveries SET worker = NULL, attempts = 0, next_try_at = 0');
      db.close();
    },
    shopper(presence) {
      const shopper = new Shopper(running().store, presence);
      shoppers.push(shopper);
      return shopper;
    },
  };
}

async function startIntercepted(env: Readonly<Record<string, string>>) {
  const ways = { shopping: await startFaultProxy(), checkout: await startFaultProxy() };
  const store = await startStore({
    // Checkout first: it makes the certificate that its proxy answers with.
    sides: ['checkout'],
    env: {
      HOOK_TOKEN,
      SHOPPING_INTERNAL_URL: `http://127.0.0.1:${ways.shopping.port}`,
      CHECKOUT_INTERNAL_URL: `https://127.0.0.1:${ways.checkout.port}`,
      ...env,
    },
  });
  const read = (name: string): string => readFileSync(join(store.dataDir, name), 'utf8');
  const tls = { cert: read('certificate.pem'), key: read('certificate-key.pem') };
  ways.shopping.connect({ origin: store.origins.shopping, tls: null });
  ways.checkout.connect({ origin: store.origins.checkout, tls });
  await store.start('shopping');
  return { store, ways, hooks: openHooks(store) };
}
