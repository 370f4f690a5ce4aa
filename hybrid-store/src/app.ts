import type { HealthOptions, Logger } from '@domain-bridge/storefront/server';
import {
  type BridgeNews,
  createHybridRoutes,
  type FlightStore,
  type KeptShopperStore,
  type SlasClientSettings,
  slasBridge,
} from 'domain-bridge/slas';
import type { Express } from 'express';
import { createBridgeTrail } from './bridge/bridge-trail.ts';
import type { EmulatorTime } from './bridge/emulator-time.ts';
import type { HybridConfig } from './config.ts';
import { createHeadlessApp } from './headless-app.ts';
import { controllerHref, SITE_ID } from './pages/controller-links.ts';

export { createEmulatorTime, type EmulatorTime } from './bridge/emulator-time.ts';

/** What the storefront is put together from. */
export interface HybridContext {
  readonly config: HybridConfig;
  readonly stores: { readonly flights: FlightStore; readonly shoppers: KeptShopperStore };
  readonly time: EmulatorTime;
  readonly health: HealthOptions;
  readonly log: Logger;
}

/** As the emulator has them. They protect nothing: its documentation prints them. */
const CLIENTS = {
  public: { clientId: 'c9c45bfd-0ed3-4aa2-9971-40f88962b836' },
  private: { clientId: '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11', clientSecret: 'emulator-secret' },
} as const;
const BRIDGE_SECRET = 'emulator-bridge-secret';
const ORGANIZATION_ID = 'f_ecom_zzrf_001';

/** The hybrid storefront: headless pages here, controller pages behind the bridge, one shopper on both. */
export function createApp(context: HybridContext): Express {
  const { config, stores, time, health, log } = context;
  const { origin, emulatorUrl, mode, storage } = config;
  const trail = createBridgeTrail();
  const client: SlasClientSettings = {
    ...CLIENTS[config.client],
    redirectUri: `${origin.href}/callback`,
  };
  const bridge = slasBridge({
    origin: origin.href,
    commerce: {
      apiOrigin: emulatorUrl,
      instanceOrigin: emulatorUrl,
      organizationId: ORGANIZATION_ID,
      siteId: SITE_ID,
    },
    client,
    stores,
    // Under Hybrid Auth the platform keeps token and session together, and nobody has a session signed.
    ...(mode === 'manual' && {
      signatures: {
        url: `${emulatorUrl}${controllerHref('DomainBridge-Session')}`,
        secret: BRIDGE_SECRET,
      },
    }),
    // Home, category and product pages are headless by the default rules; what they do not name is ours too.
    controllers: {
      routes: createHybridRoutes({ otherwise: 'headless' }),
      names: { afterSignIn: 'Home-Show' },
    },
    mode,
    storage,
    clock: time.clock,
    onNews(news) {
      trail.onNews(news);
      logNews(log, news);
    },
  });
  return createHeadlessApp({
    origin,
    bridge,
    trail,
    time,
    health,
    log,
    trustProxy: config.trustProxy,
  });
}

function logNews(log: Logger, { entry, event, calls, failure }: BridgeNews): void {
  const fields = { entry, event, calls, ...(failure && { code: failure.code }) };
  log[failure ? 'warn' : 'info'](fields, 'bridge');
}
