import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyState } from '../../../test/support/any-state.ts';
import { actorOf, applyAll, codeOf, newState } from '../../../test/support/state-builder.ts';
import { decodeState, encodeState } from './encode.ts';
import { addToLine, setShipping, writeRegister } from './operations.ts';

const A = actorOf(1);

import { fieldsOf, rich } from '../../../test/support/encoded-state.ts';

describe('encoding', () => {
  it('gives any state back', () => {
    fc.assert(
      fc.property(anyState, (state) => expect(decodeState(encodeState(state))).toEqual(state)),
    );
  });

  it('gives equal states equal bytes, whatever the order of their maps', () => {
    const reversed = <V>(map: ReadonlyMap<string, V>) => new Map([...map].reverse());
    fc.assert(
      fc.property(anyState, (state) => {
        const other = {
          ...state,
          vector: new Map([...state.vector].reverse()),
          lines: reversed(state.lines),
          promotions: reversed(state.promotions),
          registers: reversed(state.registers),
        };
        expect([...encodeState(other)]).toEqual([...encodeState(state)]);
      }),
    );
  });

  it('refuses more than 64 KiB', () => {
    const options = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`o${i}`, 'x'.repeat(60)]),
    );
    const lines = Array.from({ length: 400 }, (_, i) => {
      const own = Object.fromEntries(
        Object.entries(options).map(([k, v]) => [k, `${v.slice(9)}${k}-${i}`]),
      );
      return addToLine({ sku: `sku-${i}`, options: own }, 1);
    });
    expect(codeOf(() => encodeState(applyAll(newState(), A, ...lines)))).toBe(
      'ERR_STATE_TOO_LARGE',
    );
  });

  it('takes every state it makes, up to that size: also one with ten thousand actors', () => {
    const actors = Array.from(
      { length: 9_000 },
      (_, i) => [`AA${String(i).padStart(6, '0')}` as typeof A, 1] as const,
    );
    const state = { ...newState(), vector: new Map(actors) };
    expect(decodeState(encodeState(state)).vector.size).toBe(9_000);
  });

  it('takes a byte or two for a plain line', () => {
    const lines = (count: number) =>
      encodeState(
        applyAll(
          newState(),
          A,
          ...Array.from({ length: count }, (_, i) => addToLine({ sku: String(1000 + i) }, 1)),
        ),
      ).length;
    expect((lines(120) - lines(20)) / 100).toBeLessThan(6);
  });
});

describe('what crosses', () => {
  it('is these fields and no other: no name, e-mail, price, address, user agent or role', () => {
    const { vector, lines, promotions, registers, visitorId, ...rest } = decodeState(
      encodeState(rich),
    );
    expect(rest).toEqual({});
    expect(Object.keys(rich).sort()).toEqual([
      'lines',
      'promotions',
      'registers',
      'vector',
      'visitorId',
    ]);
    expect([typeof visitorId, vector.size]).toEqual(['string', 3]);
    expect([...lines.keys()]).toEqual(expect.arrayContaining(['4711']));
    expect([...promotions.keys()].sort()).toEqual(['FREESHIP', 'WELCOME10']);
    expect([...registers.keys()].sort()).toEqual([
      'locale',
      'shipping.country',
      'shipping.method',
      'shipping.postalCode',
    ]);
  });

  it('is on the wire: version, visitor, actors, counters, then the columns of three maps', () => {
    const shapes = fieldsOf(rich).map((field) =>
      Array.isArray(field)
        ? `[${[...new Set(field.map((each) => (Array.isArray(each) ? '[]' : typeof each)))].sort()}]`
        : field instanceof Uint8Array
          ? 'bytes'
          : typeof field,
    );
    expect(shapes).toEqual([
      'number',
      'bytes',
      'bytes',
      '[number]',
      '[string]',
      '[number,string]',
      '[[]]',
      '[number]',
      '[number]',
      '[number]',
      '[number]',
      '[string]',
      '[]',
      '[number]',
      '[number]',
      '[number]',
      '[]',
      '[number]',
      '[number]',
      '[string]',
    ]);
  });

  it('holds registers by number: a fifth field needs a place of its own here', () => {
    const all = applyAll(
      newState(),
      A,
      setShipping({ method: 'm', country: 'c', postalCode: 'p' }),
      writeRegister('locale', 'l'),
      writeRegister('currency', 'e'),
    );
    expect([fieldsOf(all)[15], fieldsOf(all)[19]]).toEqual([
      [0, 1, 3, 4, 2],
      ['m', 'c', 'l', 'e', 'p'],
    ]);
  });
});
