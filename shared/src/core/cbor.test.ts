import { describe, expect, it } from '@jest/globals';
import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { CborReader } from './cbor-reader.ts';
import { CborWriter } from './cbor-writer.ts';

type Item = number | boolean | string | Uint8Array | null | readonly Item[];

const REFUSAL = new Error('refused');
const STRICT = { strict: true, allowIndefinite: false, allowUndefined: false };

const integer = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -30, max: 300 }),
  fc.constantFrom(23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -(2 ** 32)),
);
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 40 }));
const bytes = fc.uint8Array({ maxLength: 300 });
const item = fc.letrec<{ item: Item }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    integer,
    text,
    bytes,
    fc.constant(null),
    fc.boolean(),
    fc.array(tie('item'), { maxLength: 30 }),
  ),
})).item;

function write(writer: CborWriter, value: Item): CborWriter {
  if (value === null) writer.null();
  else if (typeof value === 'boolean') writer.boolean(value);
  else if (typeof value === 'number') writer.integer(value);
  else if (typeof value === 'string') writer.text(value);
  else if (value instanceof Uint8Array) writer.bytes(value);
  else {
    writer.array(value.length);
    for (const each of value) write(writer, each);
  }
  return writer;
}

function written(value: Item): Uint8Array {
  return write(new CborWriter(0), value).finish();
}

/** Reads an item of the shape that `like` has. */
function read(reader: CborReader, like: Item): Item {
  if (like === null) return reader.isNull() ? null : 'not null';
  if (typeof like === 'boolean') return reader.boolean();
  if (typeof like === 'number') return reader.integer(-Infinity, Infinity);
  if (typeof like === 'string') return reader.text();
  if (like instanceof Uint8Array) return Uint8Array.from(reader.bytes());
  expect(reader.array()).toBe(like.length);
  return like.map((each) => read(reader, each));
}

function reading(encoded: Uint8Array, like: Item): Item {
  const reader = new CborReader(encoded, () => REFUSAL);
  const found = read(reader, like);
  reader.end();
  return found;
}

/** What any way of reading throws; undefined when it does not. */
function refusalOf(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('writing CBOR', () => {
  it('gives the bytes that cborg gives', () => {
    fc.assert(
      fc.property(item, (value) => expect([...written(value)]).toEqual([...encode(value)])),
    );
  });

  it('is read by cborg for what it was', () => {
    fc.assert(fc.property(item, (value) => expect(decode(written(value), STRICT)).toEqual(value)));
  });

  it('has room for more than was expected', () => {
    const long = ['x'.repeat(70_000), new Uint8Array(70_000).fill(1), 'é'.repeat(300)];
    expect([...written(long)]).toEqual([...encode(long)]);
  });

  it('writes no fraction, and no number that is not exact', () => {
    for (const value of [0.5, Number.NaN, Infinity, 2 ** 53, -(2 ** 53)]) {
      expect(() => new CborWriter(9).integer(value)).toThrow(RangeError);
    }
  });
});

describe('reading CBOR', () => {
  it('takes what cborg has written', () => {
    fc.assert(fc.property(item, (value) => expect(reading(encode(value), value)).toEqual(value)));
  });

  it('takes no bytes but those that would be written: every flipped bit is refused or another item', () => {
    fc.assert(
      fc.property(item, fc.nat(), (value, at) => {
        const encoded = Uint8Array.from(written(value));
        const place = at % (encoded.length * 8);
        encoded[place >> 3] = (encoded[place >> 3] ?? 0) ^ (1 << (place & 7));
        const found = { item: value };
        const refusal = refusalOf(() => {
          found.item = reading(encoded, value);
        });
        if (refusal === undefined) expect([...written(found.item)]).toEqual([...encoded]);
        else expect(isOurs(refusal)).toBe(true);
      }),
    );
  });

  it('refuses whatever cborg refuses, and in one way', () => {
    const asks: readonly ((reader: CborReader) => unknown)[] = [
      (reader) => reader.integer(-Infinity, Infinity),
      (reader) => reader.text(),
      (reader) => reader.bytes(),
      (reader) => reader.integers(-Infinity, Infinity),
      (reader) => reader.texts(() => true),
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.nat(asks.length - 1), (encoded, which) => {
        const reader = new CborReader(encoded, () => REFUSAL);
        const refusal = refusalOf(() => {
          asks[which]?.(reader);
          reader.end();
        });
        expect([undefined, REFUSAL]).toContain(refusal);
        if (refusal === undefined) expect(() => decode(encoded, STRICT)).not.toThrow();
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a head in two bytes that fits into one', '1817'],
    ['a head in three bytes that fits into two', '1900ff'],
    ['a head in five bytes that fits into three', '1a0000ffff'],
    ['a head in nine bytes that fits into five', '1b00000000ffffffff'],
    ['a number that no number holds', '1b0020000000000000'],
    ['a head without its argument', '19ff'],
    ['a head of a kind that is reserved', '1c'],
    ['a fraction', 'f93c00'],
    ['a number with a tag', 'c100'],
    ['a simple value', 'f6'],
    ['a text', '6131'],
    ['a number, and one behind it', '0000'],
  ])('takes %s for no number', (_, hex) => {
    expect(() => reading(Buffer.from(hex, 'hex'), 0)).toThrow(REFUSAL);
  });

  it.each([
    ['bytes', '4161'],
    ['a text that ends early', '6261'],
    ['a text in pieces', '7f6161ff'],
    ['a text longer than memory', '7b001fffffffffffff61'],
    ['a byte that begins nothing in UTF-8', '61ff'],
    ['half a character', '61c3'],
    ['a character in more bytes than it takes', '62c181'],
    ['half of a surrogate pair', '63eda080'],
  ])('takes %s for no text', (_, hex) => {
    expect(() => reading(Buffer.from(hex, 'hex'), '')).toThrow(REFUSAL);
  });

  it('keeps a byte order mark where one is', () => {
    expect(reading(Buffer.from('64efbbbf61', 'hex'), '')).toBe('\ufeffa');
  });

  it.each([
    ['a number', '00'],
    ['a list without an end', '9f00ff'],
    ['a map', 'a10000'],
    ['more items than there are bytes', '8300'],
    ['a list longer than memory', '9b001fffffffffffff00'],
  ])('takes %s for no list', (_, hex) => {
    const reader = () => new CborReader(Buffer.from(hex, 'hex'), () => REFUSAL);
    expect(() => reader().array()).toThrow(REFUSAL);
    expect(() => reader().integers(0, 9)).toThrow(REFUSAL);
  });

  it('holds numbers to their bounds and texts to their kind', () => {
    const numbers = () => new CborReader(written([3, 5]), () => REFUSAL);
    expect(numbers().integers(3, 5)).toEqual([3, 5]);
    expect(() => numbers().integers(4, 5)).toThrow(REFUSAL);
    expect(() => numbers().integers(3, 4)).toThrow(REFUSAL);
    const texts = new CborReader(written(['a', 'b']), () => REFUSAL);
    expect(() => texts.texts((each) => each === 'a')).toThrow(REFUSAL);
  });

  it('reads on from the middle of other bytes', () => {
    const part = Buffer.concat([Buffer.of(9, 9), written('text')]).subarray(2);
    expect(reading(part, 'text')).toBe('text');
  });
});

/** A list of another length is the test's own complaint, not the reader's. */
function isOurs(refusal: unknown): boolean {
  return refusal === REFUSAL || 'matcherResult' in (refusal as object);
}
