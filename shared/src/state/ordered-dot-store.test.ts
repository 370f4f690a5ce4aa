import { describe, expect, it } from '@jest/globals';
import { actorOf, applyAll, newState } from '../../../test/support/state-builder.ts';
import { createMemoryOrderedDotStore } from '../memory/ordered-dot-store.ts';
import { mergeStates } from './merge.ts';
import { addToLine } from './operations.ts';
import { lineDots, withoutOrdered } from './ordered-dot-store.ts';

const A = actorOf(1);
const B = actorOf(2);

describe('what was ordered', () => {
  it('is every write of every line', () => {
    const mine = applyAll(
      newState(),
      A,
      addToLine({ sku: 'mug' }, 1),
      addToLine({ sku: 'rug' }, 1),
    );
    const theirs = applyAll(newState(), B, addToLine({ sku: 'mug' }, 2));
    expect(new Set(lineDots(mergeStates(mine, theirs)))).toEqual(
      new Set([
        { actor: A, counter: 1 },
        { actor: A, counter: 2 },
        { actor: B, counter: 1 },
      ]),
    );
  });

  it('leaves every state, while later writes to the same line stay', async () => {
    const store = createMemoryOrderedDotStore();
    const ordered = applyAll(
      newState(),
      A,
      addToLine({ sku: 'mug' }, 1),
      addToLine({ sku: 'rug' }, 1),
    );
    await store.record(lineDots(ordered));
    const again = applyAll(ordered, B, addToLine({ sku: 'mug' }, 1));
    const left = await withoutOrdered(again, store);
    expect([...left.lines.keys()]).toEqual(['mug']);
    expect(left.vector).toBe(again.vector);
  });

  it('leaves a state alone that has nothing of it', async () => {
    const store = createMemoryOrderedDotStore();
    await store.record([{ actor: B, counter: 1 }]);
    const state = applyAll(newState(), A, addToLine({ sku: 'mug' }, 1));
    expect(await withoutOrdered(state, store)).toBe(state);
  });
});
