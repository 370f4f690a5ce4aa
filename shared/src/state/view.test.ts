import { describe, expect, it } from '@jest/globals';
import { actorOf, applyAll, newState } from '../../../test/support/state-builder.ts';
import { lineId, lineKey } from './line.ts';
import { mergeStates } from './merge.ts';
import { addPromotion, addToLine, setShipping, writeRegister } from './operations.ts';
import { findLineKey, readRegister, viewCart } from './view.ts';

const A = actorOf(1);
const B = actorOf(2);

describe('a cart', () => {
  it('shows lines by id, with the highest of concurrent quantities, never their sum', () => {
    const mine = applyAll(newState(), A, addToLine({ sku: 'b' }, 2), addToLine({ sku: 'a' }, 1));
    const theirs = applyAll(newState(), B, addToLine({ sku: 'b' }, 5));
    expect(viewCart(mergeStates(mine, theirs)).lines).toEqual([
      { id: 'a', sku: 'a', quantity: 1 },
      { id: 'b', sku: 'b', quantity: 5 },
    ]);
  });

  it('leaves out what was never chosen', () => {
    expect(viewCart(newState())).toEqual({ lines: [], promotions: [], shipping: null });
  });

  it('shows no shipping until method and country are both there', () => {
    const half = applyAll(newState(), A, writeRegister('shipping.method', 'standard'));
    expect(viewCart(half).shipping).toBeNull();
  });

  it('shows codes in order and options with their line', () => {
    const options = { size: 'M' };
    const adds = [addPromotion('B'), addPromotion('A'), addToLine({ sku: 's', options }, 1)];
    const cart = viewCart(applyAll(newState(), A, ...adds));
    expect(cart.promotions).toEqual(['A', 'B']);
    expect(cart.lines[0]).toEqual({
      id: lineId(lineKey({ sku: 's', options })),
      sku: 's',
      options,
      quantity: 1,
    });
  });
});

describe('a register', () => {
  const write = (actor: typeof A, method: string) =>
    applyAll(newState(), actor, setShipping({ method, country: 'IE' }));

  it('settles concurrent values in checkout’s favour, on both sides alike', () => {
    const shop = write(actorOf(200), 'zzz');
    const checkout = write(actorOf(1, true), 'aaa');
    expect(readRegister(mergeStates(shop, checkout), 'shipping.method')).toBe('aaa');
    expect(readRegister(mergeStates(checkout, shop), 'shipping.method')).toBe('aaa');
  });

  it('takes the bytewise greatest of equals', () => {
    const both = mergeStates(write(B, '\uffff'), write(A, '\u{10000}'));
    expect(readRegister(both, 'shipping.method')).toBe('\u{10000}');
  });
});

describe('finding a line', () => {
  it('finds it by its id, with and without options, and nothing else', () => {
    const article = { sku: 's', options: { size: 'M' } };
    const state = applyAll(newState(), A, addToLine({ sku: 's' }, 1), addToLine(article, 1));
    expect(findLineKey(state, 's')).toBe('s');
    expect(findLineKey(state, lineId(lineKey(article)))).toBe(lineKey(article));
    expect(findLineKey(state, 's~')).toBeUndefined();
    expect(findLineKey(state, '')).toBeUndefined();
  });
});
