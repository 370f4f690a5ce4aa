import { beforeEach, describe, expect, it } from '@jest/globals';
import { createHooksApp, type HooksApp } from '../../../../test/support/hooks-app.ts';

const USER = { format: 'email', email: 'u-1@example.com' };
const ADMIN = { format: 'opaque', id: 'u-admin' };
const NOBODY = { format: 'email', email: 'nobody@example.com' };
const GOOD_PASSWORD = 'correct horse battery';

describe('the hooks about one user', () => {
  let hooks: HooksApp;
  beforeEach(() => {
    hooks = createHooksApp();
  });
  const people = () => structuredClone([...hooks.directory.people.values()]);

  it.each([
    ['email', USER],
    ['opaque', { format: 'opaque', id: 'u-1' }],
    ['iss_sub', { format: 'iss_sub', iss: 'https://checkout.test', sub: 'u-1' }],
    ['email with a member of another format', { ...USER, id: 'u-2' }],
  ])('end the sessions of a user named by %s, and of nobody else', async (_, sub_id) => {
    const answer = await hooks.call('/revoke', { as: 'revoke', body: { sub_id } });
    expect([answer.status, answer.text]).toEqual([204, '']);
    const epochs = people().map(({ subject, epoch }) => [subject, epoch]);
    expect(epochs).toEqual([
      ['u-1', hooks.clock.now()],
      ['u-2', 1],
      ['u-admin', 1],
    ]);
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({
        kind: 'subject',
        subject: 'u-1',
        actor: 'hook:revoke',
        initiatingEntity: 'admin',
        reason: 'sessions-revoked',
        note: null,
      }),
    ]);
  });

  it.each([
    ['/users/role', 'role', { role: 'wholesale' }, 'role-change', { role: 'wholesale' }],
    [
      '/users/password',
      'password',
      { password: GOOD_PASSWORD },
      'password-change',
      { password: GOOD_PASSWORD },
    ],
    ['/users/disabled', 'status', { disabled: true }, 'account-disabled', { disabled: true }],
  ])('%s changes the user and ends the sessions', async (path, as, asked, reason, expected) => {
    expect((await hooks.call(path, { as, body: { sub_id: USER, ...asked } })).status).toBe(204);
    expect(hooks.directory.people.get('u-1')).toMatchObject({
      ...expected,
      epoch: hooks.clock.now(),
    });
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({ subject: 'u-1', reason, actor: `hook:${as}` }),
    ]);
  });

  it('enables a user again', async () => {
    const set = (disabled: boolean) =>
      hooks.call('/users/disabled', { body: { sub_id: USER, disabled } });
    await set(true);
    expect((await set(false)).status).toBe(204);
    expect(hooks.directory.people.get('u-1')?.disabled).toBe(false);
    expect(hooks.directory.entries.map(({ reason }) => reason)).toEqual([
      'account-disabled',
      'account-enabled',
    ]);
  });

  it('write into the audit trail who asked for it, and why', async () => {
    const body = { sub_id: USER, actor: 'jane (help desk)', reason: 'Laptop stolen\nTicket 12' };
    await hooks.call('/revoke', { as: 'revoke', body });
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({
        actor: 'hook:revoke (jane (help desk))',
        note: 'Laptop stolen\nTicket 12',
      }),
    ]);
  });

  describe('asked to wait', () => {
    const revoke = (prefer: string) =>
      hooks.call('/revoke', { body: { sub_id: USER }, headers: { prefer } });

    it('say what has become of it, and for how long they were ready to wait', async () => {
      hooks.directory.acknowledged.set('shopping', new Set([1]));
      const answer = await revoke('wait=2');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ epoch: hooks.clock.now(), peers: { shopping: 'acked' } });
      expect(answer.headers['preference-applied']).toBe('wait=2');
      expect(hooks.waits).toEqual([[1, 2_000]]);
    });

    it('say that a peer has not acknowledged', async () => {
      expect((await revoke('wait=0')).body.peers).toEqual({ shopping: 'pending' });
      expect(hooks.waits).toEqual([[1, 0]]);
    });

    it('wait ten seconds at most', async () => {
      const answer = await revoke('wait=3600');
      expect(answer.headers['preference-applied']).toBe('wait=10');
      expect(hooks.waits).toEqual([[1, 10_000]]);
    });

    it('wait for nothing when nothing has changed', async () => {
      const call = { body: { sub_id: USER, role: 'customer' }, headers: { prefer: 'wait=2' } };
      const answer = await hooks.call('/users/role', call);
      expect([answer.status, answer.body]).toEqual([200, { epoch: null, peers: {} }]);
      expect(hooks.waits).toEqual([]);
    });

    it('do not wait for a preference that they cannot read', async () => {
      expect((await revoke('wait=soon')).status).toBe(204);
      expect(hooks.waits).toEqual([]);
    });
  });

  it('end nothing by writing what is there already', async () => {
    const before = people();
    const calls = [
      ['/users/role', { role: 'customer' }],
      ['/users/disabled', { disabled: false }],
    ] as const;
    for (const [path, asked] of calls) {
      expect((await hooks.call(path, { body: { sub_id: USER, ...asked } })).status).toBe(204);
    }
    expect(people()).toEqual(before);
    expect(hooks.directory.entries).toEqual([]);
  });

  const VALID: readonly (readonly [path: string, asked: object])[] = [
    ['/revoke', {}],
    ['/users/role', { role: 'wholesale' }],
    ['/users/password', { password: GOOD_PASSWORD }],
    ['/users/disabled', { disabled: true }],
  ];

  it.each(VALID)('%s says that there is no such user, and remembers it', async (path, asked) => {
    const before = people();
    const answer = await hooks.call(path, { as: 'plain', body: { sub_id: NOBODY, ...asked } });
    expect([answer.status, answer.body.code]).toEqual([404, 'unknown_user']);
    expect(people()).toEqual(before);
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({
        kind: 'refused',
        actor: 'hook:plain',
        reason: 'unknown_user',
        note: `POST /hooks/v1${path}`,
        subject: null,
      }),
    ]);
    expect(JSON.stringify(hooks.directory.entries)).not.toContain('nobody');
  });

  it.each(VALID)('%s says the same of a user deleted meanwhile', async (path, asked) => {
    const { users } = hooks.directory;
    const gone = createHooksApp({
      users: { ...users, find: async () => ({ subject: 'u-gone', role: 'customer' }) },
    });
    const answer = await gone.call(path, { body: { sub_id: USER, ...asked } });
    expect([answer.status, answer.body.code]).toEqual([404, 'unknown_user']);
  });

  it.each(VALID)('%s refuses whatever does not name a user', async (path, asked) => {
    const before = people();
    const wrong = [
      undefined,
      null,
      'u-1',
      7,
      [],
      [USER],
      {},
      { email: 'u-1@example.com' },
      { format: 'email' },
      { format: 'email', email: '' },
      { format: 'email', email: 7 },
      { format: 'email', email: ['u-1@example.com'] },
      { format: 'email', email: 'x'.repeat(256) },
      { format: 'opaque', email: 'u-1@example.com' },
      { format: 'opaque', id: { $ne: null } },
      { format: 'iss_sub', iss: 'https://checkout.test' },
      { format: 'iss_sub', sub: 'u-1' },
      { format: 'phone_number', phone_number: '+4912345' },
      { format: ['email'], email: 'u-1@example.com' },
      { format: 'aliases', identifiers: [USER] },
    ];
    for (const sub_id of wrong) {
      const answer = await hooks.call(path, { body: { ...asked, sub_id } });
      expect([sub_id, answer.status, answer.body.code]).toEqual([sub_id, 400, 'malformed']);
    }
    expect(people()).toEqual(before);
    expect(hooks.directory.entries).toEqual([]);
  });

  it.each([
    ['/users/role', {}, 400, 'malformed'],
    ['/users/role', { role: 7 }, 400, 'malformed'],
    ['/users/role', { role: ['admin'] }, 400, 'malformed'],
    ['/users/role', { role: 'emperor' }, 422, 'unknown_role'],
    ['/users/role', { role: 'Admin' }, 422, 'unknown_role'],
    ['/users/role', { role: 'shopper' }, 422, 'unknown_role'],
    ['/users/role', { role: '' }, 422, 'unknown_role'],
    ['/users/password', {}, 400, 'malformed'],
    ['/users/password', { password: 12345678 }, 400, 'malformed'],
    ['/users/password', { password: null }, 400, 'malformed'],
    ['/users/password', { password: 'short' }, 422, 'weak_password'],
    ['/users/disabled', {}, 400, 'malformed'],
    ['/users/disabled', { disabled: 'true' }, 400, 'malformed'],
    ['/users/disabled', { disabled: 1 }, 400, 'malformed'],
    ['/users/disabled', { disabled: null }, 400, 'malformed'],
    ['/revoke', { actor: '' }, 400, 'malformed'],
    ['/revoke', { actor: 7 }, 400, 'malformed'],
    ['/revoke', { actor: null }, 400, 'malformed'],
    ['/revoke', { actor: 'x'.repeat(101) }, 400, 'malformed'],
    ['/revoke', { actor: 'jane\nhook:root' }, 400, 'malformed'],
    ['/revoke', { actor: 'jane\u202e' }, 400, 'malformed'],
    ['/revoke', { reason: '' }, 400, 'malformed'],
    ['/revoke', { reason: 'x'.repeat(501) }, 400, 'malformed'],
    ['/revoke', { reason: 'a\u0000b' }, 400, 'malformed'],
    ['/revoke', { reason: ['because'] }, 400, 'malformed'],
  ])('%s refuses %j: %i %s', async (path, asked, status, code) => {
    const before = people();
    const answer = await hooks.call(path, { body: { sub_id: USER, ...asked } });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(people()).toEqual(before);
    expect(hooks.directory.entries).toEqual([]);
  });

  it('says what is wrong with a weak password, in the words of the rules', async () => {
    const answer = await hooks.call('/users/password', { body: { sub_id: USER, password: 'abc' } });
    expect(answer.body.detail).toBe('The password is too short. The password is too common.');
    expect(answer.text).not.toContain('abc');
  });

  it('says when to try again while passwords are being hashed', async () => {
    hooks.directory.busy = true;
    const body = { sub_id: USER, password: GOOD_PASSWORD };
    const answer = await hooks.call('/users/password', { body });
    expect([answer.status, answer.body.code]).toEqual([503, 'busy']);
    expect(answer.headers['retry-after']).toBe('3');
  });

  describe('about administrators', () => {
    it.each([
      ['/users/role', { sub_id: USER, role: 'admin' }, null],
      ['/users/role', { sub_id: NOBODY, role: 'admin' }, null],
      ['/users/role', { sub_id: ADMIN, role: 'admin' }, null],
      ['/users/role', { sub_id: ADMIN, role: 'customer' }, 'u-admin'],
      ['/users/password', { sub_id: ADMIN, password: GOOD_PASSWORD }, 'u-admin'],
      ['/users/password', { sub_id: ADMIN, password: 'weak' }, 'u-admin'],
      ['/users/disabled', { sub_id: ADMIN, disabled: true }, 'u-admin'],
      ['/users/disabled', { sub_id: ADMIN, disabled: false }, 'u-admin'],
    ])('refuse %s %j to a credential without the scope admin', async (path, body, subject) => {
      const before = people();
      const answer = await hooks.call(path, { as: 'plain', body });
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_scope']);
      expect(answer.headers['www-authenticate']).toBe(
        'Bearer error="insufficient_scope", scope="admin"',
      );
      expect(people()).toEqual(before);
      const [entry, ...more] = hooks.directory.entries;
      expect(more).toEqual([]);
      expect(entry).toMatchObject({
        kind: 'refused',
        actor: 'hook:plain',
        reason: 'insufficient_scope',
        note: `POST /hooks/v1${path}`,
        subject,
      });
    });

    it.each([
      ['/users/role', { sub_id: USER, role: 'admin' }],
      ['/users/role', { sub_id: ADMIN, role: 'customer' }],
      ['/users/password', { sub_id: ADMIN, password: GOOD_PASSWORD }],
      ['/users/disabled', { sub_id: ADMIN, disabled: true }],
    ])('let %s %j through with it', async (path, body) => {
      expect((await hooks.call(path, { body })).status).toBe(204);
      expect(hooks.directory.entries).toEqual([expect.objectContaining({ kind: 'subject' })]);
    });

    it('end their sessions without it: that takes nothing away that a sign-in does not give back', async () => {
      const answer = await hooks.call('/revoke', { as: 'revoke', body: { sub_id: ADMIN } });
      expect(answer.status).toBe(204);
    });
  });
});

describe('the hook about everybody', () => {
  it('ends all sessions, and writes why into the audit trail', async () => {
    const hooks = createHooksApp();
    const body = { reason: 'Keys may have leaked', actor: 'ops' };
    const answer = await hooks.call('/revoke-everyone', {
      as: 'everyone',
      body,
      headers: { prefer: 'wait=1' },
    });
    expect(answer.body).toEqual({ epoch: hooks.clock.now(), peers: { shopping: 'pending' } });
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({
        kind: 'everyone',
        actor: 'hook:everyone (ops)',
        reason: 'everyone',
        note: 'Keys may have leaked',
      }),
    ]);
  });

  it.each([{}, { reason: '' }, { reason: null }, { reason: 'x'.repeat(501) }, { actor: 'ops' }])(
    'refuses %j: a reason has to be given',
    async (body) => {
      const hooks = createHooksApp();
      const answer = await hooks.call('/revoke-everyone', { body });
      expect([answer.status, answer.body.code]).toEqual([400, 'malformed']);
      expect(hooks.directory.entries).toEqual([]);
    },
  );
});
