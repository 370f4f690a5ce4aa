/** The emulator's time. Whole seconds: a test moves it, and nothing else is compared. */
export interface EmulatorClock {
  /** Epoch seconds. */
  now(): number;
  /** Moves time by whole seconds; a negative number puts this clock behind the others. */
  advance(seconds: number): void;
  /** Back to the time it started from. */
  reset(): void;
}

/** @param milliseconds Epoch milliseconds. Default: the machine's clock. */
export function createEmulatorClock(milliseconds: () => number = Date.now): EmulatorClock {
  let offsetSeconds = 0;
  return {
    now: () => Math.floor(milliseconds() / 1000) + offsetSeconds,
    advance(seconds) {
      offsetSeconds += seconds;
    },
    reset() {
      offsetSeconds = 0;
    },
  };
}
