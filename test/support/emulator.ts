import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createApp,
  createPlatform,
  type EmulatorDependencies,
  type Platform,
} from '../../commerce-emulator/src/app.ts';
import type { ShopperView } from '../../commerce-emulator/src/control/shoppers.ts';
import type { Call } from '../../commerce-emulator/src/platform/call-log.ts';
import type { Fault } from '../../commerce-emulator/src/platform/faults.ts';
import type { Switches } from '../../commerce-emulator/src/platform/switches.ts';

/** A commerce instance on a port of its own, and what steers it over HTTP. */
export interface Emulator {
  /** E.g. `http://127.0.0.1:34567`. */
  readonly origin: string;
  /** What it keeps, for what no route tells. */
  readonly platform: Platform;
  /** Its clock, in epoch milliseconds: hand it to whatever must agree on the time. `advance` moves it. */
  readonly clock: () => number;
  /** The calls since `since`; pages of controllers only when asked for. */
  calls(since?: number, options?: { readonly pages: boolean }): Promise<Call[]>;
  /** The names of the calls since `since`, in order. */
  operations(since?: number): Promise<string[]>;
  /** The number of the last call. */
  lastCall(): Promise<number>;
  advance(seconds: number): Promise<void>;
  faults(...faults: (Partial<Fault> & Pick<Fault, 'operation'>)[]): Promise<void>;
  clearFaults(): Promise<void>;
  switches(change: Partial<Switches>): Promise<void>;
  shoppers(): Promise<ShopperView[]>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** How an emulator starts. */
export interface EmulatorStart {
  /** Epoch milliseconds. Default: a fixed time, that only `advance` moves. */
  readonly clock?: () => number;
  readonly switches?: Partial<Switches>;
  /** How its controllers are set up. */
  readonly controllers?: EmulatorDependencies['controllers'];
}

const SOME_TIME_MILLISECONDS = 1_700_000_000_000;

/** Starts an emulator on a free port of 127.0.0.1. */
export async function startEmulator(start: EmulatorStart = {}): Promise<Emulator> {
  const { clock = () => SOME_TIME_MILLISECONDS, controllers = {}, switches = {} } = start;
  const platform = createPlatform({ clock, switches });
  const server = createServer();
  // Leaves it to clients to let go of idle connections: on a busy machine it would close one under a request.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', createApp({ platform, origin, controllers }));

  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${origin}/__emulator/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  const calls = async (since = 0, { pages = false } = {}) =>
    (await control('GET', `calls?since=${since}${pages ? '&pages=1' : ''}`)) as Call[];

  return {
    origin,
    platform,
    clock: () => platform.clock.now() * 1000,
    calls,
    operations: async (since) => (await calls(since)).map(({ operation }) => operation),
    lastCall: async () => (await calls(0, { pages: true })).at(-1)?.n ?? 0,
    advance: async (advanceSeconds) => void (await control('POST', 'clock', { advanceSeconds })),
    faults: async (...faults) => void (await control('POST', 'faults', faults)),
    clearFaults: async () => void (await control('DELETE', 'faults')),
    switches: async (change) => void (await control('POST', 'switches', change)),
    shoppers: async () => (await control('GET', 'shoppers')) as ShopperView[],
    reset: async () => void (await control('POST', 'reset')),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
