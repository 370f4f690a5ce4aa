import { AdminError } from './errors.ts';
import type { HookAnswer } from './hook-answer.ts';

/** A function like the global `fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One call of a hook. */
export interface HookCall {
  readonly method: 'GET' | 'POST';
  /** With query, e.g. `/hooks/v1/audit?after=0`. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
  /** Seconds that the server may wait for its peers; absent: it tells no more than that it is done. */
  readonly waitSeconds?: number;
}

/** Sends calls. */
export interface HookTransport {
  /**
   * One attempt.
   *
   * @throws {AdminError} `ERR_ADMIN_UNREACHABLE` or `ERR_ADMIN_TIMEOUT`.
   */
  send(call: HookCall): Promise<HookAnswer>;
}

/** What a transport is made of. */
export interface HookTransportOptions {
  /** Serialised origin. */
  readonly origin: string;
  readonly token: string;
  readonly fetch: Fetch;
  /** For an answer without a wait. */
  readonly timeoutSeconds: number;
  /** A signal that aborts after so many seconds. */
  readonly deadline: (seconds: number) => AbortSignal;
}

/** Makes a transport. */
export function createHookTransport(options: HookTransportOptions): HookTransport {
  const { origin, token, fetch, timeoutSeconds, deadline } = options;
  return {
    async send(call) {
      const { method, path, body, waitSeconds = 0 } = call;
      const signal = deadline(timeoutSeconds + waitSeconds);
      try {
        const response = await fetch(`${origin}${path}`, {
          method,
          headers: headersOf(call, token),
          // A redirect would take the credential to where we were not told to take it.
          redirect: 'manual',
          signal,
          ...(body && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, headers: response.headers, text };
      } catch (cause) {
        throw signal.aborted
          ? new AdminError('ERR_ADMIN_TIMEOUT', 'no answer in time', { cause })
          : new AdminError('ERR_ADMIN_UNREACHABLE', 'no connection to the server', { cause });
      }
    },
  };
}

function headersOf(call: HookCall, token: string): Record<string, string> {
  const { body, idempotencyKey, waitSeconds } = call;
  return {
    Authorization: `Bearer ${token}`,
    Accept: 'application/json, application/problem+json',
    ...(body && { 'Content-Type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
    // RFC 7240 §4.3.
    ...(waitSeconds !== undefined && { Prefer: `wait=${waitSeconds}` }),
  };
}
