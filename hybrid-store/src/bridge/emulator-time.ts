import type { RequestHandler } from 'express';

/** The emulator's time, which one may move, so that tokens and sessions expire while one looks on. */
export interface EmulatorTime {
  /** Epoch milliseconds, as the emulator has them. */
  readonly clock: () => number;
  /** Stands in front of the bridge: hears whether somebody has moved the time. */
  readonly follow: RequestHandler;
  /** Whether the emulator answers. */
  readonly isKept: () => Promise<boolean>;
  /** Lets time pass. @throws {Error} When the emulator does not answer. */
  advance(seconds: number): Promise<void>;
}

/** What the time is made of. */
export interface EmulatorTimeOptions {
  /** Origin of the emulator. */
  readonly url: string;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch;
  /** Epoch milliseconds. Default: the machine's clock. */
  readonly clock?: () => number;
}

const PATIENCE_MILLISECONDS = 1_000;

/** A clock that goes like the emulator's. Against a real instance it is the machine's. */
export function createEmulatorTime(options: EmulatorTimeOptions): EmulatorTime {
  const { url, fetch = globalThis.fetch, clock = Date.now } = options;
  let aheadSeconds = 0;

  async function ask(body?: object): Promise<void> {
    const answer = await fetch(`${url}/__emulator/clock`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    if (!answer.ok) throw new Error(`the emulator's clock answered ${answer.status}`);
    const { now } = (await answer.json()) as { now?: unknown };
    if (!Number.isInteger(now)) throw new Error("the emulator's clock shows no time");
    const ahead = Number(now) - Math.floor(clock() / 1000);
    // Both clocks are read one after the other, so a second's difference says nothing.
    if (Math.abs(ahead - aheadSeconds) > 1) aheadSeconds = ahead;
  }

  return {
    clock: () => clock() + aheadSeconds * 1000,
    async follow(_req, _res, next) {
      // Without an emulator time goes on as it did: pages are shown all the same.
      await ask().catch(() => {});
      next();
    },
    isKept: () =>
      ask().then(
        () => true,
        () => false,
      ),
    advance: (seconds) => ask({ advanceSeconds: seconds }),
  };
}
