import { AdminError } from './errors.ts';

/** A call is repeated so often, so that it is sent four times at most. */
const MAX_RETRIES = 3;
/** Longer than this nobody waits in front of a screen: the caller is told instead. */
const MAX_WAIT_SECONDS = 30;
const FIRST_WAIT_SECONDS = 0.5;

/**
 * Runs a call, and again when it failed in a way that passes: no connection, no answer in time, 429 and 503, and
 * what a proxy says in place of a server that it does not reach.
 * For calls that may be repeated only: those that read, and those with an `Idempotency-Key`.
 *
 * @param sleep Resolves after so many seconds.
 * @throws {AdminError} Of the last attempt.
 */
export async function withRetries<T>(
  call: () => Promise<T>,
  sleep: (seconds: number) => Promise<void>,
): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await call();
    } catch (error) {
      const seconds = secondsUntilRetry(error, retries);
      if (seconds === null) throw error;
      await sleep(seconds);
    }
  }
}

/** After how long to try again; null: not at all. */
function secondsUntilRetry(error: unknown, retries: number): number | null {
  if (!(error instanceof AdminError) || retries >= MAX_RETRIES || !passes(error)) return null;
  const asked = error.problem?.retryAfterSeconds;
  if (asked === undefined) return FIRST_WAIT_SECONDS * 2 ** retries;
  // Coming back earlier than asked would only count against the limit.
  return asked <= MAX_WAIT_SECONDS ? asked : null;
}

function passes({ code, problem }: AdminError): boolean {
  if (code === 'ERR_ADMIN_REFUSED') return problem?.status === 429 || problem?.status === 503;
  return code === 'ERR_ADMIN_UNREACHABLE' || code === 'ERR_ADMIN_TIMEOUT';
}
