/** A clock that moves only when it is told to. */
export interface TestClock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Moves on, or back when negative. */
  advance(seconds: number): void;
}

/** Later than the clock of any machine that runs this, so that no library's own clock has cookies expire. */
const START = Date.UTC(2040, 0, 1);

/** A clock that stands at the first of January 2040. */
export function createTestClock(): TestClock {
  let milliseconds = START;
  return {
    now: () => milliseconds,
    advance(seconds) {
      milliseconds += seconds * 1000;
    },
  };
}
