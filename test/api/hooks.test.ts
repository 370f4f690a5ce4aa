import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { byEmail, type HookCaller, openHooks } from '../support/hook-caller.ts';
import type { Answer } from '../support/http-exchange.ts';
import { demoAccount, newAccount } from '../support/http-shopper.ts';
import { signedInOnBoth, statesOf, until, untilGuest } from '../support/known-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const SECRETS = {
  all: 'all-of-the-scopes-0123456789',
  plain: 'all-but-admin-0123456789abc',
  audit: 'the-audit-alone-0123456789a',
  flood: 'one-that-asks-too-often-0123',
} as const;
const HOOK_TOKENS = [
  `all:revoke+role+password+status+everyone+audit+events+admin:${SECRETS.all}`,
  `plain:revoke+role+password+status+everyone+events:${SECRETS.plain}`,
  `audit:audit:${SECRETS.audit}`,
  `flood:audit:${SECRETS.flood}`,
].join();
const LIMIT = 600;

const open = openStore({ env: { HOOK_TOKENS } });
let all: HookCaller;
let plain: HookCaller;
let auditor: HookCaller;
const callers: HookCaller[] = [];
const caller = (token: string | null): HookCaller => {
  const made = openHooks(open.store, token);
  callers.push(made);
  return made;
};
beforeAll(() => {
  all = caller(SECRETS.all);
  plain = caller(SECRETS.plain);
  auditor = caller(SECRETS.audit);
});
afterAll(() => Promise.all(callers.map((each) => each.close())));

const known = () => signedInOnBoth(open.shopper());
const codeOf = ({ status, body }: Answer) => [status, JSON.parse(body).code];

describe('the hooks of a running server', () => {
  it.each<[string, object]>([
    ['/revoke', {}],
    ['/users/role', { role: 'wholesale' }],
    ['/users/password', { password: 'a wholly new passphrase' }],
    ['/users/disabled', { disabled: true }],
  ])(
    '%s answers 204, or 200 with who has heard of it, and ends the sessions on both domains',
    async (path, fields) => {
      for (const [headers, status] of [
        [{}, 204],
        [{ prefer: 'wait=10' }, 200],
      ] as const) {
        const { shopper, account, id } = await known();
        const answer = await all.post(path, { sub_id: byEmail(account.email), ...fields }, headers);
        expect(answer.status).toBe(status);
        if (status === 200) {
          expect(JSON.parse(answer.body)).toEqual({
            epoch: expect.any(Number),
            peers: { shopping: 'acked' },
          });
        }
        expect((await shopper.state('checkout')).session.state).toBe('anonymous');
        await untilGuest(shopper);
        expect(await all.audit(`?sub=${id}`)).toMatchObject([
          { kind: 'subject', actor: 'hook:all' },
        ]);
      }
    },
  );

  it('I13, R7: a role or flag that is what it was ends nothing', async () => {
    const { shopper, account, id } = await known();
    const sub_id = byEmail(account.email);
    const prefer = { prefer: 'wait=1' };
    for (const [path, fields] of [
      ['/users/role', { role: 'customer' }],
      ['/users/disabled', { disabled: false }],
    ] as const) {
      const { body } = await all.post(path, { sub_id, ...fields }, prefer);
      expect(JSON.parse(body)).toEqual({ epoch: null, peers: {} });
    }
    expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
    expect(await all.audit(`?sub=${id}`)).toEqual([]);
  });

  it('takes a user by e-mail, by id and by issuer and id', async () => {
    const { id, account } = await known();
    const iss = open.store.origins.checkout;
    for (const sub_id of [
      byEmail(account.email),
      { format: 'opaque', id },
      { format: 'iss_sub', iss, sub: id },
    ]) {
      expect((await all.post('/revoke', { sub_id })).status).toBe(204);
    }
    expect(await all.audit(`?sub=${id}`)).toHaveLength(3);
  });

  it('I24: the same key gives the same answer and ends once; another body under it is refused', async () => {
    const { shopper, account, id } = await known();
    const headers = { prefer: 'wait=10', 'idempotency-key': randomUUID() };
    const body = { sub_id: byEmail(account.email) };
    const first = await all.post('/revoke', body, headers);
    await shopper.signIn(account);
    const again = await all.post('/revoke', body, headers);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect((await shopper.state('checkout')).session.state).toBe('authenticated');
    expect(await all.audit(`?sub=${id}`)).toHaveLength(1);
    const other = await all.post('/revoke', { ...body, reason: 'another' }, headers);
    expectProblem(other, 422, 'idempotency_key_reused');
  });

  it('I24: twenty at once of one key end once; of two keys, in two steps', async () => {
    const { account, id } = await known();
    const keys = [randomUUID(), randomUUID()];
    const headers = { prefer: 'wait=1' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        all.post(
          '/revoke',
          { sub_id: byEmail(account.email) },
          { ...headers, 'idempotency-key': keys[index % 2] ?? '' },
        ),
      ),
    );
    const epochs = answers.map(({ body }) => JSON.parse(body).epoch);
    expect(new Set(epochs.filter((_, index) => index % 2 === 0)).size).toBe(1);
    expect(new Set(epochs).size).toBe(2);
    const entries = await all.audit(`?sub=${id}&after=0`);
    expect(entries).toHaveLength(2);
    expect(new Set(entries.map(({ txn }) => txn)).size).toBe(2);
    expect(entries[1]?.old_epoch).toBe(entries[0]?.new_epoch);
  });

  it('I26: the audit trail says who, when, why, and after how many milliseconds the shop had heard', async () => {
    const { account, id } = await known();
    const from = Date.now();
    const asked = { sub_id: byEmail(account.email), reason: 'stolen phone', actor: 'help desk 7' };
    expect((await all.post('/revoke', asked, { prefer: 'wait=10' })).status).toBe(200);
    const [entry] = await all.audit(`?sub=${id}`);
    expect(entry).toMatchObject({
      kind: 'subject',
      actor: expect.stringContaining('hook:all'),
      initiating_entity: 'admin',
      reason: 'sessions-revoked',
      note: expect.stringContaining('stolen phone'),
      sub: id,
      acknowledgements: [{ peer: 'shopping', after_milliseconds: expect.any(Number) }],
    });
    expect(entry?.at).toBeGreaterThanOrEqual(from);
    expect(entry?.acknowledgements[0]?.after_milliseconds).toBeLessThan(10_000);
    expect(JSON.stringify(entry)).not.toContain(account.email);
  });
});

