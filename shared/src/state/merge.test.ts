import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyState, replicas } from '../../../test/support/any-state.ts';
import { actorOf, applyAll, codeOf, newState } from '../../../test/support/state-builder.ts';
import { encodeState } from './encode.ts';
import { mergeStates, unseenPart, withoutLineWrites } from './merge.ts';
import {
  addPromotion,
  addToLine,
  removeLines,
  setLineQuantity,
  setShipping,
} from './operations.ts';
import type { ShoppingState } from './shopping-state.ts';
import { viewCart } from './view.ts';

const A = actorOf(1);
const B = actorOf(2);

function bytesOf(state: ShoppingState): string {
  return Buffer.from(encodeState(state)).toString('hex');
}

describe('a merge', () => {
  it('is idempotent: a second arrival changes nothing, and says so by identity', () => {
    fc.assert(
      fc.property(replicas, ([a, b]) => {
        const once = mergeStates(a, b);
        expect(mergeStates(once, b)).toBe(once);
        expect(mergeStates(once, a)).toBe(once);
        expect(mergeStates(a, a)).toBe(a);
      }),
    );
  });

  it('is commutative', () => {
    fc.assert(
      fc.property(replicas, ([a, b]) => {
        expect(bytesOf(mergeStates(a, b))).toBe(bytesOf(mergeStates(b, a)));
      }),
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(replicas, ([a, b, c]) => {
        const left = mergeStates(mergeStates(a, b), c);
        expect(bytesOf(left)).toBe(bytesOf(mergeStates(a, mergeStates(b, c))));
      }),
    );
  });

  it('says that nothing changed only when nothing did', () => {
    fc.assert(
      fc.property(replicas, ([a, b]) => {
        const merged = mergeStates(a, b);
        expect(merged === a).toBe(bytesOf(merged) === bytesOf(a));
      }),
    );
  });

  it('keeps the visitor id of the side that it came to', () => {
    const mine = newState();
    const theirs = { ...applyAll(newState(), B, addToLine({ sku: 'mug' }, 1)), visitorId: 'other' };
    expect(mergeStates(mine, theirs).visitorId).toBe(mine.visitorId);
  });

  it('keeps a write that the remover never saw, and drops the one it saw', () => {
    const shared = applyAll(newState(), A, addToLine({ sku: 'mug' }, 1));
    const removed = applyAll(shared, B, removeLines(['mug']));
    const raised = applyAll(shared, A, setLineQuantity('mug', 4));
    expect(mergeStates(shared, removed).lines.size).toBe(0);
    expect(viewCart(mergeStates(raised, removed)).lines[0]?.quantity).toBe(4);
  });

  it('does the same for codes and for the shipping choice', () => {
    const shared = applyAll(
      newState(),
      A,
      addPromotion('A'),
      setShipping({ method: 'standard', country: 'IE' }),
    );
    const withdrawn = applyAll(shared, B, setShipping(null));
    expect(viewCart(mergeStates(shared, withdrawn))).toMatchObject({
      promotions: ['A'],
      shipping: null,
    });
  });

  it('reaches 1,000 lines and 100 codes, and refuses more', () => {
    const many = (actor: typeof A, count: number) => {
      const lines = Array.from({ length: count }, (_, i) => addToLine({ sku: `${actor}${i}` }, 1));
      return applyAll(newState(), actor, ...lines);
    };
    const half = many(A, 500);
    expect(mergeStates(half, many(B, 500)).lines.size).toBe(1_000);
    const full = mergeStates(half, many(B, 500));
    const one = applyAll(newState(), actorOf(3), addToLine({ sku: 'one' }, 1));
    expect(codeOf(() => mergeStates(full, one))).toBe('ERR_STATE_TOO_LARGE');
    expect(mergeStates(full, half)).toBe(full);
    const coded = Array.from({ length: 11 }, (_, n) => {
      const codes = Array.from({ length: 10 }, (_, i) => addPromotion(`C${n}-${i}`));
      return applyAll(newState(), actorOf(10 + n), ...codes);
    });
    const hundred = coded.slice(0, 10).reduce(mergeStates);
    expect(hundred.promotions.size).toBe(100);
    expect(codeOf(() => mergeStates(hundred, coded[10] ?? hundred))).toBe('ERR_STATE_TOO_LARGE');
  });
});

describe('a part of a state', () => {
  it('is what a vector has not seen, and still counts as seen', () => {
    const account = applyAll(
      newState(),
      A,
      addToLine({ sku: 'theirs' }, 1),
      addPromotion('THEIRS'),
    );
    const copy = applyAll(account, B, addToLine({ sku: 'mine' }, 1));
    const part = unseenPart(copy, account.vector);
    expect(viewCart(part)).toMatchObject({ lines: [{ id: 'mine' }], promotions: [] });
    expect(part.vector).toEqual(copy.vector);
  });

  it('loses single writes for good: they do not come back with a merge', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const emptied = withoutLineWrites(state, () => true);
        expect(mergeStates(emptied, state).lines.size).toBe(0);
        expect(mergeStates(state, emptied).lines.size).toBe(0);
      }),
    );
  });
});
