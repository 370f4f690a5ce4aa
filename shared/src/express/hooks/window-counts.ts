import type { IncrementResponse, Store } from 'express-rate-limit';
import type { Clock } from '../../core/clock.ts';
import { MINUTE } from '../../core/duration.ts';

const WINDOW_MILLISECONDS = MINUTE * 1000;

/**
 * Counts by key, in minutes of the given clock. All keys share their minutes, so that a new one forgets them all:
 * whoever sends from ever new addresses fills memory for a minute at most.
 */
export class WindowCounts implements Store {
  readonly #clock: Clock;
  #counts = new Map<string, number>();
  #endsAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more. */
  increment(key: string): IncrementResponse {
    return this.#put(key, this.get(key).totalHits + 1);
  }

  /** Counts one less. */
  decrement(key: string): void {
    this.#put(key, Math.max(0, this.get(key).totalHits - 1));
  }

  /** Forgets a key. */
  resetKey(key: string): void {
    this.#put(key, 0);
  }

  /** What has been counted, and until when that stands. */
  get(key: string): IncrementResponse & { readonly resetTime: Date } {
    const now = this.#clock();
    // Also when the clock was set back: nobody is to wait for a minute that is years away.
    if (now >= this.#endsAt || now < this.#endsAt - WINDOW_MILLISECONDS) {
      this.#counts = new Map();
      this.#endsAt = (Math.floor(now / WINDOW_MILLISECONDS) + 1) * WINDOW_MILLISECONDS;
    }
    return { totalHits: this.#counts.get(key) ?? 0, resetTime: new Date(this.#endsAt) };
  }

  #put(key: string, totalHits: number): IncrementResponse {
    this.#counts.set(key, totalHits);
    return { totalHits, resetTime: new Date(this.#endsAt) };
  }
}
