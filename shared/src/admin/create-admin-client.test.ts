import { describe, expect, it } from '@jest/globals';
import {
  type Answer,
  answering,
  json,
  problem,
  wireEntry,
} from '../../../test/support/answering-fetch.ts';
import type { AdminClient } from './admin-client.ts';
import { type AdminClientOptions, createAdminClient } from './create-admin-client.ts';
import { AdminError } from './errors.ts';

const TOKEN = 'secret-of-the-crm-0123456789';
const SUB_ID = { format: 'email', email: 'a@example.org' } as const;

function createClient(
  answers: readonly Answer[],
  options: Partial<AdminClientOptions> = {},
): { admin: AdminClient; seen: ReturnType<typeof answering>['seen']; slept: number[] } {
  const { fetch, seen } = answering(...answers);
  const slept: number[] = [];
  const sleep = async (seconds: number) => void slept.push(seconds);
  let made = 0;
  const makeKey = () => `key-${++made}`;
  const base = { checkoutUrl: 'https://checkout.example', token: TOKEN, fetch, sleep, makeKey };
  return { admin: createAdminClient({ ...base, ...options }), seen, slept };
}

async function errorOf(promise: Promise<unknown>): Promise<AdminError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AdminError)) throw new Error('expected an AdminError');
  return error;
}

const CHANGES: [string, (admin: AdminClient) => Promise<unknown>, string, unknown][] = [
  ['revoke', (a) => a.revoke({ subId: SUB_ID }), 'revoke', { sub_id: SUB_ID }],
  [
    'setRole with reason and actor',
    (a) => a.setRole({ subId: SUB_ID, role: 'admin', reason: 'promoted', actor: 'Ann' }),
    'users/role',
    { sub_id: SUB_ID, role: 'admin', reason: 'promoted', actor: 'Ann' },
  ],
  [
    'revoke with reason and actor',
    (a) => a.revoke({ subId: SUB_ID, reason: 'lost phone', actor: 'Ann' }),
    'revoke',
    { sub_id: SUB_ID, reason: 'lost phone', actor: 'Ann' },
  ],
  [
    'setRole',
    (a) => a.setRole({ subId: SUB_ID, role: 'wholesale' }),
    'users/role',
    { sub_id: SUB_ID, role: 'wholesale' },
  ],
  [
    'setPassword',
    (a) => a.setPassword({ subId: SUB_ID, password: 'a long new password' }),
    'users/password',
    { sub_id: SUB_ID, password: 'a long new password' },
  ],
  [
    'setDisabled',
    (a) => a.setDisabled({ subId: SUB_ID, disabled: true }),
    'users/disabled',
    { sub_id: SUB_ID, disabled: true },
  ],
  [
    'revokeEveryone',
    (a) => a.revokeEveryone({ reason: 'leak' }),
    'revoke-everyone',
    { reason: 'leak' },
  ],
];

