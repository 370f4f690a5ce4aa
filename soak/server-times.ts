import type { RunningStore, Side } from '../test/support/running-store.ts';
import { cpuSeconds } from './cpu-time.ts';

/** Seconds, of processor time where nothing else is said. */
export interface SpentTimes {
  readonly shopping: number;
  readonly checkout: number;
  /** Of both servers, from their start until they listen. */
  readonly starting: number;
  /** On the clock: from kills until the killed server listened again, summed over both. */
  readonly down: number;
}

const SIDES = ['shopping', 'checkout'] as const;

/** The processor time that both servers spend over all their lives; of a killed one nobody can ask any more. */
export class ServerTimes {
  readonly #store: Pick<RunningStore, 'processOf'>;
  readonly #since: Record<Side, number> = { shopping: 0, checkout: 0 };
  readonly #served: Record<Side, number> = { shopping: 0, checkout: 0 };
  readonly #ended: Record<Side, number> = { shopping: 0, checkout: 0 };
  #starting = 0;
  #down = 0;

  constructor(store: Pick<RunningStore, 'processOf'>) {
    this.#store = store;
  }

  /** Counts from this moment on; both servers must listen. */
  begin(): void {
    for (const side of SIDES) {
      this.#since[side] = this.#now(side);
      this.#served[side] = 0;
    }
    this.#starting = 0;
    this.#down = 0;
  }

  /** A server listens again. */
  listens(side: Side): void {
    this.#since[side] = this.#now(side);
    this.#starting += this.#since[side];
    this.#down += (performance.now() - this.#ended[side]) / 1000;
  }

  /** A server is about to end. */
  ends(side: Side): void {
    this.#served[side] += this.#now(side) - this.#since[side];
    this.#ended[side] = performance.now();
  }

  /** What has been spent since then; both servers must listen. */
  spent(): SpentTimes {
    const of = (side: Side): number => this.#served[side] + this.#now(side) - this.#since[side];
    return {
      shopping: of('shopping'),
      checkout: of('checkout'),
      starting: this.#starting,
      down: this.#down,
    };
  }

  #now(side: Side): number {
    return cpuSeconds(this.#store.processOf(side) ?? 0);
  }
}
