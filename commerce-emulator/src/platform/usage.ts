import type { EmulatorClock } from './clock.ts';
import { MINUTE } from './duration.ts';

/** How many requests a window has seen. */
export interface Window {
  readonly used: number;
  /** Epoch seconds at which it begins anew. */
  readonly resetsAt: number;
}

/** Counts requests in fixed windows, and remembers when something last happened. */
export interface Usage {
  /** Counts one request in the window of `minutes` that runs now. */
  count(name: string, minutes: number): Window;
  /** Notes that something happens now, and tells when it last did; null: never. Epoch seconds. */
  mark(name: string): number | null;
  clear(): void;
}

/** Counters in memory. */
export function createUsage(clock: EmulatorClock): Usage {
  const windows = new Map<string, { used: number; resetsAt: number }>();
  const marks = new Map<string, number>();
  return {
    count(name, minutes) {
      const now = clock.now();
      const key = `${name} ${minutes}`;
      const length = minutes * MINUTE;
      const found = windows.get(key);
      const window =
        found && found.resetsAt > now && found.resetsAt <= now + length
          ? found
          : { used: 0, resetsAt: (Math.floor(now / length) + 1) * length };
      window.used += 1;
      windows.set(key, window);
      return window;
    },
    mark(name) {
      const last = marks.get(name) ?? null;
      marks.set(name, clock.now());
      return last;
    },
    clear() {
      windows.clear();
      marks.clear();
    },
  };
}
