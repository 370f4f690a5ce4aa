import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase64url, encodeBase64url } from './base64url.ts';

describe('base64url', () => {
  it('gives back any bytes, also a part of a larger array', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(8), (bytes, skip) => {
        const part = bytes.subarray(Math.min(skip, bytes.length));
        expect([...(decodeBase64url(encodeBase64url(part)) ?? [])]).toEqual([...part]);
      }),
    );
  });

  it('encodes the vectors of RFC 4648 §10, without padding', () => {
    const vectors = { f: 'Zg', fo: 'Zm8', foo: 'Zm9v', foob: 'Zm9vYg', fooba: 'Zm9vYmE' };
    for (const [plain, encoded] of Object.entries(vectors)) {
      expect(encodeBase64url(Buffer.from(plain))).toBe(encoded);
    }
  });

  it.each(['Zg==', 'Zh', 'Z', 'Zm9v\n', ' Zm9v', 'Zm 9v', 'Zm9vYg=', '-_+/', 'Zm9vé', 'Zm9v.'])(
    'refuses %j, which another decoder would take',
    (text) => expect(decodeBase64url(text)).toBeNull(),
  );

  it('takes no second spelling of the same bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABab01-_'), maxLength: 12 }), (text) => {
        const bytes = decodeBase64url(text);
        if (bytes) expect(encodeBase64url(bytes)).toBe(text);
      }),
    );
  });
});
