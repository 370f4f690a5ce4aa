import { describe, expect, it } from '@jest/globals';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import fc from 'fast-check';
import { sealXchacha } from '../../../test/support/xchacha.ts';
import { type Aead, createAead } from './aead.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);
const ASSOCIATED = Uint8Array.from({ length: 61 }, (_, i) => i);
const NONCE = Uint8Array.from({ length: 24 }, (_, i) => 255 - i);

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

function sealed(aead: Aead, plain: Uint8Array, nonce: Uint8Array = NONCE): Uint8Array {
  return Buffer.concat(aead.encrypt(nonce, plain));
}

describe('the cipher', () => {
  it('is the XChaCha20-Poly1305 of noble, both ways, at every length up to 300 and some beyond', () => {
    const lengths = [...Array(300).keys(), 1_023, 1_024, 1_025, 4_096, 65_535, 65_536];
    const ours = createAead(KEY, ASSOCIATED);
    for (const length of lengths) {
      const plain = Uint8Array.from({ length }, (_, i) => i * 31);
      const theirs = xchacha20poly1305(KEY, NONCE, ASSOCIATED).encrypt(plain);
      expect(Buffer.compare(sealed(ours, plain), theirs)).toBe(0);
      expect(Buffer.compare(ours.decrypt(NONCE, theirs) ?? NONCE, plain)).toBe(0);
    }
  });

  it('is that of noble and of an HChaCha20 after the draft, whatever key, nonce and text', () => {
    fc.assert(
      fc.property(
        bytes(32),
        bytes(24),
        fc.uint8Array({ maxLength: 80 }),
        fc.uint8Array({ maxLength: 900 }),
        (key, nonce, associated, plain) => {
          const ours = createAead(key, associated);
          const text = sealed(ours, plain, nonce);
          expect(Buffer.compare(text, sealXchacha(key, nonce, associated, plain))).toBe(0);
          const theirs = xchacha20poly1305(key, nonce, associated);
          expect(Buffer.compare(theirs.decrypt(text), plain)).toBe(0);
          expect(Buffer.compare(ours.decrypt(nonce, text) ?? key, plain)).toBe(0);
        },
      ),
    );
  });

  it('passes the vector of draft-irtf-cfrg-xchacha-03, appendix A.3.1', () => {
    const plain =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const aead = createAead(counting(0x80, 32), Buffer.from('50515253c0c1c2c3c4c5c6c7', 'hex'));
    const text = Buffer.from(sealed(aead, Buffer.from(plain), counting(0x40, 24))).toString('hex');
    expect([text.slice(0, 32), text.slice(-32)]).toEqual([
      'bd6d179d3e83d43b9576579493c0e939',
      'c0875924c1c7987947deafd8780acf49',
    ]);
  });

  it('takes no tag but the whole one', () => {
    const aead = createAead(KEY, ASSOCIATED);
    const text = sealed(aead, Buffer.from('text'));
    for (let length = 0; length < text.length; length++) {
      expect(aead.decrypt(NONCE, text.subarray(0, length))).toBeNull();
    }
    expect(aead.decrypt(NONCE, Buffer.concat([text, Buffer.of(0)]))).toBeNull();
  });

  it('gives nothing out where text, nonce, key or associated data are others', () => {
    const text = sealed(createAead(KEY, ASSOCIATED), Buffer.from('text'));
    for (const at of text.keys()) {
      const other = Uint8Array.from(text, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect(createAead(KEY, ASSOCIATED).decrypt(NONCE, other)).toBeNull();
    }
    for (const at of NONCE.keys()) {
      const other = Uint8Array.from(NONCE, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect(createAead(KEY, ASSOCIATED).decrypt(other, text)).toBeNull();
    }
    expect(createAead(KEY.toReversed(), ASSOCIATED).decrypt(NONCE, text)).toBeNull();
    expect(createAead(KEY, ASSOCIATED.subarray(1)).decrypt(NONCE, text)).toBeNull();
  });
});

function counting(from: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => from + i);
}
