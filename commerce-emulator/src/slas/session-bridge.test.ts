import { describe, expect, it } from '@jest/globals';
import {
  claimsOf,
  createSlasCaller,
  type Fields,
  located,
  PRIVATE_BASIC,
  VERIFIER,
} from '../../../test/support/slas-caller.ts';
import { PUBLIC_CLIENT_ID } from '../platform/clients.ts';
import type { Switches } from '../platform/switches.ts';

function createWorld(switches: Partial<Switches> = {}) {
  const caller = createSlasCaller(switches);
  const { authorize, platform, post } = caller;
  const guestSession = () => platform.sessions.enter(null, 'RefArch').session;
  const janeSession = () => {
    const { dwsid, identity } = guestSession();
    const { login = '', rcid = '' } = platform.customers.find('jane@example.com') ?? {};
    platform.sessions.identify(dwsid, { kind: 'registered', gcid: identity.gcid, rcid, login });
    const session = platform.sessions.living(dwsid);
    if (!session) throw new Error('no session');
    return session;
  };
  const bridge = async (fields: Fields, hint = 'sb-guest') => {
    const { code, usid } = located(await authorize({ hint, channel_id: '' }).expect(303));
    return post('session-bridge/token', {
      grant_type: 'session_bridge',
      client_id: PUBLIC_CLIENT_ID,
      channel_id: 'RefArch',
      login_id: 'sb-guest',
      code_verifier: VERIFIER,
      code,
      usid,
      ...fields,
    });
  };
  const privateBridge = (fields: Fields) =>
    post(
      'session-bridge/token',
      { grant_type: 'client_credentials', channel_id: 'RefArch', ...fields },
      { Authorization: PRIVATE_BASIC },
    );
  return { ...caller, guestSession, janeSession, bridge, privateBridge };
}

describe('POST session-bridge/token', () => {
  it('gives tokens for the guest of a session, links the two, and carries no dwsid', async () => {
    const { bridge, guestSession, platform } = createWorld();
    const session = guestSession();
    const dwsgst = platform.signatures.mint(session).value;
    const answer = await bridge({ dwsgst });
    expect(answer.status).toBe(200);
    expect(answer.body.customer_id).toBe(session.identity.gcid);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(platform.sessions.living(session.dwsid)?.usid).toBe(answer.body.usid);
    expect(claimsOf(answer.body.access_token).isb).toMatch(/::chid:RefArch::sesb:session_bridge$/);
  });

  it.each(['guest', 'sb-guest'])('takes login_id %s for a guest', async (login_id) => {
    const { bridge, guestSession, platform } = createWorld();
    const dwsgst = platform.signatures.mint(guestSession()).value;
    expect((await bridge({ dwsgst, login_id })).status).toBe(200);
  });

  it('gives tokens for whoever is signed in to a session', async () => {
    const { bridge, janeSession, platform } = createWorld();
    const session = janeSession();
    const { name, value } = platform.signatures.mint(session);
    expect(name).toBe('dwsrst');
    const answer = await bridge({ dwsrst: value, login_id: 'jane@example.com' }, 'sb-user');
    expect(answer.status).toBe(200);
    expect(answer.body.customer_id).toBe(platform.customers.find('jane@example.com')?.rcid);
  });

  it('lets a private client do it in one call, with Basic and hint', async () => {
    const { guestSession, platform, privateBridge } = createWorld();
    const session = guestSession();
    const dwsgst = platform.signatures.mint(session).value;
    const { body } = await privateBridge({ dwsgst, hint: 'sb-guest' }).expect(200);
    expect(body.customer_id).toBe(session.identity.gcid);
  });

  it('gives refresh tokens that can be redeemed', async () => {
    const { bridge, guestSession, platform, refresh } = createWorld();
    const session = guestSession();
    const { body } = await bridge({ dwsgst: platform.signatures.mint(session).value });
    const again = await refresh(body.refresh_token).expect(200);
    expect(again.body.customer_id).toBe(session.identity.gcid);
  });

  it('refuses a signature that was changed, is of the other type, or has no session any more', async () => {
    const { bridge, guestSession, platform, privateBridge } = createWorld();
    const session = guestSession();
    const dwsgst = platform.signatures.mint(session).value;
    const asPrivate = (fields: Fields) => privateBridge({ login_id: 'guest', ...fields });
    await asPrivate({ dwsgst: `${dwsgst.slice(0, -2)}AA` }).expect(400);
    await asPrivate({ dwsrst: dwsgst }).expect(400);
    expect((await bridge({ dwsgst: 'J.W.T' })).status).toBe(400);
    platform.clock.advance(603);
    await asPrivate({ dwsgst }).expect(400);
    const later = platform.signatures.mint(session).value;
    platform.sessions.clear();
    await asPrivate({ dwsgst: later }).expect(400);
  });

  it('refuses an access token in the place of a signature', async () => {
    const { guest, privateBridge } = createWorld();
    const { access_token: dwsgst } = await guest();
    await privateBridge({ dwsgst, login_id: 'guest' }).expect(400);
  });

  it('refuses the login of somebody else, or none', async () => {
    const { bridge, janeSession, platform } = createWorld();
    const dwsrst = platform.signatures.mint(janeSession()).value;
    expect((await bridge({ dwsrst, login_id: 'joe@example.com' }, 'sb-user')).status).toBe(400);
    expect((await bridge({ dwsrst, login_id: '' }, 'sb-user')).status).toBe(400);
  });

  it('refuses a code that was made for something else', async () => {
    const { bridge, guestSession, platform } = createWorld();
    const dwsgst = platform.signatures.mint(guestSession()).value;
    expect((await bridge({ dwsgst }, 'guest')).status).toBe(400);
    expect((await bridge({ dwsgst }, 'sb-user')).status).toBe(400);
    expect((await bridge({ dwsgst, code: 'C' })).status).toBe(400);
  });

  it('refuses a client without the scope', async () => {
    const { guestSession, platform, privateBridge } = createWorld();
    for (const client of platform.clients.all()) platform.clients.add({ ...client, scopes: [] });
    const dwsgst = platform.signatures.mint(guestSession()).value;
    await privateBridge({ dwsgst, login_id: 'guest' }).expect(401);
  });

  it('refuses other grants', async () => {
    const { bridge, guestSession, platform } = createWorld();
    const dwsgst = platform.signatures.mint(guestSession()).value;
    expect((await bridge({ dwsgst, grant_type: 'refresh_token' })).status).toBe(400);
  });

  it('takes the bare dwsid of somebody signed in, and of a guest only by the switch', async () => {
    const { guestSession, janeSession, platform, privateBridge } = createWorld();
    await privateBridge({ dwsid: janeSession().dwsid, login_id: 'jane@example.com' }).expect(200);
    const asGuest = { dwsid: guestSession().dwsid, login_id: 'guest' };
    await privateBridge(asGuest).expect(410);
    platform.switches.dwsidGuestAllowed = true;
    await privateBridge(asGuest).expect(200);
    await privateBridge({ ...asGuest, dwsid: 'unknown' }).expect(400);
  });
});
