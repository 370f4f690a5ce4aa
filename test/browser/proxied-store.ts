import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  freePort,
  type RunningStore,
  type RunningStoreOptions,
  type Side,
  startStore,
} from '../support/running-store.ts';
import { type FrontProxy, type FrontProxyOptions, startFrontProxy } from './front-proxy.ts';

/** A running store with a proxy in front of each domain. */
export interface ProxiedStore extends RunningStore {
  readonly proxies: Readonly<Record<Side, FrontProxy>>;
}

/** Starts a store behind proxies; the one of checkout ends the TLS, as in most deployments. */
export async function startProxiedStore(
  options: Pick<RunningStoreOptions, 'shoppingHost' | 'checkoutHost'> = {},
  shop: Pick<FrontProxyOptions, 'plantedCookie'> = {},
): Promise<ProxiedStore> {
  const targets = { shopping: await freePort(), checkout: await freePort() };
  const store = await startStore({
    ...options,
    env: {
      SHOPPING_PORT: String(targets.shopping),
      SHOPPING_INTERNAL_URL: `http://127.0.0.1:${targets.shopping}`,
      CHECKOUT_TLS: 'off',
      CHECKOUT_PORT: String(targets.checkout),
      CHECKOUT_INTERNAL_URL: `http://127.0.0.1:${targets.checkout}`,
      TRUST_PROXY: '1',
    },
  });
  const portOf = (side: Side): number => Number(new URL(store.origins[side]).port);
  const certificate = {
    cert: store.certificate(),
    key: readFileSync(join(store.dataDir, 'certificate-key.pem'), 'utf8'),
  };
  const proxies = {
    shopping: await startFrontProxy({
      port: portOf('shopping'),
      target: targets.shopping,
      ...shop,
    }),
    checkout: await startFrontProxy({
      port: portOf('checkout'),
      target: targets.checkout,
      certificate,
    }),
  };
  return {
    ...store,
    proxies,
    async close() {
      await Promise.all([proxies.shopping.close(), proxies.checkout.close()]);
      await store.close();
    },
  };
}
