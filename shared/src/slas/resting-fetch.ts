import { SECOND } from '../core/duration.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import { PeerError } from '../peer/errors.ts';

/** When a server is left alone. */
export interface RestOptions {
  /** Calls in a row that bring no answer at all, before the rest begins. Default: 3. */
  readonly failures?: number;
  /** How long it lasts. Then one call at a time finds out whether there are answers again. Default: 5 s. */
  readonly restSeconds?: number;
}

interface Silence {
  failures: number;
  until: number;
  isAsked: boolean;
}

/**
 * A fetch that spares shoppers the wait for a server that does not answer: each call to it takes its whole timeout, and
 * every page makes one. An answer is an answer whatever its status: what is answered costs no wait.
 */
export function createRestingFetch(
  fetch: PeerFetch,
  scheduler: Scheduler,
  { failures = 3, restSeconds = 5 * SECOND }: RestOptions = {},
): PeerFetch {
  const silent = new Map<string, Silence>();

  function isResting({ failures: count, until, isAsked }: Silence): boolean {
    return count >= failures && (isAsked || scheduler.now() < until);
  }
  function noteSilence(origin: string, before: Silence | undefined): void {
    const count = (before?.failures ?? 0) + 1;
    const until = scheduler.now() + restSeconds * 1000;
    silent.set(origin, { failures: count, until, isAsked: false });
  }

  return async function restingFetch(url, init) {
    const { origin } = new URL(url);
    const silence = silent.get(origin);
    if (silence && isResting(silence)) {
      throw new PeerError('ERR_PEER_UNREACHABLE', 'the server has not answered just now');
    }
    if (silence) silence.isAsked = true;
    try {
      const response = await fetch(url, init);
      silent.delete(origin);
      return response;
    } catch (error) {
      noteSilence(origin, silent.get(origin));
      throw error;
    }
  };
}
