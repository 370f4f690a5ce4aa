import { describe, expect, it } from '@jest/globals';
import {
  cookiesOf,
  createSlasCaller,
  located,
  PRIVATE_BASIC,
} from '../../../test/support/slas-caller.ts';
import { PRIVATE_CLIENT_ID } from '../platform/clients.ts';

describe('token answers and sessions', () => {
  it.each(['none', 'plugin_slas'] as const)('sets no cookie while %s is on', async (sync) => {
    const { headers } = await createSlasCaller({ sync }).privateGuest().expect(200);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('brings a session along under Hybrid Auth, that scripts can read', async () => {
    const { platform, privateGuest } = createSlasCaller({ sync: 'hybrid_auth' });
    const answer = await privateGuest().expect(200);
    const { dwsid = '', ...others } = cookiesOf(answer);
    expect(dwsid).toMatch(/^[\w-]{86}==; Path=\/; Secure; SameSite=None$/);
    expect(Object.keys(others)).toEqual([expect.stringMatching(/^dwanonymous_[0-9a-f]{32}$/)]);
    expect(Object.values(others)[0]).toBe(`${answer.body.customer_id}; Path=/; Max-Age=15552000`);
    const session = platform.sessions.living(dwsid.split(';')[0] ?? '');
    expect(session?.identity).toEqual({ kind: 'guest', gcid: answer.body.customer_id });
    expect(session?.usid).toBe(answer.body.usid);
  });

  it('keeps the session of the same shopper alive at a refresh', async () => {
    const { platform, privateGuest, refresh } = createSlasCaller({ sync: 'hybrid_auth' });
    const first = await privateGuest().expect(200);
    const dwsid = cookiesOf(first).dwsid?.split(';')[0] ?? '';
    platform.clock.advance(1799);
    const headers = { Authorization: PRIVATE_BASIC, Cookie: `dwsid=${dwsid}` };
    const fields = { client_id: PRIVATE_CLIENT_ID };
    const second = await refresh(first.body.refresh_token, fields, headers).expect(200);
    expect(cookiesOf(second).dwsid?.split(';')[0]).toBe(dwsid);
    platform.clock.advance(1799);
    expect(platform.sessions.living(dwsid)).not.toBeNull();
    platform.clock.advance(1);
    const third = await refresh(first.body.refresh_token, fields, headers).expect(200);
    expect(cookiesOf(third).dwsid?.split(';')[0]).not.toBe(dwsid);
  });

  it('gives a sign-in another session than its guest had', async () => {
    const { codeToken, login, privateGuest } = createSlasCaller({ sync: 'hybrid_auth' });
    const guest = await privateGuest().expect(200);
    const dwsid = cookiesOf(guest).dwsid?.split(';')[0] ?? '';
    const code = located(await login({ usid: guest.body.usid }).expect(303));
    const answer = await codeToken(code).set('Cookie', `dwsid=${dwsid}`).expect(200);
    expect(cookiesOf(answer).dwsid?.split(';')[0]).not.toBe(dwsid);
    expect(Object.keys(cookiesOf(answer))).toEqual(['dwsid']);
  });
});