describe('who may not', () => {
  const HOOKS = [
    ['/revoke', {}],
    ['/users/role', { role: 'customer' }],
    ['/users/password', { password: 'a wholly new passphrase' }],
    ['/users/disabled', { disabled: true }],
    ['/revoke-everyone', { reason: 'drill' }],
  ] as const;

  it('I25: learns nothing without a credential, known user or not: 401', async () => {
    const { shopper, account } = await known();
    for (const token of [null, 'x'.repeat(32), `${SECRETS.all}x`, SECRETS.all.toUpperCase()]) {
      const stranger = caller(token);
      for (const [path, fields] of HOOKS) {
        const answers = [];
        for (const email of [account.email, newAccount().email]) {
          answers.push(await stranger.post(path, { sub_id: byEmail(email), ...fields }));
        }
        for (const answer of answers) expectProblem(answer, 401, 'invalid_token');
        expect(answers[0]?.body).toBe(answers[1]?.body);
      }
    }
    expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
  });

  it('I25: is told 404 of an unknown user only with the scope, else 403 of either', async () => {
    const { shopper, account } = await known();
    const unknown = { sub_id: byEmail(newAccount().email) };
    for (const [path, fields] of HOOKS) {
      for (const sub_id of [unknown.sub_id, byEmail(account.email)]) {
        const answer = await auditor.post(path, { sub_id, ...fields });
        expectProblem(answer, 403, 'insufficient_scope');
      }
    }
    for (const [path, fields] of HOOKS.slice(0, 4)) {
      expectProblem(await plain.post(path, { ...unknown, ...fields }), 404, 'unknown_user');
    }
    expectProblem(await plain.call('/audit'), 403, 'insufficient_scope');
    expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
  });

  it('makes nobody an administrator, and touches none, without the scope admin', async () => {
    const { account } = await known();
    const sub_id = byEmail(demoAccount(open.store, 'admin').email);
    for (const [path, fields] of [
      ['/users/role', { sub_id: byEmail(account.email), role: 'admin' }],
      ['/users/role', { sub_id, role: 'customer' }],
      ['/users/password', { sub_id, password: 'a wholly new passphrase' }],
      ['/users/disabled', { sub_id, disabled: true }],
    ] as const) {
      expectProblem(await plain.post(path, fields), 403, 'insufficient_scope');
    }
    await open.shopper().signIn(demoAccount(open.store, 'admin'));
  });

  it('I25: sign-in and forgotten password say the same of known and unknown', async () => {
    const account = await open.shopper().register();
    const asked = async (path: string, email: string) => {
      const fields = { email, password: 'not the right password' };
      const answer = await open.shopper('program').send('checkout', 'POST', path, fields);
      return [answer.status, answer.body, Object.keys(answer.headers).sort()];
    };
    for (const path of ['/api/login', '/api/password-reset']) {
      expect(await asked(path, account.email)).toEqual(await asked(path, newAccount().email));
    }
  });
});

