import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MEMORY_ENVIRONMENT } from './server-memory.ts';

/** Runs both domains, each in a process of its own, and ends them together. */
const servers = ['shopping-domain', 'checkout-domain'].map((domain): ChildProcess => {
  const main = fileURLToPath(new URL(`../${domain}/src/main.ts`, import.meta.url));
  const env = { ...MEMORY_ENVIRONMENT, ...process.env };
  return spawn(process.execPath, [...process.execArgv, main], { stdio: 'inherit', env });
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => signalAll(signal));
}
// To each of them: they read their keys again, or end because the terminal has closed, and this process with them.
process.on('SIGHUP', () => signalAll('SIGHUP'));
for (const server of servers) {
  server.on('exit', (code) => {
    process.exitCode ||= code ?? 1;
    signalAll('SIGTERM');
  });
}

function signalAll(signal: NodeJS.Signals): void {
  for (const server of servers) {
    if (server.exitCode === null) server.kill(signal);
  }
}
