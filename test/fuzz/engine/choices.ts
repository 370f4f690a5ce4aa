/** Decisions of a mutator: from a list that fast-check can shrink, or from a seed without end. */
export interface Choices {
  /** A whole number from 0 to `bound` - 1; 0 for a bound of 0 or 1. */
  below(bound: number): number;
  /** One of `items`. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** Decisions out of a list; when it is at its end, always the first. */
export function listedChoices(numbers: readonly number[]): Choices {
  let at = 0;
  return choicesFrom(() => numbers[at++] ?? 0);
}

/** Decisions without end, the same for the same seed (mulberry32). */
export function seededChoices(seed: number): Choices {
  let state = seed >>> 0;
  return choicesFrom(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  });
}

function choicesFrom(next: () => number): Choices {
  const below = (bound: number): number => (bound < 2 ? 0 : next() % bound);
  return {
    below,
    pick: <Item>(items: readonly [Item, ...Item[]]) => items[below(items.length)] as Item,
  };
}
