import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyState, replicas } from '../../../test/support/any-state.ts';
import { actorOf, applyAll, newState } from '../../../test/support/state-builder.ts';
import { isPersonalActor, personalActor } from './actor.ts';
import { decodeState, encodeState } from './encode.ts';
import { mergeStates, withoutPersonalWrites } from './merge.ts';
import { includesVector } from './observed-remove.ts';
import { addToLine, removeLines, setShipping, writeRegister } from './operations.ts';
import { addIn, mergeIn, onState } from './replica.ts';
import type { ShoppingState } from './shopping-state.ts';
import { readRegister, viewCart } from './view.ts';

const SHOP = actorOf(1);
const CHECKOUT = actorOf(2, true);
const POSTAL_CODE = 'shipping.postalCode';
const postalCode = (state: ShoppingState) => readRegister(state, POSTAL_CODE);
const hex = (state: ShoppingState) => Buffer.from(encodeState(state)).toString('hex');

describe('a state without personal writes', () => {
  it('is written by nobody’s twin, and can be encoded', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const open = withoutPersonalWrites(state);
        expect([...open.vector.keys()].filter(isPersonalActor)).toEqual([]);
        expect(open.registers.has(POSTAL_CODE)).toBe(false);
        expect(hex(decodeState(encodeState(open)))).toBe(hex(open));
        expect(includesVector(state.vector, open.vector)).toBe(true);
      }),
    );
  });

  it('has everything else', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { shipping, ...rest } = viewCart(state);
        const { postalCode: _, ...choice } = shipping ?? {};
        const open = viewCart(withoutPersonalWrites(state));
        expect(open).toEqual({ ...rest, shipping: shipping && choice });
      }),
    );
  });

  it('brings a merge what the whole state brings, and takes nobody’s postal code', () => {
    fc.assert(
      fc.property(replicas, ([mine, theirs]) => {
        const merged = mergeStates(mine, withoutPersonalWrites(theirs));
        const whole = mergeStates(mine, theirs);
        expect(hex(withoutPersonalWrites(merged))).toBe(hex(withoutPersonalWrites(whole)));
        expect(merged.registers.get(POSTAL_CODE)).toEqual(mine.registers.get(POSTAL_CODE));
      }),
    );
  });

  it('changes nothing of the state that it came from', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(mergeStates(state, withoutPersonalWrites(state))).toBe(state);
      }),
    );
  });

  it('does not stand between two replicas: whatever crosses whole later ends the same', () => {
    fc.assert(
      fc.property(replicas, ([mine, theirs, third]) => {
        const first = mergeStates(mergeStates(mine, withoutPersonalWrites(theirs)), third);
        expect(hex(mergeStates(first, theirs))).toBe(
          hex(mergeStates(mergeStates(mine, theirs), third)),
        );
      }),
    );
  });
});

describe('a postal code that crosses one way alone', () => {
  const onCheckout = applyAll(
    newState(),
    CHECKOUT,
    addToLine({ sku: 'mug' }, 2),
    setShipping({ method: 'express', country: 'IE', postalCode: 'D02 X285' }),
  );

  it('is written under the twin, and everything else under the writer', () => {
    const writersOf = (name: string) => onCheckout.registers.get(name)?.map(({ actor }) => actor);
    expect(writersOf(POSTAL_CODE)).toEqual([personalActor(CHECKOUT)]);
    expect(writersOf('shipping.method')).toEqual([CHECKOUT]);
    expect(onCheckout.vector).toEqual(
      new Map([
        [CHECKOUT, 3],
        [personalActor(CHECKOUT), 1],
      ]),
    );
  });

  it('is still there after the way to the shop and back', () => {
    const shop = mergeStates(newState(), withoutPersonalWrites(onCheckout));
    expect(viewCart(shop).shipping).toEqual({ method: 'express', country: 'IE' });
    const changed = applyAll(shop, SHOP, addToLine({ sku: 'cup' }, 1), removeLines(['mug']));
    const back = mergeStates(onCheckout, changed);
    expect(postalCode(back)).toBe('D02 X285');
    expect(viewCart(back).lines).toMatchObject([{ sku: 'cup' }]);
  });

  it('is on both sides when it was chosen on the shop', () => {
    const shop = applyAll(newState(), SHOP, writeRegister(POSTAL_CODE, '10115'));
    const checkout = mergeStates(newState(), shop);
    const back = mergeStates(shop, withoutPersonalWrites(checkout));
    expect([shop, checkout, back].map(postalCode)).toEqual(['10115', '10115', '10115']);
  });

  it('does not come back from the shop when it was removed on checkout', () => {
    const shop = applyAll(newState(), SHOP, writeRegister(POSTAL_CODE, '10115'));
    const removed = applyAll(
      mergeStates(newState(), shop),
      CHECKOUT,
      writeRegister(POSTAL_CODE, undefined),
      addToLine({ sku: 'mug' }, 1),
    );
    const later = mergeStates(shop, withoutPersonalWrites(removed));
    expect(postalCode(mergeStates(removed, later))).toBeUndefined();
  });

  it('is removed on checkout when it was removed on the shop', () => {
    const shop = applyAll(newState(), SHOP, writeRegister(POSTAL_CODE, '10115'));
    const checkout = mergeStates(newState(), shop);
    const removed = applyAll(
      mergeStates(shop, withoutPersonalWrites(checkout)),
      SHOP,
      writeRegister(POSTAL_CODE, undefined),
    );
    expect(postalCode(mergeStates(checkout, removed))).toBeUndefined();
  });
});

describe('a state from before there were twins', () => {
  const LIKE_A_TWIN = personalActor(SHOP);
  const old: ShoppingState = {
    ...newState(),
    vector: new Map([[LIKE_A_TWIN, 2]]),
    lines: new Map([['mug', [{ actor: LIKE_A_TWIN, counter: 1, value: 2 }]]]),
    registers: new Map([[POSTAL_CODE, [{ actor: LIKE_A_TWIN, counter: 2, value: '10115' }]]]),
  };

  it('crosses with its lines and without the postal code', () => {
    const open = withoutPersonalWrites(old);
    expect(decodeState(encodeState(open))).toEqual({ ...old, registers: new Map() });
  });
});

describe('the record of a writer', () => {
  const record = { state: newState(), actor: null, endedSid: null };

  it('keeps the actor that has written nothing but a postal code', () => {
    const written = onState(writeRegister(POSTAL_CODE, '10115'))(record, SHOP);
    expect(written.actor).toBe(SHOP);
  });

  it.each([
    ['merge', mergeIn],
    ['addition', addIn],
  ])('gives the actor up when a %s tells of writes of its twin that are lost', (_, join) => {
    const before = onState(writeRegister(POSTAL_CODE, '10115'))(record, SHOP);
    const lost = onState(writeRegister(POSTAL_CODE, '10117'))(before, SHOP);
    expect(join(lost.state)(before, SHOP).actor).toBeNull();
  });
});