describe('a change', () => {
  it.each(CHANGES)('%s is one request with credential and key', async (_, call, path, body) => {
    const { admin, seen } = createClient([new Response(null, { status: 204 })]);
    expect(await call(admin)).toBeNull();
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: `https://checkout.example/hooks/v1/${path}`, body });
    expect(seen[0]?.init).toMatchObject({ method: 'POST', redirect: 'manual' });
    expect(Object.fromEntries(seen[0]?.headers ?? [])).toEqual({
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      'idempotency-key': 'key-1',
    });
  });

  it('tells what it did when the server may wait', async () => {
    const { admin, seen } = createClient([json({ epoch: 7, peers: { shopping: 'acked' } })]);
    const options = { waitSeconds: 2, idempotencyKey: 'mine' };
    const effect = await admin.revoke({ subId: SUB_ID }, options);
    expect(effect).toEqual({ epoch: 7, peers: { shopping: 'acked' } });
    expect(seen[0]?.headers.get('prefer')).toBe('wait=2');
    expect(seen[0]?.headers.get('idempotency-key')).toBe('mine');
  });

  it('tells what it did at once when asked to wait no time', async () => {
    const { admin, seen } = createClient([json({ epoch: null, peers: {} })]);
    const effect = await admin.revoke({ subId: SUB_ID }, { waitSeconds: 0 });
    expect(effect).toEqual({ epoch: null, peers: {} });
    expect(seen[0]?.headers.get('prefer')).toBe('wait=0');
  });

  it.each([-1, 1.5, 11, Number.NaN])('refuses to wait for %p seconds', async (waitSeconds) => {
    const { admin, seen } = createClient([]);
    await expect(admin.revoke({ subId: SUB_ID }, { waitSeconds })).rejects.toThrow(RangeError);
    expect(seen).toEqual([]);
  });

  it.each(['', ' ', 'a\nb', 'é', 'x'.repeat(256)])('refuses the key %j', async (idempotencyKey) => {
    const { admin, seen } = createClient([]);
    await expect(admin.revoke({ subId: SUB_ID }, { idempotencyKey })).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
  });

  it('that was refused tells what the server said, and under which key', async () => {
    const { admin, seen } = createClient([problem(404, 'unknown_user')]);
    const error = await errorOf(admin.revoke({ subId: SUB_ID }));
    expect(error).toMatchObject({
      name: 'AdminError',
      code: 'ERR_ADMIN_REFUSED',
      problem: { status: 404, code: 'unknown_user', detail: 'In words.' },
      idempotencyKey: 'key-1',
    });
    expect(seen).toHaveLength(1);
  });
});

