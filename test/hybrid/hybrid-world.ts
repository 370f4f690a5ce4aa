import {
  createApp as createEmulator,
  createPlatform,
  type Platform,
} from '@domain-bridge/commerce-emulator/app';
import { createApp, createEmulatorTime } from '@domain-bridge/hybrid-store/app';
import { parseConfig } from '@domain-bridge/hybrid-store/config';
import { createLogger, listen, type RunningServer } from '@domain-bridge/storefront/server';
import { createMemoryFlightStore, createMemoryKeptShopperStore } from 'domain-bridge/memory';
import { freePort } from '../support/running-store.ts';
import { Walker } from './walker.ts';

/** How the storefront is set up. */
export interface HybridOptions {
  readonly client?: 'public' | 'private';
  readonly storage?: 'cookies' | 'httpOnly' | 'server';
  readonly mode?: 'manual' | 'hybrid-auth';
}

/** The hybrid storefront in front of an emulator, both in this process and over HTTP. */
export interface HybridWorld {
  /** Of the storefront. */
  readonly origin: string;
  /** Path below which its controllers are. */
  readonly controllers: string;
  /** What the emulator knows: the truth about everybody. */
  readonly platform: Platform;
  readonly emulatorUrl: string;
  /** Every line that the storefront has logged. */
  readonly log: readonly string[];
  /** A browser of its own, without cookies. */
  walker(): Walker;
  close(): Promise<void>;
}

/** Starts both. */
export async function startHybrid(options: HybridOptions = {}): Promise<HybridWorld> {
  const { client = 'private', storage = 'cookies', mode = 'manual' } = options;
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const origin = `http://hybrid.localhost:${port}`;
  const emulatorUrl = `http://127.0.0.1:${emulatorPort}`;
  const sync = mode === 'hybrid-auth' ? 'hybrid_auth' : 'none';
  const platform = createPlatform({ switches: { sync } });
  const log: string[] = [];
  const config = parseConfig({
    HYBRID_ORIGIN: origin,
    EMULATOR_URL: emulatorUrl,
    SLAS_CLIENT: client,
    STORAGE: storage,
    BRIDGE_SYNC: mode,
  });
  const app = createApp({
    config,
    stores: { flights: createMemoryFlightStore(), shoppers: createMemoryKeptShopperStore() },
    time: createEmulatorTime({ url: emulatorUrl }),
    health: { checkStore: () => {}, isPeerUp: async () => true },
    log: createLogger('hybrid', 'info', { write: (line) => void log.push(line) }),
  });
  const servers: RunningServer[] = [
    await listen(createEmulator({ platform, origin: emulatorUrl }), emulatorPort, null),
    await listen(app, port, null),
  ];
  const walkers: Walker[] = [];
  return {
    origin,
    controllers: `/on/demandware.store/Sites-${platform.siteId}-Site/en_US`,
    platform,
    emulatorUrl,
    log,
    walker() {
      const walker = new Walker(origin, platform.clock.now);
      walkers.push(walker);
      return walker;
    },
    async close() {
      await Promise.all(walkers.map((walker) => walker.close()));
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
