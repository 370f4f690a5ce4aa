import { describe, expect, it } from '@jest/globals';
import { createSlasCaller, PRIVATE_BASIC } from '../../../test/support/slas-caller.ts';
import { PUBLIC_CLIENT_ID } from './clients.ts';
import { parseFault } from './faults.ts';
import { createPlatform } from './platform.ts';

describe('platform', () => {
  it('ends with a change of password what the old one brought', async () => {
    const { jane, guest, platform, refresh } = createSlasCaller();
    const [asJane, asGuest] = [await jane(), await guest()];
    const checked = platform.tokens.check(asJane.access_token);
    if (!checked.ok) throw new Error('not good');
    const { identity, usid } = checked.token;
    const { dwsid } = platform.sessions.create({ siteId: 'RefArch', identity, usid });
    const ocapi = platform.tokens.issueOcapi(identity, PUBLIC_CLIENT_ID);

    platform.customers.changePassword(asJane.customer_id, 'Another1!');

    const changed = { ok: false, reason: 'credentials-changed' };
    expect(platform.tokens.check(asJane.access_token)).toEqual(changed);
    expect(platform.tokens.check(ocapi)).toEqual(changed);
    expect((await refresh(asJane.refresh_token).expect(400)).body.message).toBe(
      'invalid refresh_token',
    );
    expect(platform.sessions.living(dwsid)?.identity.kind).toBe('guest');
    expect(platform.tokens.check(asGuest.access_token).ok).toBe(true);
    expect(platform.customers.find('jane@example.com')?.credentialsChangedAt).toBe(1_700_000_000);
    expect(platform.customers.authenticate('jane@example.com', 'Password1!')).toBeNull();
  });

  it('gives good tokens for the new password at once', async () => {
    const { jane, platform } = createSlasCaller();
    const rcid = platform.customers.find('jane@example.com')?.rcid ?? '';
    platform.customers.changePassword(rcid, 'Another1!');
    platform.customers.changePassword(rcid, 'Password1!');
    expect(platform.tokens.check((await jane()).access_token).ok).toBe(true);
  });

  it('leads back to the start with one reset, and keeps the key that consumers have cached', async () => {
    const { jane, platform, privateGuest, refresh } = createSlasCaller({ production: true });
    const { kid } = platform.key;
    const asJane = await jane();
    const { access_token } = (await privateGuest()).body;
    platform.clock.advance(7);
    Object.assign(platform.switches, { sync: 'hybrid_auth', production: false });
    platform.faults.add(parseFault({ operation: '*', status: 500 }));
    platform.baskets.open('somebody');
    platform.sessions.create({ siteId: 'RefArch' });

    platform.reset();

    expect(platform.clock.now()).toBe(1_700_000_000);
    expect(platform.switches).toMatchObject({ sync: 'none', production: true });
    expect([platform.faults.list(), platform.calls.list(), platform.sessions.allLiving()]).toEqual([
      [],
      [],
      [],
    ]);
    expect(platform.baskets.of('somebody')).toBeNull();
    expect(platform.tokens.check(access_token)).toEqual({ ok: false, reason: 'revoked' });
    expect(platform.tokens.check(asJane.access_token).ok).toBe(false);
    await refresh(asJane.refresh_token).expect(400);
    expect(platform.key.kid).toBe(kid);
    expect(platform.customers.authenticate('jane@example.com', 'Password1!')).not.toBeNull();
    await jane();
  });

  it('gives its organization and site to every token', async () => {
    const platform = createPlatform({ organizationId: 'f_ecom_abcd_s01', siteId: 'Other' });
    expect([platform.tenantId, platform.clients.all()[0]?.channels]).toEqual([
      'abcd_s01',
      ['Other'],
    ]);
    expect(PRIVATE_BASIC).toBeDefined();
  });
});
