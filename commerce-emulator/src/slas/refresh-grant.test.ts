import { describe, expect, it } from '@jest/globals';
import { createSlasCaller, PRIVATE_BASIC } from '../../../test/support/slas-caller.ts';
import { PRIVATE_CLIENT_ID, PUBLIC_CLIENT_ID } from '../platform/clients.ts';

const INVALID = {
  status_code: '400 BAD_REQUEST',
  message: 'invalid refresh_token',
  error: 'invalid_request',
  error_description: 'Bad or missing refresh token.',
};
const PRIVATE = { Authorization: PRIVATE_BASIC };
const AS_PRIVATE = { client_id: PRIVATE_CLIENT_ID };

describe('POST token with refresh_token', () => {
  it('gives a public client another one, and the old one is void', async () => {
    const { guest, refresh } = createSlasCaller();
    const first = await guest();
    const second = (await refresh(first.refresh_token).expect(200)).body;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect([second.usid, second.customer_id]).toEqual([first.usid, first.customer_id]);
    expect((await refresh(first.refresh_token).expect(400)).body).toEqual(INVALID);
    await refresh(second.refresh_token).expect(200);
  });

  it('gives a private client the same one, as often as it asks', async () => {
    const { privateGuest, refresh } = createSlasCaller();
    const { refresh_token } = (await privateGuest().expect(200)).body;
    for (let n = 0; n < 4; n += 1) {
      const { body } = await refresh(refresh_token, AS_PRIVATE, PRIVATE).expect(200);
      expect(body.refresh_token).toBe(refresh_token);
    }
  });

  it('keeps a customer signed in', async () => {
    const { jane, refresh } = createSlasCaller();
    const before = await jane();
    const { body } = await refresh(before.refresh_token).expect(200);
    expect(body.customer_id).toBe(before.customer_id);
  });

  it.each(['public', 'private'])('begins the full lifetime anew, %s', async (kind) => {
    const { guest, platform, privateGuest, refresh } = createSlasCaller();
    const isPrivate = kind === 'private';
    const again = (value: string) =>
      isPrivate ? refresh(value, AS_PRIVATE, PRIVATE) : refresh(value);
    const first = isPrivate ? (await privateGuest()).body : await guest();
    platform.clock.advance(first.refresh_token_expires_in - 1);
    const second = (await again(first.refresh_token).expect(200)).body;
    platform.clock.advance(second.refresh_token_expires_in - 1);
    const third = (await again(second.refresh_token).expect(200)).body;
    platform.clock.advance(third.refresh_token_expires_in);
    expect((await again(third.refresh_token).expect(400)).body).toEqual(INVALID);
  });

  it('takes the header sfdc_refresh_token where the body has none, or an empty one', async () => {
    const { guest, post, refresh } = createSlasCaller();
    const first = await guest();
    const second = (await refresh('', {}, { sfdc_refresh_token: first.refresh_token }).expect(200))
      .body;
    const fields = {
      grant_type: 'refresh_token',
      channel_id: 'RefArch',
      client_id: PUBLIC_CLIENT_ID,
    };
    const headers = { sfdc_refresh_token: second.refresh_token };
    await post('token', fields, headers).expect(200);
  });

  it('binds a token to its client', async () => {
    const { guest, refresh } = createSlasCaller();
    const { refresh_token } = await guest();
    expect((await refresh(refresh_token, AS_PRIVATE, PRIVATE).expect(400)).body).toEqual(INVALID);
  });

  it('binds a token to its channel', async () => {
    const { guest, platform, refresh } = createSlasCaller();
    for (const client of platform.clients.all()) {
      platform.clients.add({ ...client, channels: ['RefArch', 'RefArchGlobal'] });
    }
    const { refresh_token } = await guest();
    const other = { channel_id: 'RefArchGlobal' };
    expect((await refresh(refresh_token, other).expect(400)).body).toEqual(INVALID);
    await refresh(refresh_token).expect(200);
  });

  it('calls a missing channel an invalid token, while channels are strict', async () => {
    const { guest, refresh } = createSlasCaller();
    const { refresh_token } = await guest();
    expect((await refresh(refresh_token, { channel_id: '' }).expect(400)).body).toEqual(INVALID);
  });

  it('does without channel, and for a private client without client_id, while they are not', async () => {
    const { post, privateGuest } = createSlasCaller({ strictChannel: false });
    const { refresh_token } = (await privateGuest().expect(200)).body;
    await post('token', { grant_type: 'refresh_token', refresh_token }, PRIVATE).expect(200);
  });

  it.each(['code', 'usid', 'code_verifier'])(
    'refuses %s that is the word undefined',
    async (name) => {
      const { guest, refresh } = createSlasCaller();
      await refresh((await guest()).refresh_token, { [name]: 'undefined' }).expect(400);
    },
  );

  it('ignores what plugin_slas sends besides', async () => {
    const { guest, refresh } = createSlasCaller();
    const stray = { redirect_uri: 'http://localhost/', useCredentials: 'true' };
    await refresh((await guest()).refresh_token, stray).expect(200);
  });

  it('answers 429 to a fourth exchange within a minute, once limits are on', async () => {
    const { platform, privateGuest, refresh } = createSlasCaller({ rateLimits: true });
    const { refresh_token } = (await privateGuest().expect(200)).body;
    const again = () => refresh(refresh_token, AS_PRIVATE, PRIVATE);
    for (let n = 0; n < 3; n += 1) await again().expect(200);
    const answer = await again().expect(429);
    expect(answer.headers['retry-after']).toBe('60');
    platform.clock.advance(60);
    await again().expect(200);
  });
});
