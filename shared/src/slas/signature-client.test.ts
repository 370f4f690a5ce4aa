import { describe, expect, it } from '@jest/globals';
import { fakeService } from '../../../test/support/fake-service.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { createSignatureClient } from './signature-client.ts';

const URL = 'https://shop.test/on/demandware.store/Sites-RefArch-Site/en_US/DomainBridge-Signature';

function clientOf(answer?: Response, over: { url?: string; secret?: string } = {}) {
  const { fetch, calls } = fakeService(...(answer ? [answer] : []));
  const options = { url: URL, secret: 'shared-secret', fetch, scheduler: createTestScheduler() };
  return { client: createSignatureClient({ ...options, ...over }), calls };
}
const json = (body: unknown, status = 200): Response => Response.json(body, { status });

describe('the controller that signs for a session', () => {
  it('is shown the session and the secret', async () => {
    const { client, calls } = clientOf(json({ dwsgst: 'J.W.T' }));
    expect(await client.read('abc==')).toEqual({ kind: 'guest', dwsgst: 'J.W.T' });
    expect(calls).toEqual([
      {
        line: `POST ${URL}`,
        headers: {
          accept: 'application/json',
          cookie: 'dwsid=abc==',
          'x-domain-bridge-auth': 'shared-secret',
        },
        body: undefined,
      },
    ]);
  });

  it('signs for somebody who has signed in, with the login', async () => {
    const answer = json({ dwsrst: 'J.W.R', login_id: 'jäne@example.com' });
    expect(await clientOf(answer).client.read('abc==')).toEqual({
      kind: 'registered',
      dwsrst: 'J.W.R',
      loginId: 'jäne@example.com',
    });
  });

  it.each([
    [json({ error: 'no_session' }, 404), 'ERR_SLAS_NO_SESSION'],
    [json({ error: 'not_found' }, 404), 'ERR_SLAS_REFUSED'],
    [new Response('<html>', { status: 404 }), 'ERR_SLAS_UNAVAILABLE'],
    [json({ error: 'unauthorized' }, 401), 'ERR_SLAS_REFUSED'],
    [json({}, 500), 'ERR_SLAS_UNAVAILABLE'],
    [new Response('<html>'), 'ERR_SLAS_UNAVAILABLE'],
    [new Response(null, { status: 302 }), 'ERR_SLAS_MALFORMED_ANSWER'],
  ])('answers %p, which is %s', async (answer, code) => {
    await expect(clientOf(answer).client.read('abc==')).rejects.toMatchObject({ code });
  });

  it.each([
    {},
    { dwsgst: '' },
    { dwsgst: 7 },
    { dwsgst: 'a', dwsrst: 'b', login_id: 'c' },
    { dwsrst: 'a' },
    { dwsrst: 'a', login_id: '' },
    { dwsrst: '', login_id: 'c' },
    { dwsrst: 'a', login_id: 'x'.repeat(257) },
    { dwsgst: 'x'.repeat(4097) },
  ])('is malformed as %j', async (body) => {
    await expect(clientOf(json(body)).client.read('abc==')).rejects.toMatchObject({
      code: 'ERR_SLAS_MALFORMED_ANSWER',
    });
  });

  it.each(['', 'a; dwsid=b', 'a\r\nb', 'a b'])('is not asked with %j', async (dwsid) => {
    const { client, calls } = clientOf();
    await expect(client.read(dwsid)).rejects.toMatchObject({ code: 'ERR_SLAS_NO_SESSION' });
    expect(calls).toEqual([]);
  });

  it.each([{ url: '/relative' }, { url: 'ftp://shop.test' }, { secret: '' }, { secret: 'a\nb' }])(
    'is not made with %j',
    (over) => {
      expect(() => clientOf(undefined, over)).toThrow(TypeError);
    },
  );
});
