/** Time for what runs in the background: how long something took, and waiting. */
export interface Scheduler {
  /**
   * Milliseconds on a clock that nobody sets: differences mean something, values do not. It goes on while
   * the process is stopped; while the machine itself sleeps it may stand still.
   */
  now(): number;
  /** Waits. An abort ends it early; it never rejects, so that a loop need not tell the two apart. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Beyond this `setTimeout` fires at once. */
const MAX_TIMER_MILLISECONDS = 2 ** 31 - 1;

/** The machine's own. Its timers keep no process alive: what has stopped serving has nothing to wait for. */
export const systemScheduler: Scheduler = {
  now: () => performance.now(),
  sleep(milliseconds, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(milliseconds, MAX_TIMER_MILLISECONDS));
      timer.unref();
      signal?.addEventListener('abort', wake);
    });
  },
};

/**
 * Aborts `controller` together with `signal`.
 *
 * @returns What lets go of the signal. `AbortSignal.any` has no such thing, and these signals live as long
 * as the process.
 */
export function abortWith(
  controller: AbortController,
  signal: AbortSignal | undefined,
): () => void {
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  return () => signal?.removeEventListener('abort', abort);
}
