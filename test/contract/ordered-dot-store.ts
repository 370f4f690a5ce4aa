import { expect, it } from '@jest/globals';
import type { Actor } from '../../shared/src/state/actor.ts';
import type { OrderedDotStore } from '../../shared/src/state/ordered-dot-store.ts';

/** Two views of one store. */
export interface OrderedDotStorePair {
  readonly one: OrderedDotStore;
  readonly other: OrderedDotStore;
}

const A = 'AAAAAAAA' as Actor;
const B = 'aaaaaaaa' as Actor;

/** What every ordered-dot store must do. */
export function orderedDotStoreContract(createPair: () => OrderedDotStorePair): void {
  it('knows no dots of an actor that never ordered', async () => {
    const { one } = createPair();
    expect([...(await one.counters(A))]).toEqual([]);
  });

  it('gives back the dots that the other handle recorded, actor by actor', async () => {
    const { one, other } = createPair();
    await one.record([
      { actor: A, counter: 1 },
      { actor: A, counter: 3 },
      { actor: B, counter: 2 },
    ]);
    expect(new Set(await other.counters(A))).toEqual(new Set([1, 3]));
    expect(new Set(await other.counters(B))).toEqual(new Set([2]));
  });

  it('passes over dots that are on file and keeps the new ones beside them', async () => {
    const { one, other } = createPair();
    await one.record([{ actor: A, counter: 1 }]);
    await other.record([
      { actor: A, counter: 1 },
      { actor: A, counter: 2 },
    ]);
    expect(new Set(await one.counters(A))).toEqual(new Set([1, 2]));
  });

  it('takes an empty list and counters up to 2^48', async () => {
    const { one, other } = createPair();
    await one.record([]);
    await one.record([{ actor: A, counter: 2 ** 48 }]);
    expect([...(await other.counters(A))]).toEqual([2 ** 48]);
  });

  it('hands out an answer that later records do not change', async () => {
    const { one } = createPair();
    const before = await one.counters(A);
    await one.record([{ actor: A, counter: 1 }]);
    expect(before.size).toBe(0);
  });

  it('loses no dot of twenty records made at once', async () => {
    const { one, other } = createPair();
    const counters = Array.from({ length: 20 }, (_, i) => i + 1);
    await Promise.all(
      counters.map((counter) => (counter % 2 ? one : other).record([{ actor: A, counter }])),
    );
    expect(new Set(await one.counters(A))).toEqual(new Set(counters));
  });
}
