import { describe, expect, it } from '@jest/globals';
import { actorOf, applyAll, codeOf, newState } from '../../../test/support/state-builder.ts';
import { encodeState } from './encode.ts';
import { mergeStates } from './merge.ts';
import {
  addPromotion,
  addToLine,
  type Operation,
  removeLines,
  removePromotion,
  sequence,
  setLineQuantity,
  setShipping,
  writeRegister,
} from './operations.ts';
import { quantityOf, viewCart } from './view.ts';

const A = actorOf(1);
const B = actorOf(2);

/** The code of the refusal; the state must be what it was. */
function refusal(state: ReturnType<typeof newState>, operation: Operation): string | undefined {
  const before = Buffer.from(encodeState(state)).toString('hex');
  const code = codeOf(() => operation(state, A));
  expect(Buffer.from(encodeState(state)).toString('hex')).toBe(before);
  return code;
}

function withLines(count: number, prefix = 'sku'): ReturnType<typeof newState> {
  const adds = Array.from({ length: count }, (_, i) => addToLine({ sku: `${prefix}-${i}` }, 1));
  return applyAll(newState(), prefix === 'sku' ? A : B, ...adds);
}

describe('adding to a line', () => {
  it('adds to what is there, under one fresh dot', () => {
    const state = applyAll(
      newState(),
      A,
      addToLine({ sku: 'mug' }, 2),
      addToLine({ sku: 'mug' }, 3),
    );
    expect(state.lines.get('mug')).toEqual([{ actor: A, counter: 2, value: 5 }]);
  });

  it('adds to the highest of concurrent quantities, and replaces all of them', () => {
    const mine = applyAll(newState(), A, addToLine({ sku: 'mug' }, 2));
    const theirs = applyAll(newState(), B, addToLine({ sku: 'mug' }, 7));
    const state = applyAll(mergeStates(mine, theirs), A, addToLine({ sku: 'mug' }, 1));
    expect(state.lines.get('mug')).toEqual([{ actor: A, counter: 2, value: 8 }]);
  });

  it('takes the 500th line and refuses the 501st', () => {
    const full = withLines(500);
    expect(refusal(full, addToLine({ sku: 'one-more' }, 1))).toBe('ERR_STATE_CART_FULL');
    expect(refusal(withLines(499), addToLine({ sku: 'one-more' }, 1))).toBeUndefined();
  });

  it('still adds to a line that a full cart has, and shrinks an overfull one', () => {
    const overfull = mergeStates(withLines(400), withLines(400, 'other'));
    const state = applyAll(overfull, A, addToLine({ sku: 'sku-1' }, 1), removeLines(['sku-2']));
    expect([quantityOf(state.lines.get('sku-1') ?? []), state.lines.size]).toEqual([2, 799]);
    expect(refusal(state, addToLine({ sku: 'one-more' }, 1))).toBe('ERR_STATE_CART_FULL');
  });

  it('takes a sum of 9,999 and refuses one more', () => {
    const state = applyAll(newState(), A, addToLine({ sku: 'mug' }, 9_998));
    expect(refusal(state, addToLine({ sku: 'mug' }, 1))).toBeUndefined();
    expect(refusal(state, addToLine({ sku: 'mug' }, 2))).toBe('ERR_STATE_INVALID_QUANTITY');
  });

  it.each([0, -1, 1.5, 10_000, Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number])(
    'refuses the quantity %p, also where the sum would pass',
    (quantity) => {
      const state = applyAll(newState(), A, addToLine({ sku: 'mug' }, 5));
      expect(refusal(state, addToLine({ sku: 'mug' }, quantity))).toBe(
        'ERR_STATE_INVALID_QUANTITY',
      );
      expect(refusal(state, addToLine({ sku: 'new' }, quantity))).toBe(
        'ERR_STATE_INVALID_QUANTITY',
      );
    },
  );

  it('refuses an article that is none', () => {
    expect(refusal(newState(), addToLine({ sku: '' }, 1))).toBe('ERR_STATE_INVALID_LINE');
  });
});

