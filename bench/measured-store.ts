import { fork } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Role } from 'domain-bridge/handoff';
import { generateSigningKeys } from 'domain-bridge/invalidation';
import { systemRandom } from 'domain-bridge/peer';
import { freePort } from '../test/support/running-store.ts';
import { type MeteredProcess, meter } from './measured-process.ts';

/** One of the two servers, as `npm run start:…` runs it in production. */
export interface MeasuredDomain extends MeteredProcess {
  readonly port: number;
  /** SQLite file of the domain. */
  readonly storeFile: string;
}

/** Both servers, each in a process of its own. */
export interface MeasuredStore extends Readonly<Record<Role, MeasuredDomain>> {
  readonly origins: Readonly<Record<Role, string>>;
  /** In the form of `BRIDGE_KEYS` and of its like. */
  readonly keys: Readonly<Record<'bridge' | Role, string>>;
  stop(): Promise<void>;
}

const METER = fileURLToPath(new URL('tell-cpu.ts', import.meta.url));

/**
 * Starts both servers with `NODE_ENV=production`, behind a proxy that speaks TLS for checkout, on new SQLite files.
 * They log as in production, every request; only that nobody keeps it.
 */
export async function startMeasuredStore(): Promise<MeasuredStore> {
  const dataDir = mkdtempSync(join(tmpdir(), 'domain-bridge-bench-'));
  const ports = { shopping: await freePort(), checkout: await freePort() };
  const origins = {
    shopping: `http://shop.localhost:${ports.shopping}`,
    checkout: 'https://checkout.localhost',
  };
  const keys = { bridge: newKey(), shopping: newKey(), checkout: newKey() };
  const signingKeys = join(dataDir, 'signing-keys.json');
  writeFileSync(signingKeys, await generateSigningKeys());
  const env = {
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    SHOPPING_ORIGIN: origins.shopping,
    CHECKOUT_ORIGIN: origins.checkout,
    SHOPPING_PORT: String(ports.shopping),
    CHECKOUT_PORT: String(ports.checkout),
    CHECKOUT_TLS: 'off',
    SHOPPING_INTERNAL_URL: `http://127.0.0.1:${ports.shopping}`,
    CHECKOUT_INTERNAL_URL: `http://127.0.0.1:${ports.checkout}`,
    BRIDGE_KEYS: keys.bridge,
    SHOPPING_KEYS: keys.shopping,
    CHECKOUT_KEYS: keys.checkout,
    SIGNING_KEYS: signingKeys,
  };
  const start = async (role: Role): Promise<MeasuredDomain> => ({
    ...(await startDomain(role, ports[role], env)),
    port: ports[role],
    storeFile: join(dataDir, `${role}.db`),
  });
  const [checkout, shopping] = await Promise.all([start('checkout'), start('shopping')]);
  return {
    checkout,
    shopping,
    origins,
    keys,
    async stop() {
      await Promise.all([shopping.stop(), checkout.stop()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function startDomain(
  role: Role,
  port: number,
  env: Readonly<Record<string, string>>,
): Promise<MeteredProcess> {
  const main = fileURLToPath(new URL(`../${role}-domain/src/main.ts`, import.meta.url));
  const child = fork(main, {
    env: { PATH: process.env.PATH, ...env },
    execArgv: [...process.execArgv, `--import=${METER}`],
    stdio: ['ignore', openSync('/dev/null', 'w'), 'inherit', 'ipc'],
  });
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${role} ended with ${child.exitCode}`);
    await sleep(20);
  }
  return meter(child, role);
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

function newKey(): string {
  return `bench1:${Buffer.from(systemRandom(32)).toString('base64url')}`;
}
