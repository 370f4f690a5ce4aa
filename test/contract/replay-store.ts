import { expect, it } from '@jest/globals';
import type { ReplayStore } from '../../shared/src/handoff/replay-store.ts';

/** Two views of one store. */
export interface ReplayStorePair {
  readonly one: ReplayStore;
  readonly other: ReplayStore;
}

const UNTIL = 2_000_000_000;

/** What every replay store must do. */
export function replayStoreContract(createPair: () => ReplayStorePair): void {
  it('grants the first claim and refuses every later one', async () => {
    const { one, other } = createPair();
    expect(await one.claim('a', UNTIL)).toBe(true);
    expect(await other.claim('a', UNTIL)).toBe(false);
    expect(await one.claim('a', UNTIL + 1)).toBe(false);
  });

  it('tells ids apart by every character', async () => {
    const { one, other } = createPair();
    expect(await one.claim('a', UNTIL)).toBe(true);
    expect(await other.claim('A', UNTIL)).toBe(true);
    expect(await other.claim('a ', UNTIL)).toBe(true);
  });

  it('grants one of fifty claims made at once', async () => {
    const { one, other } = createPair();
    const claims = Array.from({ length: 50 }, (_, i) => (i % 2 ? one : other).claim('a', UNTIL));
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  });

  it('keeps a claim until its second and sweeps it then', async () => {
    const { one, other } = createPair();
    await one.claim('a', UNTIL);
    await one.claim('b', UNTIL + 1);
    expect(await other.sweep(UNTIL - 1)).toBe(0);
    expect(await other.claim('a', UNTIL)).toBe(false);
    expect(await other.sweep(UNTIL)).toBe(1);
    expect(await one.claim('a', UNTIL)).toBe(true);
    expect(await one.claim('b', UNTIL)).toBe(false);
  });
}
