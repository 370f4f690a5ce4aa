/** Makes a function wait for its turn at each call. */
export type Gate = <Args extends unknown[], Result>(
  call: (...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<Result>;

/** Something that runs beside others; what it shares with them it calls through the gate. */
export type Actor = (gate: Gate) => Promise<void>;

/** Picks who goes on: an index below `waiting`. */
export type Choose = (waiting: number) => number;

interface Waiting {
  readonly actor: number;
  readonly go: () => void;
}

/**
 * Runs actors so that one gated call happens at a time, in an order that `choose` decides.
 *
 * @param onStep Asked after each call, when everybody waits again or is done.
 */
export async function interleave(
  actors: readonly Actor[],
  choose: Choose,
  onStep: () => Promise<void>,
): Promise<void> {
  const waiting: Waiting[] = [];
  let busy = actors.length;
  let atRest = (): void => {};
  const leave = (): void => {
    busy -= 1;
    if (busy === 0) atRest();
  };
  const rest = () =>
    new Promise<void>((resolve) => {
      atRest = resolve;
      if (busy === 0) resolve();
    });
  const turn = (actor: number) =>
    new Promise<void>((go) => {
      waiting.push({ actor, go });
      leave();
    });

  const runs = actors.map((run, actor) =>
    run((call) => async (...args) => {
      await turn(actor);
      return call(...args);
    }).finally(leave),
  );
  for (await rest(); waiting.length > 0; await onStep()) {
    waiting.sort((a, b) => a.actor - b.actor);
    const [next] = waiting.splice(choose(waiting.length), 1);
    busy += 1;
    next?.go();
    await rest();
  }
  await Promise.all(runs);
}

/**
 * Runs something once for each way in which its choices can be made.
 *
 * @returns How many there are.
 */
export async function everyWay(run: (choose: Choose) => Promise<void>): Promise<number> {
  const path: { taken: number; of: number }[] = [];
  let ways = 0;
  do {
    let depth = 0;
    await run((of) => {
      const choice = path[depth] ?? { taken: 0, of };
      path[depth] = choice;
      depth += 1;
      return choice.taken;
    });
    ways += 1;
    while (path.at(-1) && path.at(-1)?.taken === (path.at(-1)?.of ?? 0) - 1) path.pop();
    const last = path.at(-1);
    if (last) last.taken += 1;
  } while (path.length > 0);
  return ways;
}
