import { describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import fc from 'fast-check';
import { actorOf, codeOf, newState } from '../../../test/support/state-builder.ts';
import { decodeState, encodeState } from './encode.ts';
import type { ShoppingState } from './shopping-state.ts';

const A = actorOf(1);

import { codeOfFields, fieldsOf, rich } from '../../../test/support/encoded-state.ts';

describe('decoding', () => {
  it('refuses any bytes that are not a state, with one code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(codeOf(() => decodeState(bytes))).toBe('ERR_STATE_MALFORMED');
      }),
    );
    expect(codeOf(() => decodeState(new Uint8Array(64 * 1024 + 1)))).toBe('ERR_STATE_MALFORMED');
    expect(codeOf(() => decodeState(new Uint8Array(60_000).fill(0x81)))).toBe(
      'ERR_STATE_MALFORMED',
    );
  });

  it('takes no bytes but those that encoding makes: every flipped bit is refused or another state', () => {
    const bytes = encodeState(rich);
    for (let at = 0; at < bytes.length * 8; at++) {
      const flipped = Uint8Array.from(bytes);
      flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
      try {
        expect([...encodeState(decodeState(flipped))]).toEqual([...flipped]);
      } catch (error) {
        expect((error as { code?: string }).code).toBe('ERR_STATE_MALFORMED');
      }
    }
  });

  it('refuses every cut', () => {
    const bytes = encodeState(rich);
    for (let length = 0; length < bytes.length; length++) {
      expect(codeOf(() => decodeState(bytes.subarray(0, length)))).toBe('ERR_STATE_MALFORMED');
    }
  });

  it('refuses any other value in the place of any field or element', () => {
    const strange = [
      null,
      true,
      -1,
      0.5,
      2 ** 49,
      'x',
      '',
      [],
      [[]],
      [-1],
      ['\u0000'],
      {},
      new Uint8Array(3),
    ];
    const fields = fieldsOf(rich);
    fields.forEach((field, at) => {
      for (const value of strange) {
        expectRefusedOrCanonical(fields.with(at, value));
        if (!Array.isArray(field)) continue;
        for (const i of field.keys())
          expectRefusedOrCanonical(fields.with(at, field.with(i, value)));
        expectRefusedOrCanonical(fields.with(at, [...field, value]));
        expectRefusedOrCanonical(fields.with(at, field.slice(1)));
        expectRefusedOrCanonical(fields.with(at, [...field].reverse()));
      }
    });
  });

  it('survives structural mutation: refused with its code, or a canonical state', () => {
    const fields = fieldsOf(rich);
    const value = fc.anything({
      maxDepth: 2,
      values: [fc.integer(), fc.string(), fc.constant(null), fc.uint8Array()],
    });
    fc.assert(
      fc.property(fc.nat(19), fc.nat(5), value, (at, index, replacement) => {
        const field = fields[at];
        const inner = Array.isArray(field) ? field.toSpliced(index, 1, replacement) : replacement;
        expectRefusedOrCanonical(fields.with(at, inner));
      }),
    );
  });

  it.each([
    ['another version', (f: unknown[]) => f.with(0, 2)],
    ['a field more', (f: unknown[]) => [...f, 0]],
    ['a field less', (f: unknown[]) => f.slice(0, -1)],
    ['a visitor id of 15 bytes', (f: unknown[]) => f.with(1, new Uint8Array(15))],
    ['half an actor', (f: unknown[]) => f.with(2, (f[2] as Uint8Array).subarray(0, 9))],
    [
      'one actor twice',
      (f: unknown[]) =>
        f.with(
          2,
          Buffer.concat([(f[2] as Uint8Array).subarray(0, 6), (f[2] as Uint8Array).subarray(0, 6)]),
        ),
    ],
    ['a counter too few', (f: unknown[]) => f.with(3, (f[3] as number[]).slice(1))],
    ['a counter of zero', (f: unknown[]) => f.with(3, (f[3] as number[]).with(0, 0))],
    [
      'writes that the vector has not seen',
      (f: unknown[]) =>
        f.with(
          3,
          (f[3] as number[]).map(() => 1),
        ),
    ],
    ['a word twice', (f: unknown[]) => f.with(4, ['size', 'size', ...(f[4] as string[]).slice(2)])],
    ['a word that no line uses', (f: unknown[]) => f.with(4, [...(f[4] as string[]), 'more'])],
    ['a decimal SKU as text', (f: unknown[]) => f.with(5, (f[5] as unknown[]).map(String))],
    ['a quantity of zero', (f: unknown[]) => f.with(10, (f[10] as number[]).with(0, 0))],
    ['a quantity of 10,000', (f: unknown[]) => f.with(10, (f[10] as number[]).with(0, 10_000))],
    ['a promotion that is no true', (f: unknown[]) => f.with(14, [1.5, 1])],
    ['a code twice', (f: unknown[]) => f.with(11, ['FREESHIP', 'FREESHIP'])],
    ['a code with a blank', (f: unknown[]) => f.with(11, ['FREE SHIP', 'WELCOME10'])],
    [
      'a register twice',
      (f: unknown[]) =>
        f.with(
          15,
          (f[15] as number[]).map(() => 0),
        ),
    ],
    ['an unknown register', (f: unknown[]) => f.with(15, (f[15] as number[]).with(0, 5))],
    ['an empty register', (f: unknown[]) => f.with(19, (f[19] as string[]).with(0, ''))],
    [
      'a register with a control character',
      (f: unknown[]) => f.with(19, (f[19] as string[]).with(0, '\u0007')),
    ],
  ])('refuses %s', (_, change) => {
    expect(codeOfFields(change(fieldsOf(rich)))).toBe('ERR_STATE_MALFORMED');
  });

  it('refuses one write under two names, also across lines and codes', () => {
    const pair = { actor: A, counter: 1 };
    const state: ShoppingState = {
      ...newState(),
      vector: new Map([[A, 1]]),
      lines: new Map([['mug', [{ ...pair, value: 1 }]]]),
      promotions: new Map([['CODE', [{ ...pair, value: true }]]]),
    };
    expect(codeOf(() => decodeState(encodeState(state)))).toBe('ERR_STATE_MALFORMED');
  });

  it('refuses 1,001 lines', () => {
    const lines = Array.from(
      { length: 1_001 },
      (_, i) => [`s${i}`, [{ actor: A, counter: i + 1, value: 1 }]] as const,
    );
    const state = { ...newState(), vector: new Map([[A, 1_001]]), lines: new Map(lines) };
    expect(codeOf(() => decodeState(encodeState(state)))).toBe('ERR_STATE_MALFORMED');
  });

  it('refuses a second spelling of the same CBOR', () => {
    const bytes = encodeState(newState());
    expect(codeOf(() => decodeState(Buffer.concat([Buffer.of(0x98, 20), bytes.subarray(1)])))).toBe(
      'ERR_STATE_MALFORMED',
    );
    expect(codeOf(() => decodeState(Buffer.concat([bytes, Buffer.of(0)])))).toBe(
      'ERR_STATE_MALFORMED',
    );
  });
});

function expectRefusedOrCanonical(fields: readonly unknown[]): void {
  let bytes: Uint8Array;
  try {
    bytes = encode(fields);
  } catch {
    return; // CBOR has no word for it.
  }
  try {
    expect([...encodeState(decodeState(bytes))]).toEqual([...bytes]);
  } catch (error) {
    expect((error as { code?: string }).code).toBe('ERR_STATE_MALFORMED');
  }
}
