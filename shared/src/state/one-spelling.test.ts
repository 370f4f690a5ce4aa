import { describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import fc from 'fast-check';
import { type Item, readCbor } from '../../../test/docs/cbor-reader.ts';
import { readState } from '../../../test/docs/state-reader.ts';
import { anyState } from '../../../test/support/any-state.ts';
import { codeOfFields, fieldsOf, rich } from '../../../test/support/encoded-state.ts';
import { actorOf, applyAll, codeOf, newState } from '../../../test/support/state-builder.ts';
import { decodeState, encodeState } from './encode.ts';
import { addToLine } from './operations.ts';

type Fields = readonly unknown[];

/**
 * The state of these tests, by element: actors A, its personal twin and B; line 4711 written by A (1st) and B (1st), two shirts by A (2nd)
 * and B (2nd); a code by A and one by B, each its 3rd write; two registers by A (4th, 5th), one by the twin, one by B (4th).
 */
const FIELDS: Fields = fieldsOf(rich);

/** Other elements in these places. */
function withFields(places: Readonly<Record<number, unknown>>): Fields {
  return FIELDS.map((field, at) => places[at] ?? field);
}

const words = FIELDS[4] as readonly string[];
const actors = Buffer.from(FIELDS[2] as Uint8Array);

const SPELLINGS: readonly (readonly [string, Fields])[] = [
  [
    'actors in another order',
    withFields({
      2: Buffer.concat([actors.subarray(6, 12), actors.subarray(0, 6), actors.subarray(12)]),
      3: [1, 5, 4],
      8: [1, 1, 2, 1, 1, 1, 2, 1],
      13: [1, 1, 2, 1],
      17: [1, 2, 0, 1, 2, 1],
    }),
  ],
  [
    'words in another order',
    withFields({ 4: [words[1], words[0], ...words.slice(2)], 6: [[], [1, 0, 2, 3], [1, 0, 2, 4]] }),
  ],
  [
    'a word twice',
    withFields({
      4: ['colour', 'blue', 'size', 'M', 'blue', 'L'],
      6: [[], [0, 1, 2, 3], [0, 4, 2, 5]],
    }),
  ],
  ['a word that no line uses', withFields({ 4: [...words, 'more'] })],
  ['a decimal SKU as text', withFields({ 5: ['4711', 'shirt', 'shirt'] })],
  [
    'lines in another order',
    withFields({
      6: [[], [0, 1, 2, 4], [0, 1, 2, 3]],
      4: ['colour', 'blue', 'size', 'M', 'L'],
      8: [0, 1, 2, 2, 0, 1],
      9: [1, 1, 1, 2],
      10: [2, 3, 4, 1],
    }),
  ],
  [
    'lines in another order, and the words in that of their use',
    withFields({
      4: ['colour', 'blue', 'size', 'L', 'M'],
      8: [0, 1, 2, 2, 0, 1],
      9: [1, 1, 1, 2],
      10: [2, 3, 4, 1],
    }),
  ],
  [
    'the writes of a line in another order',
    withFields({ 8: [2, 1, 0, 2, 2, 1], 9: [1, 1, 1, 2], 10: [3, 2, 1, 4] }),
  ],
  ['codes in another order', withFields({ 11: ['FREESHIP', 'WELCOME10'], 13: [2, 1, 0, 1] })],
  [
    'registers in another order',
    withFields({ 15: [1, 0, 2, 3], 18: [5, -1, 1, 4], 19: ['IE', 'standard', 'D02', 'en'] }),
  ],
  ['a column of ones for codes', withFields({ 12: [1, 1] })],
  ['a column of ones for registers', withFields({ 16: [1, 1, 1, 1] })],
  ['a run cut in two', withFields({ 17: [0, 1, 0, 1, 1, 1, 2, 1], 18: [4, 5, 1, 4] })],
  ['a run of nothing', withFields({ 17: [0, 2, 1, 1, 0, 0, 2, 1] })],
  ['a run of nothing at the end', withFields({ 17: [0, 2, 1, 1, 2, 1, 0, 0] })],
];

describe('a state', () => {
  it('is read by whoever takes every spelling for what it was', () => {
    expect(codeOfFields(FIELDS)).toBeUndefined();
    for (const [name, fields] of SPELLINGS) {
      expect([name, readState(fields as Item)]).toEqual([name, readState(FIELDS as Item)]);
    }
  });

  it.each(SPELLINGS)('is not spelled with %s', (_, fields) => {
    expect(codeOfFields(fields)).toBe('ERR_STATE_MALFORMED');
  });

  it('is not spelled with option names in another order', () => {
    const fields = withFields({
      4: ['size', 'M', 'colour', 'blue', 'L'],
      6: [[], [0, 1, 2, 3], [0, 4, 2, 3]],
    });
    expect(codeOfFields(fields)).toBe('ERR_STATE_MALFORMED');
  });

  it('is not spelled with an option name twice in a line, or a ninth one', () => {
    const twice = withFields({
      4: ['colour', 'blue', 'size', 'L'],
      6: [[], [0, 1, 0, 1], [0, 1, 2, 3]],
    });
    const many = 'abcdefghi'.split('').flatMap((name) => [name, 'v']);
    const ninth = withFields({
      4: ['a', 'v', ...'bcdefghi'],
      6: [[], many.map((_, i) => (i % 2 === 1 ? 1 : i === 0 ? 0 : i / 2 + 1)), []],
    });
    expect([codeOfFields(twice), codeOfFields(ninth)]).toEqual([
      'ERR_STATE_MALFORMED',
      'ERR_STATE_MALFORMED',
    ]);
  });

  it('is not spelled with words in another order, also where all of them come again', () => {
    const rows = [[], [1, 0, 2, 3], [1, 0, 2, 3]];
    const fields = { 4: ['blue', 'colour', 'size', 'M'], 5: [4711, 'shirt', 'hat'], 6: rows };
    expect(codeOfFields(withFields(fields))).toBe('ERR_STATE_MALFORMED');
    const inOrder = {
      ...fields,
      4: ['colour', 'blue', 'size', 'M'],
      6: [[], [0, 1, 2, 3], [0, 1, 2, 3]],
    };
    expect(codeOfFields(withFields(inOrder))).toBeUndefined();
  });

  it('is not spelled with the writes of its last line in another order', () => {
    const only = { 4: [], 5: [4711], 6: [], 7: [2], 9: [1, 1] };
    const fields = { ...only, 8: [2, 1, 0, 1], 10: [3, 2] };
    expect(codeOfFields(withFields(fields))).toBe('ERR_STATE_MALFORMED');
    const inOrder = { ...only, 8: [0, 1, 2, 1], 10: [2, 3] };
    expect(codeOfFields(withFields(inOrder))).toBeUndefined();
  });

  it('is not spelled with rows of options that nobody chose', () => {
    const plain = applyAll(newState(), actorOf(1), addToLine({ sku: 'a' }, 1));
    const fields = fieldsOf(plain);
    expect(codeOfFields(fields.with(6, [[]]))).toBe('ERR_STATE_MALFORMED');
    expect(codeOfFields(fieldsOf(rich).with(6, []))).toBe('ERR_STATE_MALFORMED');
    expect(codeOfFields(fieldsOf(newState()).with(4, ['word']))).toBe('ERR_STATE_MALFORMED');
  });

  it('is not spelled with an integer for a SKU that no decimal one is', () => {
    for (const sku of [0, -1, 1_000_000_000, 2 ** 40]) {
      expect(codeOfFields(withFields({ 5: [sku, 'shirt', 'shirt'] }))).toBe('ERR_STATE_MALFORMED');
    }
  });

  it('is not spelled with any head longer than it need be', () => {
    fc.assert(
      fc.property(anyState, fc.nat(), (state, at) => {
        const bytes = encodeState(state);
        const heads = headsOf(bytes);
        const head = heads[at % heads.length] ?? 0;
        expect(codeOf(() => decodeState(withLongerHead(bytes, head)))).toBe('ERR_STATE_MALFORMED');
      }),
    );
  });

  it('is not spelled with numbers as fractions, nor strings and lists without an end', () => {
    const bytes = Buffer.from(encode(FIELDS));
    const open = [
      Buffer.concat([Buffer.of(0x9f), bytes.subarray(1), Buffer.of(0xff)]),
      Buffer.concat([bytes.subarray(0, 1), Buffer.from('f93c00', 'hex'), bytes.subarray(2)]),
      Buffer.concat([
        bytes.subarray(0, 2),
        Buffer.of(0x5f),
        bytes.subarray(2, 19),
        Buffer.of(0xff),
        bytes.subarray(19),
      ]),
      Buffer.concat([Buffer.of(0xc1), bytes]),
    ];
    for (const each of open) expect(codeOf(() => decodeState(each))).toBe('ERR_STATE_MALFORMED');
  });

  it('comes back as it was, to the byte, whatever it is', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const bytes = encodeState(state);
        expect(() => readCbor(bytes)).not.toThrow();
        expect([...encodeState(decodeState(bytes))]).toEqual([...bytes]);
      }),
    );
  });
});

/** Where the heads of all items stand. */
function headsOf(bytes: Uint8Array): number[] {
  const heads: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    heads.push(at);
    const [major, info] = [(bytes[at] ?? 0) >> 5, (bytes[at] ?? 0) & 31];
    const extra = info < 24 ? 0 : 2 ** (info - 24);
    const argument = info < 24 ? info : Buffer.from(bytes).readUIntBE(at + 1, Math.min(extra, 6));
    at += 1 + extra + (major === 2 || major === 3 ? argument : 0);
  }
  return heads;
}

/** The same bytes with one head in the next longer form. */
function withLongerHead(bytes: Uint8Array, at: number): Uint8Array {
  const [major, info] = [(bytes[at] ?? 0) & 0xe0, (bytes[at] ?? 0) & 31];
  const longer = info < 24 ? [major | 24, info] : [major | (info + 1), ...zeros(2 ** (info - 24))];
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(longer), bytes.subarray(at + 1)]);
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}
