import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { hchacha20, sealXchacha } from '../../../test/support/xchacha.ts';
import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import { concatBytes, utf8 } from '../core/bytes.ts';
import { createLiveKeys } from '../core/live-keys.ts';
import { createKeyring, type Keyring, type RootKey } from './keyring.ts';
import { pad } from './padding.ts';
import { createSealer, type Sealer } from './sealer.ts';

const LABELS = ['handoff', 'to-checkout', 'shop.example', 'checkout.example'];
const PLAIN = utf8('twenty-three characters');

function key(kid: string, fill: number): RootKey {
  return { kid, secret: new Uint8Array(32).fill(fill) };
}

function sealer(
  labels: readonly string[] = LABELS,
  keys: readonly RootKey[] = [key('k1', 1)],
): Sealer {
  return createSealer({ keyring: createKeyring(keys), labels, random: createSeededRandom() });
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(decodeBase64url(text) ?? []);
}

describe('a sealer', () => {
  it('opens what it sealed, whatever the length', () => {
    const one = sealer();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const opened = one.open(one.seal(bytes));
        expect(opened.ok && [...opened.bytes]).toEqual([...bytes]);
      }),
    );
  });

  it('never seals twice alike', () => {
    const one = sealer();
    expect(one.seal(PLAIN)).not.toBe(one.seal(PLAIN));
  });

  it('tells by the length only how many blocks there are', () => {
    const one = sealer();
    const lengths = [0, 1, 31, 32, 63].map((n) => one.seal(new Uint8Array(n)).length);
    expect(new Set(lengths.slice(0, 3)).size).toBe(1);
    expect(new Set(lengths.slice(3)).size).toBe(1);
  });

  it('opens nothing in which any bit of any byte was flipped, and does not throw', () => {
    const one = sealer();
    const sealed = bytesOf(one.seal(PLAIN));
    for (let at = 0; at < sealed.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Uint8Array.from(sealed);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        expect(one.open(encodeBase64url(flipped)).ok).toBe(false);
      }
    }
  });

  it('opens nothing that was cut, at any length, or made longer', () => {
    const one = sealer();
    const sealed = bytesOf(one.seal(PLAIN));
    for (let length = 0; length < sealed.length; length++) {
      expect(one.open(encodeBase64url(sealed.subarray(0, length))).ok).toBe(false);
    }
    expect(one.open(encodeBase64url(concatBytes(sealed, Uint8Array.of(0)))).ok).toBe(false);
  });

  it('opens no second spelling of a sealed text', () => {
    const one = sealer();
    const text = one.seal(PLAIN);
    // 76 bytes leave four bits of the last character unused: it has fifteen other spellings.
    const lastBits = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
    for (const spelling of [`${text}=`, `${text}==`, ` ${text}`, `${text}\n`, lastBits]) {
      expect(one.open(spelling)).toEqual({ ok: false, reason: 'malformed' });
    }
  });

  it('says why in four words', () => {
    const one = sealer();
    const sealed = bytesOf(one.seal(PLAIN));
    const withByte = (at: number, value: number) =>
      one.open(encodeBase64url(Uint8Array.from(sealed, (byte, i) => (i === at ? value : byte))));
    expect(one.open('')).toEqual({ ok: false, reason: 'malformed' });
    expect(one.open('?')).toEqual({ ok: false, reason: 'malformed' });
    expect(one.open(encodeBase64url(sealed.subarray(0, 43)))).toEqual({
      ok: false,
      reason: 'malformed',
    });
    expect(withByte(0, 2)).toEqual({ ok: false, reason: 'version' });
    expect(withByte(0, 0)).toEqual({ ok: false, reason: 'version' });
    expect(withByte(1, 255)).toEqual({ ok: false, reason: 'unknown_key' });
    expect(withByte(3, 0x32)).toEqual({ ok: false, reason: 'unknown_key' });
    expect(withByte(10, 0)).toEqual({ ok: false, reason: 'not_authentic' });
  });

  it('opens nothing that strangers make up', () => {
    const one = sealer();
    const header = Uint8Array.of(1, 2, ...utf8('k1'));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, headed) => {
        const text = encodeBase64url(headed ? concatBytes(header, bytes) : bytes);
        expect(one.open(text).ok).toBe(false);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => expect(one.open(text).ok).toBe(false)));
  });
});

