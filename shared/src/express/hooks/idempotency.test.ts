import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createHooksApp, type HookCall } from '../../../../test/support/hooks-app.ts';
import type { IdempotentRequest } from '../../invalidation/change.ts';

const USER = { format: 'email', email: 'u-1@example.com' };
const KEY = { 'Idempotency-Key': 'one' };
const HOUR = 3_600;

describe('a request with an Idempotency-Key', () => {
  it('ends sessions once, however often it is sent', async () => {
    const { call, directory } = createHooksApp();
    const request = { body: { sub_id: USER }, headers: KEY };
    for (let i = 0; i < 3; i += 1) expect((await call('/revoke', request)).status).toBe(204);
    expect(directory.entries).toHaveLength(1);
  });

  it('gets the answer of the first time, with what the peers know by now', async () => {
    const { call, clock, directory } = createHooksApp();
    const request = { body: { sub_id: USER }, headers: { ...KEY, prefer: 'wait=0' } };
    const first = await call('/revoke', request);
    directory.acknowledged.set('shopping', new Set([1]));
    clock.advance(23 * HOUR);
    const { body } = await call('/revoke', request);
    expect(body).toEqual({ epoch: first.body.epoch, peers: { shopping: 'acked' } });
  });

  it('that changed nothing changes nothing later', async () => {
    const { call, directory } = createHooksApp();
    const request = {
      body: { sub_id: USER, role: 'customer' },
      headers: { ...KEY, prefer: 'wait=0' },
    };
    await call('/users/role', request);
    await call('/users/role', { body: { sub_id: USER, role: 'wholesale' } });
    expect((await call('/users/role', request)).body).toEqual({ epoch: null, peers: {} });
    expect(directory.people.get('u-1')?.role).toBe('wholesale');
  });

  it('ends them again after 24 hours', async () => {
    const { call, clock, directory } = createHooksApp();
    const request = { body: { sub_id: USER }, headers: KEY };
    await call('/revoke', request);
    clock.advance(24 * HOUR - 1);
    await call('/revoke', request);
    expect(directory.entries).toHaveLength(1);
    clock.advance(1);
    await call('/revoke', request);
    expect(directory.entries).toHaveLength(2);
  });

  it('is the same one however its JSON is written', async () => {
    const { call, directory } = createHooksApp();
    const headers = { ...KEY, 'Content-Type': 'application/json; charset=utf-8' };
    const spellings = [
      '{"sub_id":{"format":"email","email":"u-1@example.com"},"reason":"a\\u0062"}',
      ' {"reason" : "ab", "sub_id":{"email":"u-1@example.com",\n"format":"email"}}',
    ];
    for (const body of spellings)
      expect((await call('/revoke', { body, headers })).status).toBe(204);
    expect(directory.entries).toHaveLength(1);
  });

  const FIRST: HookCall = { body: { sub_id: USER, password: 'correct horse' }, headers: KEY };
  it.each([
    ['another user', '/users/password', { sub_id: { format: 'opaque', id: 'u-2' } }],
    [
      'the same user named otherwise',
      '/users/password',
      { sub_id: { format: 'opaque', id: 'u-1' } },
    ],
    ['another password', '/users/password', { password: 'correct house' }],
    ['another reason', '/users/password', { reason: 'because' }],
    ['another hook', '/revoke', {}],
  ])('is refused for %s', async (_, path, change) => {
    const { call, directory } = createHooksApp();
    await call('/users/password', FIRST);
    const before = structuredClone([...directory.people.values()]);
    const body = { ...(FIRST.body as object), ...change };
    const answer = await call(path, { body, headers: KEY });
    expect([answer.status, answer.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect([...directory.people.values()]).toEqual(before);
    expect(directory.entries).toHaveLength(1);
  });

  it('is another one for another credential', async () => {
    const { call, directory } = createHooksApp();
    for (const as of ['revoke', 'everything']) {
      await call('/revoke', { as, body: { sub_id: USER }, headers: KEY });
    }
    expect(directory.entries).toHaveLength(2);
  });

  it.each(['', 'a b', 'x'.repeat(256), 'schlüssel', 'a, b'])(
    'is refused with the key %j',
    async (key) => {
      const { call, directory } = createHooksApp();
      const headers = { 'Idempotency-Key': key };
      const answer = await call('/revoke', { body: { sub_id: USER }, headers });
      expect([answer.status, answer.body.code]).toEqual([400, 'malformed']);
      expect(directory.entries).toEqual([]);
    },
  );

  it.each(['~', 'x'.repeat(255)])('may have the key %j', async (key) => {
    const headers = { 'Idempotency-Key': key };
    const answer = await createHooksApp().call('/revoke', { body: { sub_id: USER }, headers });
    expect(answer.status).toBe(204);
  });

  it('leaves nothing behind by which its password could be guessed', async () => {
    const seen: (IdempotentRequest | undefined)[] = [];
    const { users } = createHooksApp().directory;
    const spying = {
      ...users,
      setPassword: async (...[, , change]: Parameters<typeof users.setPassword>) => {
        seen.push(change.once);
        return { kind: 'unchanged' } as const;
      },
    };
    const { call } = createHooksApp({ users: spying });
    for (const as of ['password', 'everything']) await call('/users/password', { ...FIRST, as });
    const [one, other] = seen.map((once) => once?.fingerprint);
    // Under the secret of the credential: no hash of what was sent is the same for everybody.
    expect(one).not.toBe(other);
    for (const text of [JSON.stringify(FIRST.body), 'correct horse']) {
      const hash = createHash('sha256').update(text).digest('base64url');
      expect([one, other]).not.toContain(hash);
    }
  });
});
