import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareText, compareUtf8, concatBytes, equalBytes, utf8 } from './bytes.ts';

describe('bytes', () => {
  it('joins arrays in order', () => {
    expect([...concatBytes(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3))]).toEqual([
      1, 2, 3,
    ]);
  });

  it('finds arrays of different length or content unequal, without throwing', () => {
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1))).toBe(true);
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(2))).toBe(false);
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });

  it('orders text as its UTF-8 bytes are ordered, also beyond U+FFFF', () => {
    expect(compareUtf8('\uffff', '\u{10000}')).toBe(-1);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(compareUtf8(a, b)).toBe(Buffer.compare(utf8(a), utf8(b)));
        expect(Math.sign(compareUtf8(a, b))).toBe(0 - Math.sign(compareUtf8(b, a)));
      }),
    );
  });

  it('orders ASCII by code unit just as by bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: 'binary-ascii' }),
        (a, b) => {
          expect(compareText(a, b)).toBe(compareUtf8(a, b));
        },
      ),
    );
  });
});
