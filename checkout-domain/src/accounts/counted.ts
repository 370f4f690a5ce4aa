import type { AttemptCounter } from './attempt-counter.ts';

/** One subject at one counter. */
export interface Counted {
  readonly counter: AttemptCounter;
  readonly subject: string;
}

/**
 * Counts an attempt at every counter, or at none.
 *
 * @param all Narrowest first: whoever has used up a narrow limit must not eat into a wide one that others share.
 * @returns null when it may go on, otherwise the seconds to wait.
 */
export async function takeAll(all: readonly Counted[]): Promise<number | null> {
  for (const [i, { counter, subject }] of all.entries()) {
    const waitSeconds = await counter.take(subject);
    if (waitSeconds === null) continue;
    await giveBackAll(all.slice(0, i + 1));
    return waitSeconds;
  }
  return null;
}

/** Takes a counted attempt back at every counter. */
export async function giveBackAll(all: readonly Counted[]): Promise<void> {
  for (const { counter, subject } of all) await counter.giveBack(subject);
}

/** Forgets all attempts of the subject. */
export function clear({ counter, subject }: Counted): Promise<void> {
  return counter.clear(subject);
}
