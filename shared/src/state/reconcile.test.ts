import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actorOf, applyAll, codeOf, newState } from '../../../test/support/state-builder.ts';
import { mergeStates } from './merge.ts';
import { addPromotion, addToLine, setShipping } from './operations.ts';
import { reconcileWith } from './reconcile.ts';
import { viewCart } from './view.ts';

const A = actorOf(1);
const B = actorOf(2);
const SHIPPING = { method: 'standard', country: 'IE' };
const bridged = applyAll(
  newState(),
  A,
  addToLine({ sku: 'mug' }, 2),
  addToLine({ sku: 'lamp' }, 1),
  addPromotion('FREESHIP'),
  setShipping(SHIPPING),
);

describe('reconciling with a cart of the store’s own', () => {
  it('changes nothing when both say the same', () => {
    expect(reconcileWith(viewCart(bridged))(bridged, B)).toBe(bridged);
    expect(reconcileWith({ lines: viewCart(bridged).lines })(bridged, B)).toBe(bridged);
  });

  it('writes what differs, removes what is missing and leaves the rest its history', () => {
    const lines = [
      { sku: 'mug', quantity: 2 },
      { sku: 'sofa', quantity: 1 },
    ];
    const state = reconcileWith({ lines })(bridged, B);
    expect(state.lines.get('mug')).toBe(bridged.lines.get('mug'));
    expect(state.lines.get('sofa')).toEqual([{ actor: B, counter: 1, value: 1 }]);
    expect(state.lines.has('lamp')).toBe(false);
  });

  it('ends at the given cart, whatever the two were', () => {
    const carts = fc.record({
      lines: fc.uniqueArray(
        fc.record({
          sku: fc.constantFrom('a', 'b', 'c', '7'),
          quantity: fc.integer({ min: 1, max: 9 }),
        }),
        { selector: ({ sku }) => sku },
      ),
      promotions: fc.uniqueArray(fc.constantFrom('A', 'B', 'C')),
      shipping: fc.constantFrom(null, SHIPPING),
    });
    fc.assert(
      fc.property(carts, carts, carts, (first, second, third) => {
        const one = reconcileWith(first)(newState(), A);
        const other = reconcileWith(second)(newState(), B);
        const cart = viewCart(reconcileWith(third)(mergeStates(one, other), A));
        const plain = cart.lines.map(({ sku, quantity }) => ({ sku, quantity }));
        const bySku = (a: { sku: string }, b: { sku: string }) => (a.sku < b.sku ? -1 : 1);
        expect(plain).toEqual([...third.lines].sort(bySku));
        expect(cart.promotions).toEqual([...third.promotions].sort());
        expect(cart.shipping).toEqual(third.shipping);
      }),
    );
  });

  it('counts a line that stands twice once, with its highest quantity', () => {
    const lines = [
      { sku: 'mug', quantity: 3 },
      { sku: 'mug', quantity: 5 },
      { sku: 'mug', quantity: 1 },
    ];
    expect(viewCart(reconcileWith({ lines })(bridged, B)).lines).toEqual([
      { id: 'mug', sku: 'mug', quantity: 5 },
    ]);
  });

  it('keeps what the store does not know of: codes and shipping left out', () => {
    const cart = viewCart(reconcileWith({ lines: [] })(bridged, B));
    expect(cart).toMatchObject({ lines: [], promotions: ['FREESHIP'], shipping: SHIPPING });
  });

  it('makes room before it adds', () => {
    const adds = Array.from({ length: 500 }, (_, i) => addToLine({ sku: `old-${i}` }, 1));
    const full = applyAll(newState(), A, ...adds);
    const lines = Array.from({ length: 500 }, (_, i) => ({ sku: `new-${i}`, quantity: 1 }));
    expect(reconcileWith({ lines })(full, B).lines.size).toBe(500);
  });

  it('refuses a cart that no state can hold', () => {
    const refused = (line: { sku: string; quantity: number }) =>
      codeOf(() => reconcileWith({ lines: [line] })(bridged, B));
    expect(refused({ sku: 'mug', quantity: 10_000 })).toBe('ERR_STATE_INVALID_QUANTITY');
    expect(refused({ sku: '', quantity: 1 })).toBe('ERR_STATE_INVALID_LINE');
  });
});
