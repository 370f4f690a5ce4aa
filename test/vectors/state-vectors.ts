import { decode, encode } from 'cborg';
import { encodeState, type ShoppingState } from 'domain-bridge/state';
import {
  CHECKOUT,
  CONCURRENT,
  GOOD_STATES,
  manyCodes,
  manyLines,
  SHOP,
  SHOPPED,
  stateOf,
} from './good-states.ts';
import { hex, type StateVector } from './vector.ts';

const REFUSED = 'ERR_STATE_MALFORMED';

/** Elements of an encoded state, by the numbers of docs/protocol.md §3.2. */
type Elements = readonly unknown[];

const EMPTY = elementsOf(stateOf());
const ONE = elementsOf(GOOD_STATES['one line'] ?? stateOf());
const FULL = elementsOf(SHOPPED);
const TWICE = elementsOf(CONCURRENT);

/** Each bad state is a good one with as little changed as there can be. */
const BAD_ELEMENTS: Readonly<Record<string, Elements>> = {
  'version 2': EMPTY.with(0, 2),
  'an element too few': EMPTY.slice(0, 19),
  'an element too many': [...EMPTY, []],
  'a visitor id of 15 bytes': EMPTY.with(1, new Uint8Array(15)),
  'a visitor id as text': EMPTY.with(1, 'x'.repeat(16)),
  'actors of 5 bytes': ONE.with(2, new Uint8Array(5)),
  'an actor twice': ONE.with(2, twice(ONE[2])).with(3, [1, 1]),
  'actors in the order of their bytes': EMPTY.with(
    2,
    Buffer.from('6a0000000000f8ffffffffff', 'hex'),
  ).with(3, [1, 1]),
  'a counter too few': ONE.with(3, []),
  'a counter of 0': ONE.with(3, [0]),
  'a counter above 2^48': ONE.with(3, [2 ** 48 + 1]),
  'a write that the vector has not seen': ONE.with(3, [1]).with(9, [2]),
  'a write before the first': ONE.with(9, [0]),
  'a run of an actor that is not there': ONE.with(8, [1, 1]),
  'a run of no writes': ONE.with(8, [0, 0, 0, 1]),
  'a run too long': ONE.with(8, [0, 2]),
  'half a run': ONE.with(8, [0, 1, 0]),
  'one run in two pieces': withLines([['1', '2'], [], [0, 1, 0, 1], [1, 2], [1, 1]]),
  'counts where every line has one write': ONE.with(7, [1]),
  'a line without a write': withLines([
    ['1', '2'],
    [2, 0],
    [0, 2],
    [1, 1],
    [1, 1],
  ]),
  'a count too few': withLines([['1', '2'], [2], [0, 2], [1, 1], [1, 1]]),
  'a write twice in one line': withLines([['1'], [2], [0, 2], [1, 0], [1, 1]]),
  'a write of two lines': withLines([['1', '2'], [], [0, 1, 0, 1], [1, 1], [1, 1]]),
  'a write of a line and of a code': ONE.with(11, ['A']).with(13, [0, 1]).with(14, [1]),
  'a line twice': withLines([['1', '1'], [], [0, 2], [1, 1], [1, 1]]),
  'lines in another order than their writes': withLines([['2', '1'], [], [0, 2], [2, -1], [1, 1]]),
  'writes of a line in another order': withLines([['1'], [2], [0, 2], [2, -1], [1, 1]]),
  'a value too few': ONE.with(10, []),
  'a quantity of 0': ONE.with(10, [0]),
  'a quantity of 10,000': ONE.with(10, [10_000]),
  'a quantity of one and a half': ONE.with(10, [1.5]),
  'a decimal SKU as text': ONE.with(5, ['10482']),
  'a SKU of ten digits as integer': ONE.with(5, [1_000_000_000]),
  'a SKU of 65 characters': ONE.with(5, ['S'.repeat(65)]),
  'an empty SKU': ONE.with(5, ['']),
  'a SKU with a control character': ONE.with(5, ['a\nb']),
  'a SKU with U+FEFF': ONE.with(5, ['a\ufeff']),
  'a SKU with 00, which parts line keys': ONE.with(5, ['a\0b\0c']),
  'a word that no line has': ONE.with(4, ['blue']),
  'options where no line has any': ONE.with(6, [[]]),
  'words in another order than their first use': withOptions(
    ['size', 'colour', 'blue', 'L'],
    [1, 2, 0, 3],
  ),
  'a word twice': withOptions(['colour', 'blue', 'size', 'blue'], [0, 1, 2, 3]),
  'an option without a value': withOptions(['colour'], [0]),
  'an option name twice': withOptions(['colour', 'blue', 'red'], [0, 1, 0, 2]),
  'options in another order': withOptions(['size', 'L', 'colour', 'blue'], [0, 1, 2, 3]),
  'an option beyond the words': withOptions(['colour', 'blue'], [0, 2]),
  'nine options': withOptions(
    Array.from({ length: 18 }, (_, i) => `w${String(i).padStart(2, '0')}`),
    Array.from({ length: 18 }, (_, i) => i),
  ),
  'a code with a blank': FULL.with(11, ['WELCOME 10']),
  'a code of 33 characters': FULL.with(11, ['C'.repeat(33)]),
  'a code beyond ASCII': FULL.with(11, ['É']),
  'a register that there is not': FULL.with(15, [0, 1, 2, 3, 5]),
  'a register twice': FULL.with(15, [0, 1, 2, 3, 3]),
  'a register of 33 characters': FULL.with(19, ['x'.repeat(33), 'IE', 'D02', 'en', 'EUR']),
  'a register that is a number': FULL.with(19, [1, 'IE', 'D02', 'en', 'EUR']),
  'concurrent writes of which one has no value': TWICE.with(10, (TWICE[10] as unknown[]).slice(1)),
  '101 codes': elementsOf(manyCodes(101, 'C', SHOP)),
  '1,001 lines': elementsOf(manyLines(1_001, 10_000, CHECKOUT)),
};

