import { CORES, pinProcess, unpinProcess } from './core-pin.ts';
import { HTTP_ROUTES, type HttpRoute, type HttpTarget, startHttpTargets } from './http-targets.ts';
import { sendAll } from './load-client.ts';

/** A figure of each run, by route. */
export type HttpSamples = Readonly<Record<HttpRoute, readonly number[]>>;

/** What was measured. */
export interface HttpFigures {
  /** Requests a second, by the clock. */
  readonly perSecond: HttpSamples;
  /** CPU time of the server for each request, its threads and the kernel's share for it included. */
  readonly cpuMicroseconds: HttpSamples;
  /** Whether servers and client had a core each. */
  readonly pinned: boolean;
}

/** Until then the compiler is still at work on what a server runs. */
const WARM_UPS = 4;
/** Requests of a run to one route. */
export const HTTP_REQUESTS = 4_000;

/** Requests a second of each route, an entry for each run; see `measureHttp`. */
export async function measureHttpRates(runs: number): Promise<HttpSamples> {
  return (await measureHttp(runs)).perSecond;
}

/**
 * Measures the five routes in turn, run by run, so that a drift of the machine hits all alike. The servers run on one
 * core and the client on another one. Every answer is looked at.
 */
export async function measureHttp(runs: number): Promise<HttpFigures> {
  const targets = await startHttpTargets();
  try {
    const servers = new Set(HTTP_ROUTES.map((route) => targets[route].server.pid));
    const pinned = [...servers].every((pid) => pinProcess(pid, CORES.server));
    if (pinned) pinProcess(process.pid, CORES.client);
    const perSecond = emptySamples();
    const cpuMicroseconds = emptySamples();
    for (let run = -WARM_UPS; run < runs; run++) {
      for (const route of HTTP_ROUTES) {
        const sample = await measureRun(targets[route]);
        if (run < 0) continue;
        perSecond[route].push(sample.perSecond);
        cpuMicroseconds[route].push(sample.cpuMicroseconds);
      }
    }
    return { perSecond, cpuMicroseconds, pinned };
  } finally {
    unpinProcess(process.pid);
    await targets.stop();
  }
}

async function measureRun({ server, prepare, look, check }: HttpTarget) {
  const requests = await prepare(HTTP_REQUESTS);
  const before = await server.cpuMicroseconds();
  const seconds = await sendAll(server.port, requests, look);
  const cpuMicroseconds = (await server.cpuMicroseconds()) - before;
  check?.(HTTP_REQUESTS);
  return {
    perSecond: HTTP_REQUESTS / seconds,
    cpuMicroseconds: cpuMicroseconds / HTTP_REQUESTS,
  };
}

function emptySamples(): Record<HttpRoute, number[]> {
  return { bareRedirect: [], accept: [], bareJson: [], state: [], expressSession: [] };
}