describe('setting a quantity', () => {
  const state = applyAll(newState(), A, addToLine({ sku: 'mug' }, 2));

  it('replaces the quantity under a fresh dot', () => {
    expect(applyAll(state, B, setLineQuantity('mug', 9)).lines.get('mug')).toEqual([
      { actor: B, counter: 1, value: 9 },
    ]);
  });

  it('changes nothing when the quantity is that already', () => {
    expect(applyAll(state, B, setLineQuantity('mug', 2))).toBe(state);
  });

  it('settles concurrent quantities even when the highest is meant', () => {
    const both = mergeStates(state, applyAll(newState(), B, addToLine({ sku: 'mug' }, 1)));
    expect(applyAll(both, A, setLineQuantity('mug', 2)).lines.get('mug')).toHaveLength(1);
  });

  it('removes the line at 0, and forgets no write', () => {
    const after = applyAll(state, B, setLineQuantity('mug', 0));
    expect([after.lines.size, after.vector.get(A)]).toEqual([0, 1]);
  });

  it('refuses a line that is not there, and quantities out of bounds', () => {
    expect(refusal(state, setLineQuantity('lamp', 1))).toBe('ERR_STATE_UNKNOWN_LINE');
    expect(refusal(state, setLineQuantity('lamp', 0))).toBe('ERR_STATE_UNKNOWN_LINE');
    for (const quantity of [-1, 1.5, 10_000, Number.NaN]) {
      expect(refusal(state, setLineQuantity('mug', quantity))).toBe('ERR_STATE_INVALID_QUANTITY');
    }
  });
});

describe('removing lines', () => {
  it('passes over lines that are not there', () => {
    const state = applyAll(newState(), A, addToLine({ sku: 'mug' }, 2));
    expect(applyAll(state, B, removeLines(['lamp']))).toBe(state);
    expect(applyAll(state, B, removeLines(['lamp', 'mug'])).lines.size).toBe(0);
  });
});

describe('promotion codes', () => {
  const codes = Array.from({ length: 10 }, (_, i) => `CODE-${i}`);
  const full = applyAll(newState(), A, ...codes.map(addPromotion));

  it('takes the 10th and refuses the 11th', () => {
    expect(full.promotions.size).toBe(10);
    expect(refusal(full, addPromotion('CODE-10'))).toBe('ERR_STATE_TOO_MANY_PROMOTIONS');
  });

  it('changes nothing when the code is there already, also in a full cart', () => {
    expect(applyAll(full, B, addPromotion('CODE-3'))).toBe(full);
  });

  it('refuses codes that nobody could type', () => {
    for (const code of ['', ' ', 'A B', 'É', 'x'.repeat(33), 'A\n']) {
      expect(refusal(newState(), addPromotion(code))).toBe('ERR_STATE_INVALID_PROMOTION');
    }
  });

  it('removes a code, and passes over one that is not there', () => {
    expect(applyAll(full, B, removePromotion('CODE-3')).promotions.size).toBe(9);
    expect(applyAll(full, B, removePromotion('NONE'))).toBe(full);
  });
});

describe('the shipping choice', () => {
  const choice = { method: 'standard', country: 'IE', postalCode: 'D02 X285' };
  const chosen = applyAll(newState(), A, setShipping(choice));

  it('is kept field by field, and shown as one', () => {
    expect(viewCart(chosen).shipping).toEqual(choice);
    expect([...chosen.registers.keys()]).toEqual([
      'shipping.method',
      'shipping.country',
      'shipping.postalCode',
    ]);
  });

  it('loses a postal code that is left out, and everything when withdrawn', () => {
    const { postalCode: _, ...rest } = choice;
    expect(viewCart(applyAll(chosen, A, setShipping(rest))).shipping).toEqual(rest);
    expect(viewCart(applyAll(chosen, A, setShipping(null))).shipping).toBeNull();
  });

  it('writes nothing when it is the same', () => {
    expect(applyAll(chosen, B, setShipping(choice))).toBe(chosen);
    expect(applyAll(newState(), B, setShipping(null)).vector.size).toBe(0);
  });

  it('is refused as a whole when one field is wrong', () => {
    for (const wrong of ['', 'x'.repeat(33), 'a\u0000', '\ud800']) {
      const code = refusal(
        chosen,
        setShipping({ ...choice, postalCode: wrong, method: 'express' }),
      );
      expect(code).toBe('ERR_STATE_INVALID_SHIPPING');
    }
  });
});

describe('a sequence', () => {
  it('runs in turn, and not at all when one step is refused', () => {
    const state = applyAll(newState(), A, addToLine({ sku: 'mug' }, 1));
    const both = sequence(addToLine({ sku: 'lamp' }, 1), setLineQuantity('none', 1));
    expect(refusal(state, both)).toBe('ERR_STATE_UNKNOWN_LINE');
    const registers = sequence(writeRegister('locale', 'en'), writeRegister('currency', 'EUR'));
    expect(viewCart(applyAll(state, A, registers))).toMatchObject({
      locale: 'en',
      currency: 'EUR',
    });
  });
});
