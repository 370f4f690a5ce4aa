import { describe, expect, it } from '@jest/globals';
import { claimsOf, createSlasCaller } from '../../../test/support/slas-caller.ts';
import { createPlatform } from './platform.ts';

describe('access tokens', () => {
  it('are as long as the real ones, so that cookies need two chunks', async () => {
    const { guest } = createSlasCaller();
    const { length } = (await guest()).access_token;
    expect(length).toBeGreaterThan(2_150);
    expect(length).toBeLessThan(2_398);
  });

  it('have the claims that clients read by position', async () => {
    const { guest } = createSlasCaller();
    const { access_token, usid } = await guest();
    expect(claimsOf(access_token)).toEqual({
      aut: 'GUID',
      scp: expect.stringContaining('sfcc.session_bridge'),
      sub: `cc-slas::zzrf_001::scid:c9c45bfd-0ed3-4aa2-9971-40f88962b836::usid:${usid}`,
      ctx: 'slas',
      iss: 'slas/prod/zzrf_001',
      ist: 1,
      dnt: '0',
      aud: 'commercecloud/prod/zzrf_001',
      nbf: 1_699_999_970,
      sty: 'User',
      isb: expect.any(String),
      exp: 1_700_001_800,
      iat: 1_700_000_000,
      jti: expect.stringMatching(/^C2C\d{31}$/),
    });
  });

  it('end after 30 minutes, to the second', async () => {
    const { guest, platform } = createSlasCaller();
    const { access_token } = await guest();
    platform.clock.advance(1799);
    expect(platform.tokens.check(access_token).ok).toBe(true);
    platform.clock.advance(1);
    expect(platform.tokens.check(access_token)).toEqual({ ok: false, reason: 'expired' });
  });

  it('are not taken when a byte of them was changed, or when another instance signed them', async () => {
    const { guest, platform } = createSlasCaller();
    const { access_token } = await guest();
    const [header = '', payload = '', signature = ''] = access_token.split('.');
    const claims = JSON.stringify({ ...claimsOf(access_token), isb: 'uido:ecom' });
    const forged = [header, Buffer.from(claims).toString('base64url'), signature].join('.');
    const alien = createPlatform().key.sign(claimsOf(access_token));
    for (const jwt of [forged, alien, `${header}.${payload}.`, `${access_token}.x`, 'x', '']) {
      expect(platform.tokens.check(jwt)).toEqual({ ok: false, reason: 'invalid' });
    }
  });

  it('are no session signatures, and session signatures are no tokens', async () => {
    const { platform } = createSlasCaller();
    const { session } = platform.sessions.enter(null, 'RefArch');
    const { value } = platform.signatures.mint(session);
    expect(platform.tokens.check(value)).toEqual({ ok: false, reason: 'invalid' });
  });

  it('write a colon in a name so that it ends no pair', async () => {
    const { platform } = createSlasCaller();
    const { usid = '' } = platform.usids.claim(null, 'RefArch') ?? {};
    const jwt = platform.tokens.issue({
      clientId: 'c',
      scopes: [],
      channelId: 'RefArch',
      usid,
      identity: { kind: 'registered', gcid: 'g', rcid: 'r', login: 'l' },
      displayName: 'A::B',
      dnt: true,
    });
    expect(claimsOf(jwt).isb).toBe('uido:ecom::upn:l::uidn:A%3A%3AB::gcid:g::rcid:r::chid:RefArch');
    expect(platform.tokens.check(jwt)).toMatchObject({
      ok: true,
      token: { source: 'slas', usid, identity: { rcid: 'r', gcid: 'g', login: 'l' }, dnt: true },
    });
  });
});
