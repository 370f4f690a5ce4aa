import { describe, expect, it } from '@jest/globals';
import { claimsOf } from '../../../test/support/slas-caller.ts';
import { createPlatform } from './platform.ts';

function createWorld() {
  const platform = createPlatform({ clock: () => 1_700_000_000_000 });
  const { session } = platform.sessions.enter(null, 'RefArch');
  const signIn = () => {
    const { login = '', rcid = '' } = platform.customers.find('jane@example.com') ?? {};
    const { gcid } = session.identity;
    platform.sessions.identify(session.dwsid, { kind: 'registered', gcid, rcid, login });
  };
  return { platform, session, signIn };
}

describe('session signatures', () => {
  it('name a guest as dwsgst, for ten minutes', () => {
    const { platform, session } = createWorld();
    const { name, value } = platform.signatures.mint(session);
    expect(name).toBe('dwsgst');
    expect(claimsOf(value)).toEqual({
      tenantId: 'ZZRF_001',
      dwsid: session.dwsid,
      customerId: session.identity.gcid,
      iat: 1_700_000_000,
      exp: 1_700_000_603,
      iss: 'commercecloud/production/zzrf001',
      vers: '1',
      type: 'G',
    });
    expect(platform.signatures.open('dwsgst', value)).toBe(session);
  });

  it('name a customer as dwsrst, for thirty days', () => {
    const { platform, session, signIn } = createWorld();
    signIn();
    const { name, value } = platform.signatures.mint(session);
    expect(name).toBe('dwsrst');
    expect(claimsOf(value)).toMatchObject({
      fname: 'Jane',
      lname: 'Doe',
      email: 'jane@example.com',
      phone: null,
      rcustomerId: platform.customers.find('jane@example.com')?.rcid,
      customerId: session.identity.gcid,
      tenantId: 'zzrf_001',
      iss: 'slas/dev/zzrf_001',
      vers: '2',
      type: 'R',
      exp: 1_700_000_000 + 30 * 86_400,
    });
    expect(platform.signatures.open('dwsrst', value)).toBe(session);
  });

  it('of a guest prove nobody who has signed in since, by either name', () => {
    const { platform, session, signIn } = createWorld();
    const { value } = platform.signatures.mint(session);
    signIn();
    expect(platform.signatures.open('dwsgst', value)).toBeNull();
    expect(platform.signatures.open('dwsrst', value)).toBeNull();
  });

  it('of a guest prove no other guest that the session has become', () => {
    const { platform, session } = createWorld();
    const { value } = platform.signatures.mint(session);
    platform.sessions.signOut(session.dwsid);
    expect(platform.signatures.open('dwsgst', value)).toBeNull();
  });

  it('of another tenant are not taken, even if the key is the same', () => {
    const { platform, session } = createWorld();
    const claims = claimsOf(platform.signatures.mint(session).value);
    const same = platform.key.sign(claims);
    const other = platform.key.sign({ ...claims, tenantId: 'ABCD_002' });
    expect(platform.signatures.open('dwsgst', same)).toBe(session);
    expect(platform.signatures.open('dwsgst', other)).toBeNull();
  });
});