describe('repeating', () => {
  it('sends the same key and body until it works', async () => {
    const { admin, seen, slept } = createClient([
      new TypeError('fetch failed'),
      problem(503, 'busy', { 'retry-after': '4' }),
      problem(429, 'too_many_requests'),
      new Response(null, { status: 204 }),
    ]);
    expect(await admin.setRole({ subId: SUB_ID, role: 'customer' })).toBeNull();
    expect(slept).toEqual([0.5, 4, 2]);
    expect(new Set(seen.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(new Set(seen.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('ends after three times, with the last error', async () => {
    const { admin, seen, slept } = createClient([new TypeError('fetch failed')]);
    const error = await errorOf(admin.revoke({ subId: SUB_ID }));
    expect(error).toMatchObject({ code: 'ERR_ADMIN_UNREACHABLE', problem: null });
    expect([seen.length, slept]).toEqual([4, [0.5, 1, 2]]);
  });

  it('does not wait longer than 30 seconds, and says how long it would be', async () => {
    const busy = (after: string) => problem(429, 'too_many_requests', { 'retry-after': after });
    const patient = createClient([busy('30'), new Response(null, { status: 204 })]);
    await patient.admin.revoke({ subId: SUB_ID });
    expect(patient.slept).toEqual([30]);
    const { admin, slept } = createClient([busy('31')]);
    const error = await errorOf(admin.revoke({ subId: SUB_ID }));
    expect(error).toMatchObject({ code: 'ERR_ADMIN_REFUSED', problem: { retryAfterSeconds: 31 } });
    expect(slept).toEqual([]);
  });

  it.each([
    [400, 'malformed'],
    [401, 'invalid_token'],
    [403, 'insufficient_scope'],
    [422, 'weak_password'],
    [500, 'internal_error'],
  ])('is no use after %i', async (status, code) => {
    const { admin, seen } = createClient([problem(status, code)]);
    await errorOf(admin.revoke({ subId: SUB_ID }));
    expect(seen).toHaveLength(1);
  });
});

describe('a silent server', () => {
  /** Answers never, and fails as fetch does when the signal aborts. */
  const silent = (_: string, { signal }: RequestInit) =>
    new Promise<Response>((_, reject) => {
      if (signal?.aborted) reject(signal.reason);
      else signal?.addEventListener('abort', () => reject(signal.reason));
    });

  it('is given its time, the wait on top, and is a timeout then', async () => {
    const granted: number[] = [];
    const deadline = (seconds: number) => {
      granted.push(seconds);
      return AbortSignal.abort();
    };
    const { admin } = createClient([], { fetch: silent, deadline, timeoutSeconds: 5 });
    const error = await errorOf(admin.revoke({ subId: SUB_ID }, { waitSeconds: 3 }));
    expect(error.code).toBe('ERR_ADMIN_TIMEOUT');
    expect(granted).toEqual([8, 8, 8, 8]);
  });

  it('counts as silent when its answer does not end', async () => {
    let abort = new AbortController();
    const deadline = () => {
      abort = new AbortController();
      return abort.signal;
    };
    const endless = async (_: string, { signal }: RequestInit) => {
      const start = (controller: ReadableStreamDefaultController) => {
        signal?.addEventListener('abort', () => controller.error(signal.reason));
        queueMicrotask(() => abort.abort());
      };
      return new Response(new ReadableStream({ start }));
    };
    const { admin, slept } = createClient([], { fetch: endless, deadline });
    const error = await errorOf(admin.audit());
    expect(slept).toHaveLength(3);
    expect(error.code).toBe('ERR_ADMIN_TIMEOUT');
  });
});

describe('the audit trail', () => {
  it('comes with the names of this language', async () => {
    const { admin, seen } = createClient([json({ entries: [wireEntry(4)] })]);
    expect(await admin.audit({ sub: 'usr_1', after: 3, limit: 1 })).toEqual([
      {
        id: 4,
        kind: 'subject',
        at: 1_800_000_000_004,
        actor: 'hook:crm',
        initiatingEntity: 'admin',
        reason: 'sessions-revoked',
        note: null,
        txn: 'f00d',
        subject: 'usr_1',
        sid: null,
        oldEpoch: 1,
        newEpoch: 2,
        acknowledgements: [{ peer: 'shopping', afterMilliseconds: 12 }],
      },
    ]);
    expect(seen[0]?.url).toMatch(/\/hooks\/v1\/audit\?sub=usr_1&after=3&limit=1$/);
    expect(seen[0]?.headers.has('idempotency-key')).toBe(false);
  });

  it('is read on page by page until one is empty', async () => {
    const pages = [[1, 2], [5], []].map((ids) => json({ entries: ids.map(wireEntry) }));
    const { admin, seen } = createClient(pages);
    const ids: number[] = [];
    for await (const { id } of admin.auditAll({ sub: 'usr_1' })) ids.push(id);
    expect(ids).toEqual([1, 2, 5]);
    expect(seen.map(({ url }) => new URL(url).searchParams.get('after'))).toEqual(['0', '2', '5']);
  });

  it('is not read for ever from a server that gives the same page again', async () => {
    const { admin } = createClient([json({ entries: [wireEntry(3)] })]);
    const read = async () => {
      for await (const entry of admin.auditAll()) expect(entry.id).toBe(3);
    };
    expect((await errorOf(read())).code).toBe('ERR_ADMIN_UNEXPECTED');
  });

  it('is asked for again after a failure in passing', async () => {
    const { admin, slept } = createClient([new TypeError('fetch failed'), json({ entries: [] })]);
    expect(await admin.audit()).toEqual([]);
    expect(slept).toEqual([0.5]);
  });
});

describe('making a client', () => {
  it.each(['a b', '', 'tök', 'a\r\nX: y'])('refuses the token %j without repeating it', (token) => {
    const make = () => createClient([], { token });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/^"token" expected visible ASCII characters without blanks$/);
  });

  it('refuses plain http to another machine', () => {
    const checkoutUrl = 'http://checkout.example';
    expect(() => createClient([], { checkoutUrl })).toThrow(/expected https/);
  });

  it('never puts credential, address or password into an error', async () => {
    const failures = [problem(422, 'weak_password'), new TypeError('fetch failed'), json(1, 418)];
    for (const failure of failures) {
      const { admin } = createClient([failure]);
      const change = { subId: SUB_ID, password: 'hunter2hunter2' };
      const { message, stack } = await errorOf(admin.setPassword(change));
      expect(`${message}${stack}`).not.toMatch(/hunter2|example\.org|secret-of/);
    }
  });
});