describe('bad input', () => {
  it.each<[string, string, unknown, number, string]>([
    ['no subject', '/revoke', {}, 400, 'malformed'],
    ['a subject of no format', '/revoke', { sub_id: { email: 'a@b.c' } }, 400, 'malformed'],
    ['a format nobody knows', '/revoke', { sub_id: { format: 'did', url: 'x' } }, 400, 'malformed'],
    [
      'an e-mail that is none',
      '/revoke',
      { sub_id: { format: 'email', email: 7 } },
      400,
      'malformed',
    ],
    ['a list', '/revoke', [], 400, 'malformed'],
    [
      'a reason without end',
      '/revoke',
      { sub_id: byEmail('a@b.c'), reason: 'x'.repeat(10_000) },
      400,
      'malformed',
    ],
    [
      'another issuer',
      '/revoke',
      { sub_id: { format: 'iss_sub', iss: 'https://other.test', sub: 'x' } },
      404,
      'unknown_user',
    ],
    [
      'a role that is none',
      '/users/role',
      { sub_id: byEmail('shopper@example.com'), role: 'root' },
      422,
      'unknown_role',
    ],
    [
      'a role of no text',
      '/users/role',
      { sub_id: byEmail('shopper@example.com'), role: 1 },
      400,
      'malformed',
    ],
    [
      'a weak password',
      '/users/password',
      { sub_id: byEmail('shopper@example.com'), password: 'short' },
      422,
      'weak_password',
    ],
    [
      'a flag of text',
      '/users/disabled',
      { sub_id: byEmail('shopper@example.com'), disabled: 'yes' },
      400,
      'malformed',
    ],
    ['everybody without a reason', '/revoke-everyone', {}, 400, 'malformed'],
  ])('%s: exact status and code, nothing ended', async (_, path, body, status, code) => {
    const shopper = open.shopper();
    await shopper.signIn(demoAccount(open.store));
    expect(codeOf(await all.post(path, body))).toEqual([status, code]);
    expect((await shopper.state('checkout')).session.state).toBe('authenticated');
  });

  it('other types, encodings, methods, paths and broken JSON', async () => {
    const json = { 'content-type': 'application/json' };
    const cases: readonly (readonly [Promise<Answer>, number, string])[] = [
      [all.call('/revoke', { body: '{"a":', headers: json }), 400, 'malformed'],
      [
        all.call('/revoke', { body: '{"sub_id":1,"sub_id":2}', headers: json }),
        400,
        'duplicate_parameter',
      ],
      [
        all.call('/revoke', { body: 'a=b', headers: { 'content-type': 'text/plain' } }),
        415,
        'unsupported_type',
      ],
      [all.call('/revoke', { body: `"${'x'.repeat(20_000)}"`, headers: json }), 413, 'too_large'],
      [all.call('/revoke', { method: 'PUT', json: {} }), 405, 'method_not_allowed'],
      [all.call('/nowhere', { json: {} }), 404, 'not_found'],
      [all.call('/audit?limit=0'), 400, 'malformed'],
      [all.call('/audit?sub=a&sub=b'), 400, 'duplicate_parameter'],
      [
        all.call('/events', { body: 'x', headers: { 'content-type': 'application/secevent+jwt' } }),
        404,
        'not_found',
      ],
    ];
    for (const [answer, status, code] of cases) {
      expect(codeOf(await answer)).toEqual([status, code]);
    }
  });

  it('leaves an audit row where it matters: a credential that is none, a scope that is missing', async () => {
    await caller('y'.repeat(32)).post('/revoke', {});
    await plain.call('/audit');
    const rows = (await all.audit('?limit=50')).filter(({ kind }) => kind === 'refused');
    expect(rows.map(({ actor, reason }) => `${actor} ${reason}`)).toEqual(
      expect.arrayContaining(['unknown invalid_token', 'hook:plain insufficient_scope']),
    );
  });
});

describe('too much', () => {
  it('429 beyond 600 requests in a minute of one credential; another goes on', async () => {
    const flood = caller(SECRETS.flood);
    const statuses: number[] = [];
    let last: Answer | undefined;
    await until(async () => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => flood.call('/audit?limit=1')),
      );
      statuses.push(...answers.map(({ status }) => status));
      last = answers.find(({ status }) => status === 429);
      return last !== undefined;
    });
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(LIMIT);
    if (!last) throw new Error('nobody was refused');
    expectProblem(last, 429, 'too_many_requests');
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(await auditor.audit('?limit=1')).toHaveLength(1);
  });
});

describe('without a token configured', () => {
  const bare = openStore();
  it('every hook answers 404, as any page that is not there', async () => {
    const shopper = bare.shopper('program');
    const headers = { authorization: `Bearer ${SECRETS.all}` };
    const url = shopper.url('checkout', '/hooks/v1/revoke');
    expect((await shopper.browser.ask(url, { json: {}, headers })).status).toBe(404);
  });
});