/** The same state as `one line`, spelt in another way, or bytes that are no CBOR of ours. */
const BAD_BYTES: Readonly<Record<string, string>> = {
  nothing: '',
  'a byte behind it': `${hex(encode(ONE))}00`,
  'cut off': hex(encode(ONE)).slice(0, -2),
  'a head longer than it has to be': hex(encode(ONE)).replace(/^9401/, '941801'),
  'an array of indefinite length': `9f${hex(encode(ONE)).slice(2)}ff`,
  'an integer as a float': hex(encode(ONE)).replace(/^9401/, '94f93c00'),
  'a tag in front': `d9d9f7${hex(encode(ONE))}`,
  'a map': 'a0',
  'nested without end': '81'.repeat(64),
  'a SKU that is no UTF-8': hex(encode(ONE.with(5, ['x']))).replace('816178', '8161ff'),
  'a SKU with half a surrogate pair': hex(encode(ONE.with(5, ['xyz']))).replace(
    '816378797a',
    '8163eda080',
  ),
};

/** Every vector of a state. */
export function stateVectors(): readonly StateVector[] {
  return [
    ...Object.entries(GOOD_STATES).map(([comment, state]) => {
      return { comment, state: hex(encodeState(state)), expect: 'ok' };
    }),
    ...Object.entries(BAD_ELEMENTS).map(([comment, elements]) => {
      return { comment, state: hex(encode(elements)), expect: REFUSED };
    }),
    ...Object.entries(BAD_BYTES).map(([comment, state]) => ({ comment, state, expect: REFUSED })),
  ];
}

function elementsOf(state: ShoppingState): Elements {
  return decode(encodeState(state)) as unknown[];
}

function withLines([
  skus,
  counts,
  runs,
  deltas,
  quantities,
]: readonly (readonly unknown[])[]): Elements {
  const numbers = skus?.map(Number);
  return [
    ...ONE.slice(0, 3),
    [2],
    [],
    numbers,
    [],
    counts,
    runs,
    deltas,
    quantities,
    ...ONE.slice(11),
  ];
}

function withOptions(words: readonly string[], row: readonly number[]): Elements {
  return ONE.with(4, words).with(5, ['MUG']).with(6, [row]);
}

function twice(bytes: unknown): Uint8Array {
  return Buffer.concat([bytes as Uint8Array, bytes as Uint8Array]);
}
