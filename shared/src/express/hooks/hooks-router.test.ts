import { request as httpRequest } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createHooksApp, secretOf } from '../../../../test/support/hooks-app.ts';
import { listen, portOf, stop } from '../../../../test/support/store-pair.ts';
import { sendWithoutEnd } from '../../../../test/support/unfinished-request.ts';
import { parseHookTokens } from '../../invalidation/hook-tokens.ts';

const SUB = { format: 'email', email: 'u-1@example.com' };
/** Every hook: method, path, its scope, and a body that it takes. */
const HOOKS: readonly (readonly [method: string, path: string, scope: string, body?: object])[] = [
  ['POST', '/revoke', 'revoke', { sub_id: SUB }],
  ['POST', '/users/role', 'role', { sub_id: SUB, role: 'wholesale' }],
  ['POST', '/users/password', 'password', { sub_id: SUB, password: 'correct horse' }],
  ['POST', '/users/disabled', 'status', { sub_id: SUB, disabled: true }],
  ['POST', '/revoke-everyone', 'everyone', { reason: 'because' }],
  ['GET', '/audit', 'audit'],
  ['POST', '/events', 'events'],
];
const CHANGES = HOOKS.filter(([, , , body]) => body !== undefined);

describe('the hooks', () => {
  describe('without a credential that is right', () => {
    const WRONG: readonly (readonly [what: string, header: string])[] = [
      ['a secret of nobody', `Bearer ${'x'.repeat(40)}`],
      ['a part of a secret', `Bearer ${secretOf('everything').slice(0, -1)}`],
      ['a secret and more', `Bearer ${secretOf('everything')}x`],
      ['a secret in capitals', `Bearer ${secretOf('everything').toUpperCase()}`],
      ['the name before the secret', `Bearer everything:${secretOf('everything')}`],
      ['another scheme', `Basic ${Buffer.from(`x:${secretOf('everything')}`).toString('base64')}`],
      ['no scheme', ` ${secretOf('everything')}`],
      ['two secrets', `Bearer ${secretOf('everything')}, Bearer ${secretOf('audit')}`],
      ['no secret', 'Bearer '],
    ];
    it.each(WRONG)('refuse %s', async (_, as) => {
      const { call, directory } = createHooksApp();
      const answer = await call('/revoke', { as, body: { sub_id: SUB } });
      expect([answer.status, answer.body.code]).toEqual([401, 'invalid_token']);
      expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
      expect(directory.people.get('u-1')?.epoch).toBe(1);
    });

    it('answer the same to who sends none, but that the header names no error', async () => {
      const { call, directory } = createHooksApp();
      const wrong = await call('/revoke', { as: 'Bearer nobody', body: { sub_id: SUB } });
      const missing = await call('/revoke', { as: null, body: { sub_id: SUB } });
      expect([missing.status, missing.text]).toEqual([401, wrong.text]);
      expect(missing.headers['www-authenticate']).toBe('Bearer');
      expect(directory.people.get('u-1')?.epoch).toBe(1);
    });

    it('answer the same whatever is asked: neither hooks nor users can be found out', async () => {
      const { call } = createHooksApp();
      const bodies = new Set<string>();
      for (const [method, path] of [
        ...HOOKS,
        ['DELETE', '/revoke'],
        ['GET', '/nothing'],
      ] as const) {
        const answer = await call(path, { method, as: null });
        bodies.add(`${answer.status} ${answer.text}`);
      }
      const nobody = { format: 'email', email: 'nobody@example.com' };
      const answer = await call('/revoke', { as: null, body: { sub_id: nobody } });
      expect([...bodies]).toEqual([`401 ${answer.text}`]);
    });

    it('take no secret out of the address or the body', async () => {
      const { call } = createHooksApp();
      const access_token = secretOf('everything');
      const body = { sub_id: SUB, access_token };
      const answer = await call(`/revoke?access_token=${access_token}`, { as: null, body });
      expect(answer.status).toBe(401);
    });

    it('remember a wrong one without a word of it, and nothing of who sends none', async () => {
      const { call, directory } = createHooksApp();
      await call('/revoke', { as: null });
      expect(directory.entries).toEqual([]);
      await call('/revoke', { as: 'Bearer guess-guess-guess-guess', body: { sub_id: SUB } });
      expect(directory.entries).toEqual([
        expect.objectContaining({
          kind: 'refused',
          actor: 'unknown',
          initiatingEntity: 'system',
          reason: 'invalid_token',
          note: '/hooks/v1',
          subject: null,
        }),
      ]);
      expect(JSON.stringify(directory.entries)).not.toMatch(/guess|u-1/);
    });
  });

  it('take a scheme in any case (RFC 9110 §11.1)', async () => {
    const { call } = createHooksApp();
    expect((await call('/audit', { as: `bEARER  ${secretOf('audit')}` })).status).toBe(200);
  });

  it.each(HOOKS)('%s %s takes one scope alone: %s', async (method, path, scope, ...[body]) => {
    const { call, directory } = createHooksApp();
    for (const [, , other] of HOOKS.filter(([, , name]) => name !== scope)) {
      const answer = await call(path, { method, as: other, ...(body && { body }) });
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_scope']);
      expect(answer.headers['www-authenticate']).toContain(`scope="${scope}"`);
    }
    const alone = await call(path, { method, as: 'admin', ...(body && { body }) });
    expect(alone.status).toBe(403);
    expect(directory.people.get('u-1')).toMatchObject({ epoch: 1, role: 'customer' });
    expect(directory.entries.map(({ kind, note, reason }) => [kind, note, reason])).toEqual(
      Array(HOOKS.length).fill(['refused', `${method} /hooks/v1${path}`, 'insufficient_scope']),
    );
  });

  it('look at the scope before the body', async () => {
    const { call } = createHooksApp();
    const headers = { 'Content-Type': 'text/plain' };
    const answer = await call('/revoke', { as: 'role', body: '{', headers });
    expect(answer.status).toBe(403);
  });

  it.each([
    ['POST', '/revoke/'],
    ['POST', '/Revoke'],
    ['POST', '/users'],
    ['GET', '/'],
    ['GET', '/audit/1'],
    ['DELETE', '/nothing'],
  ])('answer not_found to %s %s', async (method, path) => {
    const answer = await createHooksApp().call(path, { method });
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });

  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  it.each(HOOKS)('%s %s says which methods there are', async (method, path) => {
    const { call, directory } = createHooksApp();
    const allowed = method === 'GET' ? ['GET', 'HEAD'] : ['POST'];
    for (const other of METHODS.filter((name) => !allowed.includes(name))) {
      const answer = await call(path, { method: other });
      expect([other, answer.status, answer.headers.allow]).toEqual([
        other,
        405,
        allowed.join(', '),
      ]);
    }
    expect(directory.entries).toEqual([]);
  });

  it('answer programs and browsers alike in JSON that nobody stores', async () => {
    const { call } = createHooksApp();
    const headers = { Accept: 'text/html' };
    for (const answer of [
      await call('/nothing', { headers }),
      await call('/audit', { headers }),
      await call('/revoke', { headers, body: { sub_id: SUB } }),
    ]) {
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['content-type'] ?? 'json').toContain('json');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  describe('with a body', () => {
    const JSON_TYPE = { 'Content-Type': 'application/json' };
    const GOOD = JSON.stringify({ sub_id: SUB });
    const deep = (levels: number) =>
      `{"sub_id":${JSON.stringify(SUB)},"other":${'['.repeat(levels)}${']'.repeat(levels)}}`;

    it.each([
      ['no body', '', 400, 'malformed'],
      ['half a document', '{"sub_id":', 400, 'malformed'],
      ['a list', '[]', 400, 'malformed'],
      ['null', 'null', 400, 'malformed'],
      ['a text', '"revoke"', 400, 'malformed'],
      ['two documents', `${GOOD}${GOOD}`, 400, 'malformed'],
      ['a comment', `/**/${GOOD}`, 400, 'malformed'],
      ['a byte order mark', `\ufeff${GOOD}`, 400, 'malformed'],
      ['a name twice', '{"sub_id":1,"sub_id":2}', 400, 'duplicate_parameter'],
      ['a name twice, spelt differently', '{"a":1,"\\u0061":2}', 400, 'duplicate_parameter'],
      [
        'a name twice inside',
        '{"sub_id":{"format":"email","format":"opaque"}}',
        400,
        'duplicate_parameter',
      ],
      ['names of the prototype', '{"__proto__":{"sub_id":1},"constructor":1}', 400, 'malformed'],
      ['deep nesting', deep(17), 400, 'malformed'],
      ['very deep nesting', deep(8_000), 400, 'malformed'],
      ['very deep nesting without an end', `{"sub_id":${'['.repeat(16_000)}`, 400, 'malformed'],
      ['16 KiB and one byte', `${GOOD}${' '.repeat(16_385 - GOOD.length)}`, 413, 'too_large'],
    ])('refuse %s', async (_, body, status, code) => {
      const { call, directory } = createHooksApp();
      const answer = await call('/revoke', { method: 'POST', body, headers: JSON_TYPE });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(directory.people.get('u-1')?.epoch).toBe(1);
      expect(directory.entries).toEqual([]);
    });

    it('take members that they do not know, not too deep', async () => {
      const answer = await createHooksApp().call('/revoke', { body: deep(15), headers: JSON_TYPE });
      expect(answer.status).toBe(204);
    });

    it('take 16 KiB', async () => {
      const body = GOOD.padEnd(16_384);
      const answer = await createHooksApp().call('/revoke', { body, headers: JSON_TYPE });
      expect(answer.status).toBe(204);
    });

    it.each([
      ['a byte that never stands there', [0xff]],
      ['half a character', [0xc3, 0x28]],
      ['a rest of a character', [0x80]],
      ['a longer spelling of NUL', [0xc0, 0x80]],
      ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ])('refuse %s, which is no UTF-8 and would be read as something else', async (_, bytes) => {
      const text = `{"sub_id":${JSON.stringify(SUB)},"reason":"because `;
      const body = Buffer.concat([Buffer.from(text), Buffer.from(bytes), Buffer.from(' of"}')]);
      const answer = await createHooksApp().call('/revoke', { body, headers: JSON_TYPE });
      expect([answer.status, answer.body.code]).toEqual([400, 'malformed']);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/problem+json',
      'application/jsonp',
      'multipart/form-data',
    ])('refuse one of type %s', async (type) => {
      const { call, directory } = createHooksApp();
      const answer = await call('/revoke', { body: GOOD, headers: { 'Content-Type': type } });
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_type']);
      expect(directory.people.get('u-1')?.epoch).toBe(1);
    });

    it.each([
      ['gzip', gzipSync(GOOD)],
      ['br', brotliCompressSync(GOOD)],
      ['identity, gzip', gzipSync(GOOD)],
    ])('refuse one encoded as %s', async (encoding, body) => {
      const headers = { ...JSON_TYPE, 'Content-Encoding': encoding };
      const answer = await createHooksApp().call('/revoke', { body, headers });
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_type']);
    });

    it.each(CHANGES)('%s %s refuses one of an announced 100 MB unread', async (_, path, scope) => {
      const { app, directory } = createHooksApp();
      const server = await listen(app);
      const [length, authorization] = [100_000_000, `Bearer ${secretOf(scope)}`];
      const outgoing = httpRequest({
        port: portOf(server),
        method: 'POST',
        path: `/hooks/v1${path}`,
        headers: { authorization, 'content-type': 'application/json', 'content-length': length },
      });
      // Not a byte of it is ever sent.
      outgoing.flushHeaders();
      const status = await new Promise((resolve, reject) => {
        outgoing.once('error', reject);
        outgoing.once('response', (incoming) => resolve(incoming.statusCode));
      });
      expect(status).toBe(413);
      expect(directory.entries).toEqual([]);
      outgoing.on('error', () => {}).destroy();
      await stop(server);
    });

    it.each([
      ['/revoke', 'application/json', 16 * 1024],
      ['/events', 'application/secevent+jwt', 64 * 1024],
    ])(
      '%s refuses one without an end at its limit, and the connection ends',
      async (path, type, limit) => {
        const { app, directory } = createHooksApp();
        const server = await listen(app);
        const authorization = `Bearer ${secretOf('everything')}`;
        const headers = { authorization, 'content-type': type };
        const request = { path: `/hooks/v1${path}`, headers, bytes: limit + 1 };
        const answer = await sendWithoutEnd(portOf(server), request);
        expect(answer).toMatch(/^HTTP\/1\.1 413 .*\r\nConnection: close\r\n.*"too_large"/s);
        expect(directory.entries).toEqual([]);
        await stop(server);
      },
    );
  });

  it('say nothing of an error of ours, and tell the log', async () => {
    const failure = new Error('disk full at /var/secret');
    const { call, errors } = createHooksApp({
      invalidator: {
        revoke: async () => {
          throw failure;
        },
        endSession: async () => ({ kind: 'refused' }),
        endEveryone: async () => ({ kind: 'refused' }),
      },
    });
    const answer = await call('/revoke', { body: { sub_id: SUB } });
    expect([answer.status, answer.body.code]).toEqual([500, 'internal_error']);
    expect(answer.text).not.toContain('secret');
    expect(errors).toEqual([failure]);
  });

  it('are not made without a credential, nor with two of one name', () => {
    expect(() => createHooksApp({ credentials: [] })).toThrow(TypeError);
    const [one] = parseHookTokens(`a:revoke:${'x'.repeat(24)}`);
    const [other] = parseHookTokens(`a:audit:${'y'.repeat(24)}`);
    if (!one || !other) throw new Error('expected two credentials');
    expect(() => createHooksApp({ credentials: [one, other] })).toThrow(TypeError);
  });
});
