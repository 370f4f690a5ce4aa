import { describe, expect, it } from '@jest/globals';
import { basic, createSlasCaller } from '../../../test/support/slas-caller.ts';
import { PRIVATE_CLIENT_ID, PUBLIC_CLIENT_ID } from '../platform/clients.ts';

describe('POST token with client_credentials', () => {
  it('gives a guest in one call, without a client_id', async () => {
    const { privateGuest, platform } = createSlasCaller();
    const { body } = await privateGuest().expect(200);
    expect(platform.usids.find(body.usid)?.gcid).toBe(body.customer_id);
    expect(platform.calls.list().map(({ operation }) => operation)).toEqual(['token']);
  });

  it('keeps a guest whose usid it is told', async () => {
    const { guest, privateGuest } = createSlasCaller();
    const known = await guest();
    const { body } = await privateGuest({ usid: known.usid }).expect(200);
    expect([body.usid, body.customer_id]).toEqual([known.usid, known.customer_id]);
  });

  it('makes another guest at every call without a usid', async () => {
    const { privateGuest } = createSlasCaller();
    const one = await privateGuest().expect(200);
    const other = await privateGuest().expect(200);
    expect(one.body.customer_id).not.toBe(other.body.customer_id);
  });

  it('calls a missing channel an invalid refresh token', async () => {
    const answer = await createSlasCaller().privateGuest({ channel_id: '' }).expect(400);
    expect(answer.body.message).toBe('invalid refresh_token');
  });

  it('refuses a site that is not one of the client’s, such as the word undefined', async () => {
    await createSlasCaller().privateGuest({ channel_id: 'undefined' }).expect(400);
  });

  it.each([
    ['a wrong secret', basic(PRIVATE_CLIENT_ID, 'wrong')],
    ['an unknown client', basic('nobody', 'emulator-secret')],
    ['a public client', basic(PUBLIC_CLIENT_ID, '')],
  ])('answers 401 for %s', async (_title, Authorization) => {
    await createSlasCaller().privateGuest({}, { Authorization }).expect(401);
  });

  it('answers 401 when Basic and client_id name different clients', async () => {
    await createSlasCaller().privateGuest({ client_id: PUBLIC_CLIENT_ID }).expect(401);
  });

  it('is not for public clients', async () => {
    const fields = { grant_type: 'client_credentials', client_id: PUBLIC_CLIENT_ID };
    await createSlasCaller()
      .post('token', { ...fields, channel_id: 'RefArch' })
      .expect(401);
  });
});
