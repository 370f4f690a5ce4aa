import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator } from './emulator.ts';
import { PROCESS_ENVIRONMENT } from './process-environment.ts';

/** Processes of one storefront, with one SQLite file between them. */
export interface BridgeProcesses {
  /** Ports on 127.0.0.1, one for each process. */
  readonly ports: readonly number[];
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../slas/bridge-process.ts', import.meta.url));

/** Starts processes at the emulator's time; they stay there. */
export async function startBridgeProcesses(
  count: number,
  emulator: Emulator,
): Promise<BridgeProcesses> {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  const env = {
    ...PROCESS_ENVIRONMENT,
    EMULATOR_ORIGIN: emulator.origin,
    STORE_FILE: join(folder, 'store.db'),
    NOW_MILLISECONDS: `${emulator.clock()}`,
  };
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--conditions=@domain-bridge/source', MAIN], { env }),
  );
  return {
    ports: await Promise.all(children.map(portOf)),
    async stop() {
      await Promise.all(children.map(end));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first line that a process writes is its port. */
function portOf(child: ChildProcess): Promise<number> {
  let errors = '';
  child.stderr?.on('data', (bytes) => {
    errors += String(bytes);
  });
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (bytes) => resolve(Number(String(bytes).trim())));
    child.once('exit', () => reject(new Error(`the process did not start:\n${errors}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}
