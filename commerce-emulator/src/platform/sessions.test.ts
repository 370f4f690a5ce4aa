import { describe, expect, it } from '@jest/globals';
import type { RegisteredIdentity } from './identity.ts';
import { createPlatform } from './platform.ts';

const SITE = 'RefArch';
const JANE: RegisteredIdentity = { kind: 'registered', gcid: 'g', rcid: 'r', login: 'jane' };

function createWorld() {
  const { clock, sessions } = createPlatform({ clock: () => 1_700_000_000_000 });
  return { clock, sessions };
}

describe('sessions', () => {
  it('starts one for a request without a session', () => {
    const { session, ...entry } = createWorld().sessions.enter(null, SITE);
    expect(entry).toEqual({ isStart: true, isNew: true });
    expect(session.dwsid).toMatch(/^[\w-]{86}==$/);
    expect(session.identity).toEqual({ kind: 'guest', gcid: expect.any(String) });
  });

  it('goes on with the session of a request that brings it', () => {
    const { sessions } = createWorld();
    const { session } = sessions.enter(null, SITE);
    expect(sessions.enter(session.dwsid, SITE)).toEqual({ session, isStart: false, isNew: false });
  });

  it('starts another one for an id that nobody knows, or that is of another site', () => {
    const { sessions } = createWorld();
    const { dwsid } = sessions.enter(null, SITE).session;
    for (const entry of [sessions.enter('unknown', SITE), sessions.enter(dwsid, 'RefArchGlobal')]) {
      expect(entry).toMatchObject({ isStart: true, isNew: true });
    }
  });

  it('takes the first controller request of a session that an API made for its start', () => {
    const { sessions } = createWorld();
    const { dwsid } = sessions.create({ siteId: SITE, identity: JANE, usid: 'u' });
    expect(sessions.enter(dwsid, SITE)).toMatchObject({
      isStart: true,
      isNew: false,
      session: { identity: JANE, usid: 'u' },
    });
    expect(sessions.enter(dwsid, SITE).isStart).toBe(false);
  });

  it('signs out after 30 idle minutes: same id, another guest, custom kept, privacy gone', () => {
    const { clock, sessions } = createWorld();
    const { dwsid } = sessions.create({ siteId: SITE, identity: JANE, usid: 'u' });
    const { session } = sessions.enter(dwsid, SITE);
    session.custom.colour = 'red';
    session.privacy.street = 'Main';
    clock.advance(30 * 60 - 1);
    expect(sessions.enter(dwsid, SITE).session.identity).toEqual(JANE);
    clock.advance(30 * 60);
    expect(sessions.living(dwsid)).toBeNull();
    expect(sessions.allLiving()).toEqual([]);
    expect(sessions.enter(dwsid, SITE)).toMatchObject({
      isStart: true,
      isNew: false,
      session: {
        dwsid,
        identity: { kind: 'guest' },
        authenticatedAt: null,
        usid: null,
        custom: { colour: 'red' },
        privacy: {},
      },
    });
  });

  it('ends after six hours, however busy it is', () => {
    const { clock, sessions } = createWorld();
    const { dwsid } = sessions.enter(null, SITE).session;
    for (let minutes = 0; minutes < 6 * 60 - 20; minutes += 20) {
      clock.advance(20 * 60);
      expect(sessions.enter(dwsid, SITE).isNew).toBe(false);
    }
    clock.advance(20 * 60 - 1);
    expect(sessions.living(dwsid)).not.toBeNull();
    clock.advance(1);
    expect(sessions.living(dwsid)).toBeNull();
    expect(sessions.enter(dwsid, SITE).isNew).toBe(true);
  });

  it('signs out into a guest that it has not been before', () => {
    const { sessions } = createWorld();
    const { dwsid, identity } = sessions.enter(null, SITE).session;
    sessions.identify(dwsid, { ...JANE, gcid: identity.gcid });
    expect(sessions.living(dwsid)?.authenticatedAt).not.toBeNull();
    sessions.signOut(dwsid);
    const after = sessions.living(dwsid)?.identity;
    expect(after?.kind).toBe('guest');
    expect(after?.gcid).not.toBe(identity.gcid);
  });

  it('lists the living of one customer', () => {
    const { sessions } = createWorld();
    sessions.enter(null, SITE);
    const { dwsid } = sessions.create({ siteId: SITE, identity: JANE });
    expect(sessions.allLiving('r').map((session) => session.dwsid)).toEqual([dwsid]);
    sessions.signOutCustomer('r');
    expect(sessions.allLiving('r')).toEqual([]);
    expect(sessions.allLiving()).toHaveLength(2);
  });
});
