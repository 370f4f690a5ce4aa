/** Something that goes on beside the requests. */
export interface BackgroundLoop {
  /** Begins, unless it has begun. */
  start(): void;
  /** Resolves when nothing of it is under way any more. */
  stop(): Promise<void>;
}

/** Runs rounds one after the other. A round ends early on its signal, waits somewhere, and never rejects. */
export function createLoop(round: (signal: AbortSignal) => Promise<void>): BackgroundLoop {
  let stopping: AbortController | null = null;
  let ended: Promise<void> = Promise.resolve();

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await round(signal);
  }
  return {
    start() {
      if (stopping) return;
      stopping = new AbortController();
      ended = run(stopping.signal);
    },
    async stop() {
      stopping?.abort();
      await ended;
      stopping = null;
    },
  };
}
