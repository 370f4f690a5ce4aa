import http from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../../../test/support/emulator.ts';
import { createSlasCaller, PRIVATE_BASIC, SLAS } from '../../../test/support/slas-caller.ts';
import { PRIVATE_CLIENT_ID, PUBLIC_CLIENT_ID } from '../platform/clients.ts';
import { issueTokens, type TokenResponse } from './issue-tokens.ts';
import { logout } from './logout.ts';
import { readParameters } from './parameters.ts';

const BLANK = {
  access_token: '',
  id_token: 'null',
  refresh_token: '',
  expires_in: 0,
  refresh_token_expires_in: 0,
  token_type: 'Bearer',
  usid: 'null',
  customer_id: 'null',
  enc_user_id: 'null',
  idp_access_token: '',
  idp_refresh_token: 'null',
  dnt: 'null',
};

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const fieldsOf = ({ refresh_token }: TokenResponse) => ({
  client_id: PUBLIC_CLIENT_ID,
  channel_id: 'RefArch',
  refresh_token,
});

describe('logout', () => {
  it.each(['get', 'post'] as const)('ends both tokens, by %s', async (method) => {
    const caller = createSlasCaller();
    const tokens = await caller.jane();
    const headers = bearer(tokens.access_token);
    const { body } = await caller[method]('logout', fieldsOf(tokens), headers).expect(200);
    expect(body).toEqual(BLANK);
    await caller.refresh(tokens.refresh_token).expect(400);
    expect(caller.platform.tokens.check(tokens.access_token)).toEqual({
      ok: false,
      reason: 'revoked',
    });
  });

  it('leaves the tokens of the shopper on other devices alone, unless it is told otherwise', async () => {
    const { get, jane, refresh } = createSlasCaller();
    const [here, there, elsewhere] = [await jane(), await jane(), await jane()];
    await get('logout', fieldsOf(here), bearer(here.access_token)).expect(200);
    const renewed = (await refresh(there.refresh_token).expect(200)).body;
    const everywhere = { ...fieldsOf(renewed), hint: 'all-sessions' };
    await get('logout', everywhere, bearer(renewed.access_token)).expect(200);
    await refresh(elsewhere.refresh_token).expect(400);
  });

  it('takes the last refresh token that is not empty, as a proxy appends it', async () => {
    const { jane, platform } = createSlasCaller();
    const tokens = await jane();
    const query = `client_id=${PUBLIC_CLIENT_ID}&refresh_token=&refresh_token=${tokens.refresh_token}`;
    const answer = logout(platform, {
      parameters: readParameters(query, ''),
      authorization: { basic: null, bearer: tokens.access_token },
      header: () => null,
      dwsid: null,
      note: () => {},
    });
    expect(answer.status).toBe(200);
  });

  it('takes Basic of a private client in the place of, or beside, the bearer', async () => {
    const emulator = await startEmulator();
    const { platform } = emulator;
    const tokens = () => {
      const shopper = platform.usids.claim(null, 'RefArch');
      const client = platform.clients.find(PRIVATE_CLIENT_ID);
      const customer = platform.customers.find('jane@example.com');
      if (!shopper || !client || !customer) throw new Error('nobody there');
      const { login, rcid } = customer;
      const identity = { kind: 'registered', gcid: shopper.gcid, rcid, login } as const;
      return issueTokens(platform, { client, channelId: 'RefArch', shopper, identity, dnt: false });
    };
    const status = async (...authorization: string[]) => {
      const { refresh_token } = tokens();
      const query = `client_id=${PRIVATE_CLIENT_ID}&channel_id=RefArch&refresh_token=${refresh_token}`;
      const raw = authorization.flatMap((value) => ['Authorization', value]);
      return await new Promise((resolve, reject) => {
        const url = `${emulator.origin}${SLAS}/logout?${query}`;
        const request = http.get(url, { headers: ['Host', 'localhost', ...raw] }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        request.on('error', reject);
      });
    };
    const { access_token } = tokens();
    expect(await status(PRIVATE_BASIC)).toBe(200);
    expect(await status(`Bearer ${access_token}`, PRIVATE_BASIC)).toBe(200);
    expect(await status('Basic bm9ib2R5Ong=')).toBe(401);
    await emulator.stop();
  });

  it('refuses a guest, a stranger, and whoever has no token', async () => {
    const { get, guest, jane } = createSlasCaller();
    const [asGuest, asJane] = [await guest(), await jane()];
    await get('logout', fieldsOf(asGuest), bearer(asGuest.access_token)).expect(400);
    await get('logout', fieldsOf(asJane), bearer(asGuest.access_token)).expect(401);
    await get('logout', fieldsOf(asJane), bearer('x')).expect(401);
    await get('logout', fieldsOf(asJane)).expect(401);
    const without = { ...fieldsOf(asJane), refresh_token: 'x' };
    await get('logout', without, bearer(asJane.access_token)).expect(400);
    const elsewhere = { ...fieldsOf(asJane), channel_id: 'RefArchGlobal' };
    await get('logout', elsewhere, bearer(asJane.access_token)).expect(400);
  });

  it('ends the OCAPI JWTs of the shopper too', async () => {
    const { get, jane, platform } = createSlasCaller();
    const tokens = await jane();
    const checked = platform.tokens.check(tokens.access_token);
    if (!checked.ok) throw new Error('not good');
    const ocapi = platform.tokens.issueOcapi(checked.token.identity, PUBLIC_CLIENT_ID);
    await get('logout', fieldsOf(tokens), bearer(tokens.access_token)).expect(200);
    expect(platform.tokens.check(ocapi).ok).toBe(false);
  });

  it('signs the sessions of the shopper out under Hybrid Auth, and only there', async () => {
    for (const sync of ['none', 'hybrid_auth'] as const) {
      const { get, jane, platform } = createSlasCaller({ sync });
      const tokens = await jane();
      const checked = platform.tokens.check(tokens.access_token);
      if (!checked.ok) throw new Error('not good');
      const { identity, usid } = checked.token;
      const { dwsid } = platform.sessions.create({ siteId: 'RefArch', identity, usid });
      await get('logout', fieldsOf(tokens), bearer(tokens.access_token)).expect(200);
      const kind = platform.sessions.living(dwsid)?.identity.kind;
      expect(kind).toBe(sync === 'none' ? 'registered' : 'guest');
    }
  });
});
