import { describe, expect, it } from '@jest/globals';
import { decode, encode } from 'cborg';
import { checkTime, encodeClaims, type HandoffClaims, parseClaims } from './claims.ts';

const CLAIMS: HandoffClaims = {
  jti: Buffer.alloc(16, 1).toString('base64url'),
  issuedAt: 2_000_000_000,
  flow: 'ABCDEFGHIJKLMNOP',
  challenge: new Uint8Array(32).fill(2),
  returnPath: '/checkout',
  state: Uint8Array.of(1, 2, 3),
  link: { kind: 'signed-out', sid: 'sid_a' },
};
const HANDLE = Buffer.alloc(16, 4).toString('base64url');
/** The encoded claims without the byte that says "array of seven". */
const BODY = encodeClaims(CLAIMS).subarray(1);

describe('claims', () => {
  it.each([
    CLAIMS,
    { ...CLAIMS, link: null },
    { ...CLAIMS, returnPath: '' },
    { ...CLAIMS, link: null, returnHandle: HANDLE },
    { ...CLAIMS, state: { ref: HANDLE } },
  ])('come back as they were encoded', (claims) => {
    expect(parseClaims(encodeClaims(claims))).toEqual(claims);
  });

  it('travel as an array of seven: nobody can add a field unnoticed', () => {
    const fields: unknown[] = decode(encodeClaims(CLAIMS));
    expect(fields).toHaveLength(7);
    expect(Object.keys(parseClaims(encodeClaims(CLAIMS)))).toHaveLength(7);
    for (const shape of [fields.slice(0, 6), [...fields, 'price'], { ...fields }]) {
      expect(() => parseClaims(encode(shape))).toThrow('the claims have another shape');
    }
  });

  it('have an eighth element for a return handle, and for nothing else', () => {
    const fields: unknown[] = decode(encodeClaims({ ...CLAIMS, returnHandle: HANDLE }));
    expect(fields).toHaveLength(8);
    expect(fields[7]).toEqual(Uint8Array.from(Buffer.alloc(16, 4)));
    for (const other of [null, HANDLE, Buffer.alloc(15), Buffer.alloc(17), [], 1]) {
      expect(() => parseClaims(encode(fields.with(7, other)))).toThrow(
        'the claims have another shape',
      );
    }
    expect(() => parseClaims(encode([...fields, Buffer.alloc(16)]))).toThrow(
      'the claims have another shape',
    );
  });

  it.each([
    [0, Buffer.alloc(15)],
    [0, Buffer.alloc(17)],
    [0, 'A'.repeat(16)],
    [1, '2000000000'],
    [1, 1.5],
    [1, null],
    [2, 'ABCDEFGHIJKLMNO'],
    [2, 'ABCDEFGHIJKLMNO='],
    [2, 7],
    [3, Buffer.alloc(31)],
    [3, 'A'.repeat(43)],
    [4, null],
    [4, `/${'x'.repeat(512)}`],
    [5, 'state'],
    [5, null],
    [5, []],
    [5, [Buffer.alloc(15)]],
    [5, [Buffer.alloc(16), Buffer.alloc(16)]],
    [5, ['A'.repeat(22)]],
    [6, 'sid_a'],
    [6, []],
    [6, { sid: 'sid_a' }],
    [6, false],
  ])('are refused with another field %i: %j', (at, value) => {
    const fields: unknown[] = decode(encodeClaims(CLAIMS));
    expect(() => parseClaims(encode(fields.with(at, value)))).toThrow(
      expect.objectContaining({ code: 'ERR_HANDOFF_MALFORMED' }),
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no CBOR', Buffer.from('ff', 'hex')],
    ['two items', Buffer.from('0000', 'hex')],
    ['an array of open length', Buffer.concat([Buffer.of(0x9f), BODY, Buffer.of(0xff)])],
    ['an array whose length is spelt the long way', Buffer.concat([Buffer.of(0x98, 7), BODY])],
  ])('are refused as %s', (_, bytes) => {
    expect(() => parseClaims(bytes)).toThrow(
      expect.objectContaining({ code: 'ERR_HANDOFF_MALFORMED' }),
    );
  });
});

describe('the time of a token', () => {
  const at = (age: number) => () => (CLAIMS.issuedAt + age) * 1000;

  it.each([-15, 0, 60, 75])('is right at an age of %i s', (age) => {
    expect(() => checkTime(CLAIMS, at(age))).not.toThrow();
  });

  it.each([
    [76, 'ERR_HANDOFF_EXPIRED', '76 s old'],
    [86_400, 'ERR_HANDOFF_EXPIRED', '86400 s old'],
    [-16, 'ERR_HANDOFF_NOT_YET_VALID', '16 s ahead'],
  ])('is wrong at an age of %i s: %s', (age, code, message) => {
    expect(() => checkTime(CLAIMS, at(age))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
