import type { Fetch } from '../../admin/hook-transport.ts';
import type { Clock } from '../../core/clock.ts';
import { type ConnectionFailure, connectionFailure } from '../connection-failure.ts';

/** An answer to a probe. */
export interface Probed {
  readonly status: number;
  /** Parsed JSON; undefined when it is none. */
  readonly json: unknown;
  /** By how many seconds the clock of the server is ahead of ours; null when it does not tell the time. */
  readonly aheadSeconds: number | null;
}

/** Asks with GET and without any credential. */
export type Probe = (url: string) => Promise<Probed | ConnectionFailure>;

/** What a probe is made of. */
export interface ProbeOptions {
  readonly fetch: Fetch;
  readonly deadline: (seconds: number) => AbortSignal;
  readonly clock: Clock;
}

const TIMEOUT_SECONDS = 10;
const NO_ANSWER: ConnectionFailure = {
  code: 'ETIMEDOUT',
  isTls: false,
  advice: 'It does not answer: is the server overloaded, or a firewall in between?',
};

/** Makes a probe. */
export function createProbe({ fetch, deadline, clock }: ProbeOptions): Probe {
  return async (url) => {
    const signal = deadline(TIMEOUT_SECONDS);
    const askedAt = clock();
    try {
      const response = await fetch(url, { method: 'GET', redirect: 'manual', signal });
      const text = await response.text();
      const between = (askedAt + clock()) / 2;
      const told = Date.parse(response.headers.get('date') ?? '');
      const aheadSeconds = Number.isNaN(told) ? null : (told - between) / 1000;
      return { status: response.status, json: parseJson(text), aheadSeconds };
    } catch (error) {
      if (signal.aborted) return NO_ANSWER;
      return connectionFailure(error) ?? { ...NO_ANSWER, code: 'no connection' };
    }
  };
}

/** Whether a probe came back with an answer. */
export function isAnswer(result: Probed | ConnectionFailure): result is Probed {
  return 'status' in result;
}

/** A member of a JSON object; undefined where there is none. */
export function memberOf(json: unknown, name: string): unknown {
  const isObject = typeof json === 'object' && json !== null;
  return isObject ? (json as Record<string, unknown>)[name] : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
