import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actorOf, codeOf } from '../../../test/support/state-builder.ts';
import { type Article, articleOf, lineId, lineKey, lineVersion } from './line.ts';
import { isLineText } from './text.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isLineText);
const article: fc.Arbitrary<Article> = fc.record({
  sku: text,
  options: fc.dictionary(text, text, { minKeys: 1, maxKeys: 8 }),
});

describe('a line key', () => {
  it('names one article, whatever the order of its options', () => {
    const blueM = { sku: 'shirt', options: { size: 'M', colour: 'blue' } };
    const mBlue = { sku: 'shirt', options: { colour: 'blue', size: 'M' } };
    expect(lineKey(blueM)).toBe(lineKey(mBlue));
  });

  it('gives the article back', () => {
    fc.assert(fc.property(article, (one) => expect(articleOf(lineKey(one))).toEqual(one)));
    expect(articleOf(lineKey({ sku: 'mug', options: {} }))).toEqual({ sku: 'mug' });
  });

  it('orders options by their bytes, not as numbers and not as the language keeps them', () => {
    const key = lineKey({
      sku: 's',
      options: { 2: 'b', 10: 'a', '\u{10000}': 'd', '\uffff': 'c' },
    });
    expect(key.split('\u0000')).toEqual([
      's',
      '10',
      'a',
      '2',
      'b',
      '\uffff',
      'c',
      '\u{10000}',
      'd',
    ]);
  });

  it('tells names from values and from the SKU', () => {
    const keys = [
      lineKey({ sku: 'a', options: { b: 'c' } }),
      lineKey({ sku: 'a', options: { c: 'b' } }),
      lineKey({ sku: 'ab', options: { c: 'c' } }),
      lineKey({ sku: 'a' }),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  it('takes options that are named like parts of the language', () => {
    const options = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    const found = articleOf(lineKey({ sku: 's', options })).options ?? {};
    expect(Object.entries(found)).toEqual(Object.entries(options));
  });

  it('refuses a ninth option and texts out of bounds', () => {
    const eight = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`o${i}`, 'v']));
    const bad: Article[] = [
      { sku: '' },
      { sku: 'x'.repeat(65) },
      { sku: 'a\u0000b' },
      { sku: 'a', options: { '': 'v' } },
      { sku: 'a', options: { n: '' } },
      { sku: 'a', options: { ['x'.repeat(65)]: 'v' } },
      { sku: 'a', options: { n: 'x'.repeat(65) } },
      { sku: 'a', options: { ...eight, ninth: 'v' } },
    ];
    expect(codeOf(() => lineKey({ sku: 'a', options: eight }))).toBeUndefined();
    for (const each of bad) expect(codeOf(() => lineKey(each))).toBe('ERR_STATE_INVALID_LINE');
  });
});

describe('a line id', () => {
  it('is the SKU, followed by a hash where there are options', () => {
    expect(lineId(lineKey({ sku: 'mug' }))).toBe('mug');
    expect(lineId(lineKey({ sku: 'mug', options: { size: 'L' } }))).toMatch(/^mug~[\w-]{11}$/);
  });

  it('differs with the options', () => {
    fc.assert(
      fc.property(article, article, (a, b) => {
        fc.pre(lineKey(a) !== lineKey(b));
        expect(lineId(lineKey(a))).not.toBe(lineId(lineKey(b)));
      }),
    );
  });
});

describe('a line version', () => {
  it('changes with every write, also of the same quantity, and only then', () => {
    const pair = { actor: actorOf(1), counter: 1, value: 2 };
    expect(lineVersion([pair])).toBe(lineVersion([{ ...pair }]));
    expect(lineVersion([pair])).not.toBe(lineVersion([{ ...pair, counter: 2 }]));
    expect(lineVersion([pair])).not.toBe(lineVersion([{ ...pair, actor: actorOf(2) }]));
    expect(lineVersion([pair])).not.toBe(lineVersion([pair, { ...pair, actor: actorOf(2) }]));
  });
});
