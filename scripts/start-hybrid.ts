import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LOOK_MILLISECONDS = 100;

/** Runs the commerce emulator and the hybrid storefront, each in a process of its own, and ends them together. */
const servers = ['commerce-emulator', 'hybrid-store'].map((workspace): ChildProcess => {
  const main = fileURLToPath(new URL(`../${workspace}/src/main.ts`, import.meta.url));
  return spawn(process.execPath, [...process.execArgv, main], { stdio: 'inherit' });
});

let isStopping = false;
// SIGHUP too: here are no keys to be read again.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => stopAll(signal));
}
for (const server of servers) {
  server.on('exit', (code) => {
    // Ctrl-C reaches servers twice, from the terminal and from here: one that it has killed has ended as it was told.
    process.exitCode ||= code ?? (isStopping ? 0 : 1);
    stopAll('SIGTERM');
  });
}

// The storefront is told by the variable; the platform by a switch.
if (process.env.BRIDGE_SYNC === 'hybrid-auth') void switchHybridAuthOn();

function stopAll(signal: NodeJS.Signals): void {
  isStopping = true;
  for (const server of servers) {
    if (server.exitCode === null && !server.killed) server.kill(signal);
  }
}

/** Tells the emulator, as soon as it listens, to keep token and session together by itself. */
async function switchHybridAuthOn(): Promise<void> {
  const url = process.env.EMULATOR_URL || 'http://127.0.0.1:8090';
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sync: 'hybrid_auth' }),
  };
  while (!isStopping) {
    const answer = await fetch(`${url}/__emulator/switches`, request).catch(() => null);
    if (answer?.ok) return;
    await sleep(LOOK_MILLISECONDS);
  }
}
