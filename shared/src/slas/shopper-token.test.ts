import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CLIENT_ID,
  GUEST_ISB,
  guestClaims,
  JWT_ISSUED_AT,
  REGISTERED_ISB,
  USID,
  unsignedJwt,
} from '../../../test/support/shopper-jwt.ts';
import { decodeShopperToken, isFresh } from './shopper-token.ts';

const decode = (over: Readonly<Record<string, unknown>>) =>
  decodeShopperToken(unsignedJwt(guestClaims(over)));

describe('an access token', () => {
  it('tells of a guest', () => {
    expect(decodeShopperToken(unsignedJwt())).toEqual({
      kind: 'guest',
      usid: USID,
      customerId: 'abdtkZzH6sqInJGIHNR1yUw90A',
      guestCustomerId: 'abdtkZzH6sqInJGIHNR1yUw90A',
      loginId: null,
      identityProvider: 'slas',
      channelId: 'RefArch',
      clientId: CLIENT_ID,
      issuer: 'slas/prod/zzrf_001',
      audience: 'commercecloud/prod/zzrf_001',
      tenant: 'zzrf_001',
      dnt: false,
      issuedAt: JWT_ISSUED_AT,
      notBefore: JWT_ISSUED_AT - 30,
      expiresAt: JWT_ISSUED_AT + 1800,
    });
  });

  it('tells of somebody registered, by the rcid', () => {
    expect(decode({ isb: REGISTERED_ISB, dnt: '1' })).toMatchObject({
      kind: 'registered',
      customerId: 'bcrcZzH6sqInJGIHNR1yUw90B1',
      guestCustomerId: 'abdtkZzH6sqInJGIHNR1yUw90A',
      loginId: 'jane@example.com',
      identityProvider: 'ecom',
      dnt: true,
    });
  });

  it('may say behind its site how it came about', () => {
    expect(decode({ isb: `${GUEST_ISB}::sesb:session_bridge` })).toMatchObject({ kind: 'guest' });
    expect(decode({ isb: `${GUEST_ISB}::rcid:x` })).toMatchObject({ kind: 'guest' });
    const isb = `${REGISTERED_ISB}::agent:a@b.test`;
    expect(decode({ isb })).toMatchObject({ channelId: 'RefArch' });
  });

  it('makes nobody a registered shopper by a name that looks like a pair', () => {
    const isb = 'uido:slas::upn:Guest::uidn:Guest::rcid:x::gcid:abc::chid:RefArch';
    expect(decode({ isb })).toBeNull();
    const escaped = 'uido:ecom::upn:j::uidn:a%3A%3Arcid%3Ax::gcid:g1::rcid:r1::chid:RefArch';
    expect(decode({ isb: escaped })).toMatchObject({ customerId: 'r1' });
  });

  it.each([
    ['no subject', { sub: undefined }],
    ['a subject of another kind', { sub: `cc::zzrf_001::scid:${CLIENT_ID}::usid:${USID}` }],
    ['a subject without usid', { sub: `cc-slas::zzrf_001::scid:${CLIENT_ID}` }],
    ['a usid that no cookie takes', { sub: `cc-slas::zzrf_001::scid:${CLIENT_ID}::usid:a;b` }],
    ['no isb', { isb: 7 }],
    ['an isb without gcid', { isb: 'uido:slas::upn:Guest::uidn:G::chid:RefArch' }],
    ['an isb in another order', { isb: 'upn:Guest::uido:slas::uidn:G::gcid:g::chid:RefArch' }],
    ['an isb without uidn', { isb: 'uido:slas::upn:Guest::x:y::gcid:g::chid:RefArch' }],
    ['an empty customer', { isb: 'uido:slas::upn:Guest::uidn:G::gcid:::chid:RefArch' }],
    ['no site', { isb: 'uido:slas::upn:Guest::uidn:G::gcid:g' }],
    ['no end', { exp: undefined }],
    ['an end in words', { exp: '1800' }],
    ['no issuer', { iss: null }],
    ['many audiences', { aud: ['commercecloud/prod/zzrf_001'] }],
  ])('is none with %s', (_, over) => {
    expect(decode(over)).toBeNull();
  });

  it.each(['', 'a', 'a.b', 'a.b.c', '..', 'a.e30.c', 'a.W10.c', 'a.bnVsbA.c', 'eyJ.eyJ.x y'])(
    'is none where it cannot be read: %j',
    (text) => {
      expect(decodeShopperToken(text)).toBeNull();
    },
  );

  it('is none beyond 16 KiB', () => {
    expect(decode({ scp: 'x'.repeat(16 * 1024) })).toBeNull();
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeShopperToken(text) === null));
    fc.assert(
      fc.property(fc.json(), (payload) => {
        const part = Buffer.from(payload).toString('base64url');
        return decodeShopperToken(`eyJ.${part}.x`) === null;
      }),
    );
  });

  it('is fresh while more than a minute is left', () => {
    expect(isFresh({ expiresAt: 1_061 }, 1_000)).toBe(true);
    expect(isFresh({ expiresAt: 1_060 }, 1_000)).toBe(false);
    expect(isFresh({ expiresAt: 900 }, 1_000)).toBe(false);
  });
});
