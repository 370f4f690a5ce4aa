import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MeasuredNews } from './measured-server.ts';

/** A process whose CPU time is that of nobody else. */
export interface MeteredProcess {
  readonly pid: number;
  /** CPU time that the process has used so far, its own and the kernel's for it, all threads included. */
  cpuMicroseconds(): Promise<number>;
  stop(): Promise<void>;
}

/** A server in a process of its own. */
export interface MeasuredProcess extends MeteredProcess {
  /** E.g. `http://127.0.0.1:34567`. */
  readonly origin: string;
  readonly port: number;
}

/**
 * Starts a server that calls `serveMeasured`. It takes over the options of this process, `--cpu-prof` among them.
 *
 * @param file Beside this one, e.g. `emulator-server.ts`.
 */
export async function startMeasured(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredProcess> {
  const main = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(main, { env: { ...process.env, ...env } });
  const started = await hear(child);
  if (!('port' in started)) throw new Error(`${file} expected to tell its port first`);
  const { port } = started;
  return { ...meter(child, file), origin: `http://127.0.0.1:${port}`, port };
}

/**
 * Meters a child that tells its CPU time whenever it hears something, and ends when it is disconnected.
 *
 * @param name What it is called in errors.
 */
export function meter(child: ChildProcess, name: string): MeteredProcess {
  return {
    pid: child.pid ?? raise(new Error(`${name} did not start`)),
    async cpuMicroseconds() {
      const news = hear(child);
      child.send('cpu');
      const heard = await news;
      if ('port' in heard) throw new Error(`${name} told its port twice`);
      return heard.cpuMicroseconds;
    },
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

function raise(error: Error): never {
  throw error;
}

async function hear(child: ChildProcess): Promise<MeasuredNews> {
  const aborted = new AbortController();
  const died = once(child, 'exit', aborted).then(([code]) => {
    throw new Error(`the measured process ended with ${code}`);
  });
  // Whoever wins the race ends the other's wait, which then fails for nobody.
  died.catch(() => {});
  try {
    const [news] = await Promise.race([once(child, 'message', aborted), died]);
    return news as MeasuredNews;
  } finally {
    aborted.abort();
  }
}
