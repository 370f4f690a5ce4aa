import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MEMORY_ENVIRONMENT } from '../../scripts/server-memory.ts';
import { PROCESS_ENVIRONMENT } from './process-environment.ts';
import { optionsOfScript } from './start-script.ts';

/** One of the two servers. */
export type Side = 'shopping' | 'checkout';

/** Both servers as processes of their own, as `npm start` runs them. */
export interface RunningStore {
  readonly origins: Readonly<Record<Side, string>>;
  readonly dataDir: string;
  /** PEM certificate of the demo set-up. */
  certificate(): string;
  /** Password of the demo users. */
  demoPassword(): string;
  /** Everything both servers have written so far. */
  output(): string;
  /** Ends a server and resolves with its exit code; by default it finishes what is under way. */
  end(side: Side, signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** Starts a server again, on the same data. */
  start(side: Side, env?: Readonly<Record<string, string>>): Promise<void>;
  /** Stops a server in the middle of whatever it does, or lets it go on, as the system does to a process. */
  suspend(side: Side, signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Number of a server's process. */
  processOf(side: Side): number | undefined;
  /** What both servers are told, for a further process on the same data. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends both and removes the data. */
  close(): Promise<void>;
}

/** What may differ from a store on `shop.localhost` and `checkout.localhost`. */
export interface RunningStoreOptions {
  readonly shoppingHost?: string;
  readonly checkoutHost?: string;
  readonly shoppingScheme?: 'http' | 'https';
  /** Who is started, at the same moment. Default: both. */
  readonly sides?: readonly Side[];
  readonly env?: Readonly<Record<string, string>>;
}

const OPTIONS = optionsOfScript('start:shopping');
const BASE_ENV = { ...PROCESS_ENVIRONMENT, ...MEMORY_ENVIRONMENT, LOG_LEVEL: 'info' };

/** Starts both servers on free ports and a new data directory. */
export async function startStore(options: RunningStoreOptions = {}): Promise<RunningStore> {
  const { shoppingHost = 'shop.localhost', checkoutHost = 'checkout.localhost' } = options;
  const ports = { shopping: await freePort(), checkout: await freePort() };
  const scheme = options.shoppingScheme ?? 'http';
  const origins = {
    shopping: `${scheme}://${shoppingHost}:${ports.shopping}`,
    checkout: `https://${checkoutHost}:${ports.checkout}`,
  };
  const dataDir = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  const env = {
    ...BASE_ENV,
    DATA_DIR: dataDir,
    SHOPPING_ORIGIN: origins.shopping,
    CHECKOUT_ORIGIN: origins.checkout,
    SHOPPING_PORT: String(ports.shopping),
    CHECKOUT_PORT: String(ports.checkout),
    SHOPPING_INTERNAL_URL: `${scheme}://127.0.0.1:${ports.shopping}`,
    CHECKOUT_INTERNAL_URL: `https://127.0.0.1:${ports.checkout}`,
    ...options.env,
  };
  const servers: Partial<Record<Side, ChildProcess>> = {};
  let output = '';

  const start = async (side: Side, more: Readonly<Record<string, string>> = {}): Promise<void> => {
    const server = startServer(side, { ...env, ...more }, (text) => {
      output += text;
    });
    servers[side] = server;
    await whenListening(server, origins[side], () => output);
  };
  const end = async (side: Side, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    const server = servers[side];
    if (!server || server.exitCode !== null || server.signalCode !== null) return null;
    const exited = once(server, 'exit');
    server.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  };

  const { sides = ['shopping', 'checkout'] } = options;
  const close = async (): Promise<void> => {
    await Promise.all([end('shopping'), end('checkout')]);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const started = await Promise.allSettled(sides.map((side) => start(side)));
  for (const each of started) {
    if (each.status === 'fulfilled') continue;
    await close();
    throw each.reason;
  }
  return {
    origins,
    dataDir,
    certificate: () => readFileSync(join(dataDir, 'certificate.pem'), 'utf8'),
    demoPassword: () => JSON.parse(readFileSync(join(dataDir, 'demo-users.json'), 'utf8')).password,
    output: () => output,
    end,
    start,
    suspend(side, signal) {
      servers[side]?.kill(signal);
    },
    processOf: (side) => servers[side]?.pid,
    environment: env,
    close,
  };
}

/** Runs one server's main file; for tests of what it says when it does not start, too. */
export function startServer(
  side: Side,
  env: Readonly<Record<string, string>>,
  onOutput: (text: string) => void,
): ChildProcess {
  const main = fileURLToPath(new URL(`../../${side}-domain/src/main.ts`, import.meta.url));
  const server = spawn(process.execPath, [...OPTIONS, main], { env: { ...env } });
  server.stdout?.on('data', (bytes) => onOutput(String(bytes)));
  server.stderr?.on('data', (bytes) => onOutput(String(bytes)));
  return server;
}

/** Resolves when a server says that it listens; rejects when it ends before. */
export async function whenListening(server: ChildProcess, origin: string, output: () => string) {
  const ready = new Promise<void>((resolve) => {
    let seen = '';
    server.stdout?.on('data', (bytes) => {
      seen += String(bytes);
      if (seen.includes(`listening on ${origin}\n`)) resolve();
    });
  });
  const failed = once(server, 'exit').then(() => {
    throw new Error(`the server did not start:\n${output()}`);
  });
  await Promise.race([ready, failed]);
  failed.catch(() => {});
}

/**
 * Where ports are taken from: below those that systems give to whoever asks for any (Linux from 32,768, RFC 6335
 * from 49,152), and a few for each process. So one stays free until its server listens, and while that restarts.
 */
const PORTS = { first: 20_000, processes: 1_000, each: 12 } as const;
let taken = 0;

/** A TCP port that nobody listens on, nor will. */
export async function freePort(): Promise<number> {
  const own = PORTS.first + (process.pid % PORTS.processes) * PORTS.each;
  for (;;) {
    const port = own + (taken++ % PORTS.each);
    if (await isFree(port)) return port;
  }
}

/** Whether nobody listens on a port. */
export function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.once('listening', () => server.close(() => resolve(true)));
  });
}
