import { describe, expect, it } from '@jest/globals';
import { readBridgeMode } from './bridge-mode.ts';
import { EnvironmentReader } from './environment-reader.ts';

function read(text?: string): unknown {
  const reader = new EnvironmentReader(text === undefined ? {} : { BRIDGE_MODE: text });
  const mode = readBridgeMode(reader);
  reader.check();
  return mode;
}

const EXPECTED =
  'BRIDGE_MODE expected encrypted | signed | off | to-checkout:signed,to-shopping:encrypted';

describe('BRIDGE_MODE', () => {
  it('is encrypted unless it says otherwise', () => {
    expect([read(), read('')]).toEqual(['encrypted', 'encrypted']);
  });

  it.each(['encrypted', 'signed', 'off'])('is one word for both directions: %s', (word) => {
    expect(read(word)).toBe(word);
  });

  it.each([
    ['to-checkout:signed,to-shopping:encrypted', 'signed', 'encrypted'],
    ['to-shopping:signed, to-checkout:encrypted', 'encrypted', 'signed'],
    ['to-checkout:signed,to-shopping:signed', 'signed', 'signed'],
    ['to-checkout:signed', 'signed', 'encrypted'],
    ['to-shopping:signed', 'encrypted', 'signed'],
  ])(
    'is a word for each direction, and one left out is encrypted: %s',
    (text, toCheckout, toShopping) => {
      expect(read(text)).toEqual({ toCheckout, toShopping });
    },
  );

  it.each([
    'Signed',
    'sign',
    'to-checkout',
    'to-checkout:',
    'to-checkout:off',
    'to-checkout=signed',
    'checkout:signed',
    'to-checkout:signed:encrypted',
    'to-checkout:signed,',
    'signed,to-shopping:encrypted',
    '__proto__:signed',
  ])('is refused as a whole when a part of it is not known: %s', (text) => {
    expect(() => read(text)).toThrow(EXPECTED);
  });

  it('is refused when it names a direction twice', () => {
    expect(() => read('to-checkout:signed,to-checkout:encrypted')).toThrow(
      'BRIDGE_MODE expected to-checkout once',
    );
  });
});
