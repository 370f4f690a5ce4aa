import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createApp,
  createPlatform,
  type EmulatorDependencies,
  type Platform,
} from '@domain-bridge/commerce-emulator/app';
import { VisitingBrowser } from './visiting-browser.ts';

/** An emulator that listens, with a clock that stands still until it is moved. */
export interface EmulatorWorld {
  readonly platform: Platform;
  /** e.g. `http://127.0.0.1:34567`. */
  readonly origin: string;
  /** A browser with no cookies. */
  browser(): VisitingBrowser;
  /** `service operation` of every call since `after`, pages included. */
  calls(after?: number): string[];
  /** Number of the last call. */
  lastCall(): number;
  close(): Promise<void>;
}

const START_MILLISECONDS = 1_700_000_000_000;

/** Starts an emulator on a free port. */
export async function startEmulator(
  settings: Pick<EmulatorDependencies, 'controllers'> & {
    readonly switches?: Partial<Platform['switches']>;
  } = {},
): Promise<EmulatorWorld> {
  const { switches = {}, ...app } = settings;
  const platform = createPlatform({ clock: () => START_MILLISECONDS, switches });
  const server = createServer();
  // Leaves it to clients to let go of idle connections: on a busy machine it would close one under a request.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', createApp({ platform, origin, ...app }));
  return {
    platform,
    origin,
    browser: () => new VisitingBrowser(origin, platform.siteId, platform.clock.now),
    calls: (after = 0) =>
      platform.calls.list(after).map(({ service, operation }) => `${service} ${operation}`),
    lastCall: () => platform.calls.list().at(-1)?.n ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
