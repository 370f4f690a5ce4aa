import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../core/bytes.ts';
import { systemRandom } from '../core/random.ts';
import { createFlightSeal, flightKeyOf } from './flight-seal.ts';

const SECRET = 'a refresh token that nobody guesses';
const RESULT = utf8('{"access_token":"what it was exchanged for"}');

function sealOf(secret: string, purpose = 'refresh') {
  return createFlightSeal({ secret, purpose }, systemRandom);
}

describe('the key of a flight', () => {
  it('is a hash: 43 characters that say nothing of the secret', () => {
    const key = flightKeyOf({ secret: SECRET, purpose: 'refresh' });
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(key).toBe(flightKeyOf({ secret: SECRET, purpose: 'refresh' }));
  });

  it('differs by secret and by purpose, wherever the one ends', () => {
    const keys = [
      { secret: 'b', purpose: 'a' },
      { secret: 'ab', purpose: 'a' },
      { secret: 'b', purpose: 'aa' },
      { secret: 'bb', purpose: 'a' },
    ].map(flightKeyOf);
    expect(new Set(keys).size).toBe(4);
  });
});

describe('the seal of a flight', () => {
  it('opens for whoever has the secret', () => {
    const sealed = sealOf(SECRET).seal(RESULT);
    expect(sealOf(SECRET).open(sealed)).toEqual(RESULT);
  });

  it('shows nothing of secret, key or result', () => {
    const sealed = Buffer.from(sealOf(SECRET).seal(RESULT)).toString();
    const bytes = Buffer.from(sealed, 'base64url').toString('latin1');
    const key = flightKeyOf({ secret: SECRET, purpose: 'refresh' });
    for (const word of [SECRET, key, 'access_token']) {
      expect(sealed).not.toContain(word);
      expect(bytes).not.toContain(word);
    }
  });

  it('never seals the same way twice', () => {
    const seal = sealOf(SECRET);
    expect(seal.seal(RESULT)).not.toEqual(seal.seal(RESULT));
  });

  it.each([
    ['another secret', sealOf(`${SECRET}.`)],
    ['another purpose', sealOf(SECRET, 'bridge')],
    ['what the store knows: the key', sealOf(flightKeyOf({ secret: SECRET, purpose: 'refresh' }))],
  ])('does not open with %s', (_, other) => {
    expect(other.open(sealOf(SECRET).seal(RESULT))).toBeNull();
  });

  it('does not open once any byte has been changed, or something else stands there', () => {
    const seal = sealOf(SECRET);
    const sealed = seal.seal(RESULT);
    for (const index of sealed.keys()) {
      const changed = sealed.slice();
      changed[index] = changed[index] === 65 ? 66 : 65;
      expect([index, seal.open(changed)]).toEqual([index, null]);
    }
    for (const bytes of [new Uint8Array(0), Uint8Array.of(0xff, 0), sealed.subarray(1)]) {
      expect(seal.open(bytes)).toBeNull();
    }
  });

  it('is not made without a secret, or for a purpose that could be mistaken', () => {
    expect(() => sealOf('')).toThrow('"secret" expected text');
    for (const purpose of ['', 'a\nb']) {
      expect(() => sealOf(SECRET, purpose)).toThrow('"purpose" expected text without line feeds');
    }
  });
});