describe('labels', () => {
  it.each([
    ['another purpose', ['parked', ...LABELS.slice(1)]],
    ['the other direction', ['handoff', 'to-shopping', ...LABELS.slice(2)]],
    ['another host', [...LABELS.slice(0, 3), 'staging.example']],
    ['one label less', LABELS.slice(0, 3)],
    ['the same letters, parted otherwise', ['handoffto-checkout', ...LABELS.slice(2)]],
    ['no labels', []],
  ])('keep what was sealed from opening for %s', (_, labels) => {
    const text = sealer().seal(PLAIN);
    expect(sealer(labels).open(text)).toEqual({ ok: false, reason: 'not_authentic' });
  });

  it('hold no line feed, which would let two lists look alike', () => {
    expect(() => sealer(['a\nb'])).toThrow(TypeError);
  });
});

describe('key rotation', () => {
  it('seals under the first key and opens under all of them', () => {
    const before = sealer(LABELS, [key('old', 1)]);
    const during = sealer(LABELS, [key('new', 2), key('old', 1)]);
    const after = sealer(LABELS, [key('new', 2)]);
    expect(during.open(before.seal(PLAIN)).ok).toBe(true);
    expect(after.open(during.seal(PLAIN)).ok).toBe(true);
    expect(after.open(before.seal(PLAIN))).toEqual({ ok: false, reason: 'unknown_key' });
  });

  it('is at work from the next call on, where the keys of the ring are replaced', () => {
    const [old, fresh] = [[key('old', 1)], [key('new', 2), key('old', 1)]].map(createKeyring);
    const ring = createLiveKeys(old as Keyring);
    const living = createSealer({ keyring: ring, labels: LABELS });
    const before = living.seal(PLAIN);
    ring.replace(fresh as Keyring);
    expect(living.open(before).ok).toBe(true);
    expect(sealer(LABELS, [key('new', 2)]).open(living.seal(PLAIN)).ok).toBe(true);
    ring.replace(createKeyring([key('new', 2)]));
    expect(living.open(before)).toEqual({ ok: false, reason: 'unknown_key' });
  });

  it('derives nothing again while the ring has the same keys', () => {
    const secret = new Uint8Array(32);
    let reads = 0;
    const counted = {
      kid: 'k',
      get secret() {
        reads += 1;
        return secret;
      },
    };
    const ring = createLiveKeys<RootKey>({ keys: [counted] });
    const living = createSealer({ keyring: ring, labels: LABELS });
    for (let i = 0; i < 3; i++) living.open(living.seal(PLAIN));
    expect(reads).toBe(1);
  });

  it('selects by kid and tries no other key', () => {
    const theirs = sealer(LABELS, [key('a', 2)]);
    const ours = sealer(LABELS, [key('a', 1), key('b', 2)]);
    expect(ours.open(theirs.seal(PLAIN))).toEqual({ ok: false, reason: 'not_authentic' });
  });

  it('is not confused by a kid that begins like another one', () => {
    const both = sealer(LABELS, [key('a', 1), key('ab', 2)]);
    const second = sealer(LABELS, [key('ab', 2)]);
    expect(both.open(second.seal(PLAIN)).ok).toBe(true);
  });
});

describe('the cipher', () => {
  it('is the XChaCha20-Poly1305 that HChaCha20 and node:crypto make, byte for byte', () => {
    const info = utf8(['domain-bridge', ...LABELS].join('\n'));
    const root = key('k1', 1);
    const derived = new Uint8Array(hkdfSync('sha256', root.secret, '', info, 32));
    const header = concatBytes(Uint8Array.of(1, 2), utf8('k1'));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ minLength: 24, maxLength: 24 }),
        (bytes, nonce) => {
          const keyring = createKeyring([root]);
          const ours = createSealer({ keyring, labels: LABELS, random: () => nonce });
          const theirs = sealXchacha(derived, nonce, concatBytes(header, info), pad(bytes));
          expect(ours.seal(bytes)).toBe(encodeBase64url(concatBytes(header, nonce, theirs)));
        },
      ),
    );
  });

  it('is checked against an HChaCha20 that passes the vector of the draft, §2.2.1', () => {
    const vectorKey = Uint8Array.from({ length: 32 }, (_, i) => i);
    const nonce = Buffer.from('000000090000004a0000000031415927', 'hex');
    expect(Buffer.from(hchacha20(vectorKey, nonce)).toString('hex')).toBe(
      '82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
    );
  });
});
