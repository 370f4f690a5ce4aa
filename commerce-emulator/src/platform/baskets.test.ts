import { describe, expect, it } from '@jest/globals';
import type { MergeMode } from './basket-lines.ts';
import { type Basket, type BasketRefusal, createBaskets } from './baskets.ts';
import { createProducts } from './products.ts';

const GUEST = 'guest-customer';
const JANE = 'jane-customer';

function createWorld() {
  const world = { at: 1_700_000_000, ids: 0, lifetimeSeconds: 3_600 };
  const baskets = createBaskets({
    products: createProducts(),
    now: () => world.at,
    newId: () => `id-${++world.ids}`,
    lifetimeSeconds: () => world.lifetimeSeconds,
  });
  return { world, baskets };
}

function filled(result: Basket | BasketRefusal): Basket {
  if (typeof result === 'string') throw new Error(`refused: ${result}`);
  return result;
}

const pieces = (basket: Basket | null) =>
  basket?.items.map(({ productId, quantity }) => [productId, quantity]);

describe('baskets', () => {
  it('opens one basket a customer', () => {
    const { baskets } = createWorld();
    expect(baskets.of(GUEST)).toBeNull();
    const basket = baskets.open(GUEST);
    expect(baskets.open(GUEST)).toBe(basket);
    expect(baskets.open(JANE).basketId).not.toBe(basket.basketId);
  });

  it('shows a basket to its owner alone', () => {
    const { baskets } = createWorld();
    const { basketId } = baskets.open(GUEST);
    expect(baskets.read(basketId, GUEST)?.basketId).toBe(basketId);
    expect(baskets.read(basketId, JANE)).toBeNull();
    expect(baskets.read('another', GUEST)).toBeNull();
  });

  it('adds to the line that a product has', () => {
    const { baskets } = createWorld();
    baskets.add(GUEST, 'clip-lamp', 1);
    baskets.add(GUEST, 'brass-ruler', 1);
    expect(pieces(filled(baskets.add(GUEST, 'clip-lamp', 2)))).toEqual([
      ['clip-lamp', 3],
      ['brass-ruler', 1],
    ]);
  });

  it('sets the quantity of a line, and removes it at 0', () => {
    const { baskets } = createWorld();
    const itemId = filled(baskets.add(GUEST, 'clip-lamp', 1)).items[0]?.itemId ?? '';
    expect(pieces(filled(baskets.update(GUEST, itemId, 5)))).toEqual([['clip-lamp', 5]]);
    expect(pieces(filled(baskets.update(GUEST, itemId, 0)))).toEqual([]);
    expect(baskets.update(GUEST, itemId, 1)).toBe('unknown-item');
  });

  it('removes a line by its id', () => {
    const { baskets } = createWorld();
    const itemId = filled(baskets.add(GUEST, 'clip-lamp', 1)).items[0]?.itemId ?? '';
    expect(baskets.remove(GUEST, 'another')).toBe('unknown-item');
    expect(baskets.remove(JANE, itemId)).toBe('unknown-basket');
    expect(pieces(filled(baskets.remove(GUEST, itemId)))).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN, 1_000])('refuses to add %p pieces', (quantity) => {
    const { baskets } = createWorld();
    expect(baskets.add(GUEST, 'clip-lamp', quantity)).toBe('bad-quantity');
    expect(baskets.of(GUEST)).toBeNull();
  });

  it.each([-1, 1.5, Number.NaN, 1_000])('refuses to set %p pieces', (quantity) => {
    const { baskets } = createWorld();
    const itemId = filled(baskets.add(GUEST, 'clip-lamp', 1)).items[0]?.itemId ?? '';
    expect(baskets.update(GUEST, itemId, quantity)).toBe('bad-quantity');
  });

  it('refuses what is not sold, and opens no basket for it', () => {
    const { baskets } = createWorld();
    expect(baskets.add(GUEST, 'moon', 1)).toBe('unknown-product');
    expect(baskets.of(GUEST)).toBeNull();
  });

  it('counts the lifetime from the last change', () => {
    const { world, baskets } = createWorld();
    baskets.add(GUEST, 'clip-lamp', 1);
    world.at += 3_599;
    baskets.add(GUEST, 'clip-lamp', 1);
    world.at += 3_599;
    expect(pieces(baskets.of(GUEST))).toEqual([['clip-lamp', 2]]);
    world.at += 1;
    expect(baskets.of(GUEST)).toBeNull();
  });

  it('takes a change of the lifetime at once', () => {
    const { world, baskets } = createWorld();
    baskets.open(GUEST);
    world.at += 60;
    world.lifetimeSeconds = 60;
    expect(baskets.of(GUEST)).toBeNull();
  });

  it.each<[MergeMode, (string | number)[][]]>([
    [
      'sum_quantities',
      [
        ['clip-lamp', 5],
        ['arc-lamp', 1],
        ['brass-ruler', 1],
      ],
    ],
    [
      'higher_quantity',
      [
        ['clip-lamp', 3],
        ['arc-lamp', 1],
        ['brass-ruler', 1],
      ],
    ],
    [
      'saved_quantity',
      [
        ['clip-lamp', 2],
        ['arc-lamp', 1],
        ['brass-ruler', 1],
      ],
    ],
    [
      'separate_item',
      [
        ['clip-lamp', 2],
        ['arc-lamp', 1],
        ['clip-lamp', 3],
        ['brass-ruler', 1],
      ],
    ],
  ])('merges by %s and closes the source', (mode, expected) => {
    const { baskets } = createWorld();
    baskets.add(JANE, 'clip-lamp', 2);
    baskets.add(JANE, 'arc-lamp', 1);
    baskets.add(GUEST, 'clip-lamp', 3);
    baskets.add(GUEST, 'brass-ruler', 1);
    expect(pieces(baskets.merge(GUEST, JANE, mode))).toEqual(expected);
    expect(baskets.of(GUEST)).toBeNull();
  });

  it('merges into a basket of its own making', () => {
    const { baskets } = createWorld();
    baskets.add(GUEST, 'clip-lamp', 3);
    const merged = baskets.merge(GUEST, JANE, 'sum_quantities');
    expect(merged?.customerId).toBe(JANE);
    expect(pieces(baskets.of(JANE))).toEqual([['clip-lamp', 3]]);
  });

  it('has nothing to merge where the source is not there', () => {
    const { baskets } = createWorld();
    expect(baskets.merge(GUEST, JANE, 'sum_quantities')).toBeNull();
    expect(baskets.of(JANE)).toBeNull();
  });

  it('does not merge a basket into itself', () => {
    const { baskets } = createWorld();
    baskets.add(JANE, 'clip-lamp', 2);
    expect(baskets.merge(JANE, JANE, 'sum_quantities')).toBeNull();
    expect(pieces(baskets.of(JANE))).toEqual([['clip-lamp', 2]]);
  });

  it('keeps lines apart by their ids after a merge', () => {
    const { baskets } = createWorld();
    baskets.add(JANE, 'clip-lamp', 2);
    baskets.add(GUEST, 'clip-lamp', 3);
    const ids = baskets.merge(GUEST, JANE, 'separate_item')?.items.map((item) => item.itemId);
    expect(new Set(ids).size).toBe(2);
  });

  it('has no basket left after a reset', () => {
    const { baskets } = createWorld();
    baskets.open(GUEST);
    baskets.reset();
    expect(baskets.of(GUEST)).toBeNull();
  });
});
