/** Counts how often the event loop comes round, which is how often other requests are served meanwhile. */
export interface TurnCounter {
  /** Turns until now. */
  turns(): number;
  stop(): void;
}

/** Begins to count. @param onTurn Is run in each turn, as a request that comes in between is. */
export function countTurns(onTurn: () => void = () => {}): TurnCounter {
  let turns = 0;
  let next: NodeJS.Immediate = setImmediate(turn);
  function turn(): void {
    turns += 1;
    next = setImmediate(turn);
    onTurn();
  }
  return { turns: () => turns, stop: () => clearImmediate(next) };
}

/** Counts the turns while `work` goes on. */
export async function turnsDuring(work: () => Promise<unknown>, onTurn?: () => void) {
  const counter = countTurns(onTurn);
  try {
    await work();
    return counter.turns();
  } finally {
    counter.stop();
  }
}
