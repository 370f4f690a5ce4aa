import { describe, expect, it } from '@jest/globals';
import { basic, claimsOf, createSlasCaller, located } from '../../../test/support/slas-caller.ts';
import { PRIVATE_CLIENT_ID, PRIVATE_CLIENT_SECRET } from '../platform/clients.ts';

describe('POST login', () => {
  it('answers 303 with the usid it was told, so that guest and customer stay one shopper', async () => {
    const { guest, jane, platform } = createSlasCaller();
    const before = await guest();
    const after = await jane({ usid: before.usid });
    expect(after.usid).toBe(before.usid);
    expect(after.customer_id).toBe(platform.customers.find('jane@example.com')?.rcid);
    expect(claimsOf(after.access_token).isb).toBe(
      `uido:ecom::upn:jane@example.com::uidn:Jane Doe::gcid:${before.customer_id}` +
        `::rcid:${after.customer_id}::chid:RefArch`,
    );
  });

  it('makes a usid where it is told none', async () => {
    const { login } = createSlasCaller();
    expect(located(await login().expect(303)).usid).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('reads a password with colons and any letters', async () => {
    const { login, platform } = createSlasCaller();
    const rcid = platform.customers.find('jane@example.com')?.rcid ?? '';
    platform.customers.changePassword(rcid, 'Pa$$ wörd:1');
    await login({}, basic('jane@example.com', 'Pa$$ wörd:1')).expect(303);
  });

  it.each([
    ['a wrong password', basic('jane@example.com', 'wrong')],
    ['nobody known', basic('joe@example.com', 'Password1!')],
    ['no Basic at all', 'Bearer x'],
  ])('answers 401 for %s', async (_title, authorization) => {
    const answer = await createSlasCaller().login({}, authorization).expect(401);
    expect(answer.body).toEqual({
      status_code: '401 UNAUTHORIZED',
      message: 'invalid client credentials',
      error: 'invalid_client',
      error_description: 'Authorization failed.',
    });
  });

  it('takes custom parameters with c_, and refuses others', async () => {
    const { login } = createSlasCaller();
    await login({ c_captcha: 'x' }).expect(303);
    await login({ captcha: 'x' }).expect(400);
    await login({ organizationId: 'f_ecom_zzrf_001', response_type: 'code' }).expect(303);
  });

  it('needs a channel while channels are strict', async () => {
    await createSlasCaller().login({ channel_id: '' }).expect(400);
    await createSlasCaller({ strictChannel: false }).login({ channel_id: '' }).expect(303);
  });

  it('answers 409 to the same login twice in a second, once limits are on', async () => {
    const { login, platform } = createSlasCaller({ rateLimits: true });
    await login().expect(303);
    const answer = await login().expect(409);
    expect(answer.body.error).toBe('conflict');
    platform.clock.advance(1);
    await login().expect(303);
  });

  it('knows no such limit by default', async () => {
    const { login } = createSlasCaller();
    await login().expect(303);
    await login().expect(303);
  });

  it('asks a strict private client for its secret beside the shopper’s', async () => {
    const { login, post } = createSlasCaller({ strictClientAuth: true });
    await login({ client_id: PRIVATE_CLIENT_ID }).expect(401);
    const proof = Buffer.from(`${PRIVATE_CLIENT_ID}:${PRIVATE_CLIENT_SECRET}`).toString('base64');
    const fields = {
      redirect_uri: 'http://localhost/',
      client_id: PRIVATE_CLIENT_ID,
      channel_id: 'RefArch',
    };
    const headers = {
      Authorization: basic('jane@example.com', 'Password1!'),
      'x-slas-client-auth': proof,
    };
    await post('login', fields, headers).expect(303);
  });

  it('refuses a shopper whose names are too long for a token', async () => {
    const { login, codeToken, platform } = createSlasCaller();
    const email = 'long@example.com';
    const names = { firstName: 'x'.repeat(100), lastName: 'y'.repeat(100) };
    platform.customers.register({ login: email, email, password: 'Password1!', ...names });
    const code = located(await login({}, basic(email, 'Password1!')).expect(303));
    const answer = await codeToken(code).expect(400);
    expect(answer.body.message).toBe('Issuer Subject length must be less than 256 characters');
  });
});
