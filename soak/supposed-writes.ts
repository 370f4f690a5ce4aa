import type { Change } from '../test/state/causal-history.ts';
import type { Side } from '../test/support/running-store.ts';
import type { Kill } from './shopper-history.ts';

/** What a request looks at and what it adds. */
export interface Write {
  readonly side: Side;
  readonly line: string;
  /** Null: the line goes. */
  readonly value: number | null;
  readonly began: number;
}

/** A write without an answer: as long as its server lives it may still take place, after later ones. */
export interface Supposed {
  readonly side: Side;
  readonly began: number;
  /** What it may have written, or may still write. */
  readonly changes: Change[];
  /** Pieces that it adds to whatever stands there. */
  readonly adds: number | null;
}

/** The writes of one shopper that nobody has answered. */
export class SupposedWrites {
  readonly #all: Supposed[] = [];
  readonly #kills: readonly Kill[];

  constructor(kills: readonly Kill[]) {
    this.#kills = kills;
  }

  add(supposed: Supposed): void {
    this.#all.push(supposed);
  }

  /** Those to the same line whose server may still have been at them when this one began. */
  mayComeAfter({ side, line, began }: Write): Supposed[] {
    return this.#all.filter((late) => {
      const isSame = late.side === side && late.changes[0]?.key === line;
      return isSame && !this.#hasEnded(late, began);
    });
  }

  /** Whether the server that a request went to was gone before `now`. */
  #hasEnded({ side, began }: Supposed, now: number): boolean {
    return this.#kills.some((kill) => kill.side === side && kill.at > began && kill.at < now);
  }
}
