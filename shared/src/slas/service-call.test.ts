import { describe, expect, it } from '@jest/globals';
import { COMMERCE, fakeService, redirectTo } from '../../../test/support/fake-service.ts';
import { unsignedJwt } from '../../../test/support/shopper-jwt.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import type { SlasError } from './errors.ts';
import { createServiceCaller, type ServiceCall } from './service-call.ts';

const CALL: ServiceCall = {
  name: 'SLAS token',
  url: `${COMMERCE.apiOrigin}/token`,
  method: 'POST',
  headers: { authorization: 'Basic c2VjcmV0' },
  body: 'refresh_token=h1dden-t0ken',
  success: [200],
};
const clock = createTestClock().now;
const scheduler = createTestScheduler();

function failing(fetch: PeerFetch, call: Partial<ServiceCall> = {}): Promise<SlasError> {
  const callService = createServiceCaller({ fetch, scheduler, clock });
  return callService({ ...CALL, ...call }).then(
    () => Promise.reject(new Error('it did not fail')),
    (error: SlasError) => error,
  );
}
const failure = (answer: Response | Error, call?: Partial<ServiceCall>): Promise<SlasError> =>
  failing(fakeService(answer).fetch, call);
const json = (status: number, body: unknown = {}, headers: HeadersInit = {}): Response =>
  Response.json(body, { status, headers });

describe('a call of a service', () => {
  it('brings the statuses that it is made for, a redirect among them', async () => {
    for (const answer of [json(200), redirectTo('https://elsewhere.test/?code=1')]) {
      const { fetch, calls } = fakeService(answer);
      const callService = createServiceCaller({ fetch, scheduler, clock });
      expect(await callService({ ...CALL, success: [200, 303] })).toMatchObject({
        status: answer.status,
      });
      expect(calls).toEqual([
        { line: 'POST https://api.test/token', headers: CALL.headers, body: CALL.body },
      ]);
    }
  });

  it('fails as unavailable when nobody answers, or not within five seconds', async () => {
    const refused = await failure(new Error('ECONNREFUSED'));
    expect(refused).toMatchObject({ code: 'ERR_SLAS_UNAVAILABLE', status: undefined });
    const slow = failing(() => new Promise(() => {}));
    let isOver = false;
    slow.finally(() => {
      isOver = true;
    });
    await scheduler.advance(4_999);
    expect(isOver).toBe(false);
    await scheduler.advance(1);
    expect(await slow).toMatchObject({ code: 'ERR_SLAS_UNAVAILABLE' });
  });

  it.each([
    ['a gateway that is down', 502, '<html>Bad Gateway</html>'],
    ['trouble of the service', 500, '{"error":"server_error"}'],
    ['maintenance', 503, ''],
    ['a page in place of a refusal', 403, '<html>Forbidden</html>'],
    ['a page in place of a wrong password', 401, '<!doctype html>'],
    ['a list', 400, '[]'],
    ['a word', 409, 'null'],
  ])('fails as unavailable on %s', async (_, status, body) => {
    expect(await failure(new Response(body, { status }))).toMatchObject({
      code: 'ERR_SLAS_UNAVAILABLE',
      status,
    });
  });

  it('reads no more than 256 KiB', async () => {
    expect(await failure(new Response('x'.repeat(256 * 1024 + 1)))).toMatchObject({
      code: 'ERR_SLAS_UNAVAILABLE',
    });
    const { fetch } = fakeService(new Response('x'.repeat(256 * 1024)));
    await createServiceCaller({ fetch, scheduler })(CALL);
  });

  it('says after how long to come back, whatever the body is', async () => {
    for (const body of ['', '<html>', '{}']) {
      const answer = new Response(body, { status: 429, headers: { 'retry-after': '5' } });
      expect(await failure(answer)).toMatchObject({
        code: 'ERR_SLAS_RATE_LIMITED',
        status: 429,
        retryAfterSeconds: 5,
      });
    }
    const headers = { 'retry-after': 'Sun, 01 Jan 2040 00:00:09 GMT' };
    expect(await failure(json(429, {}, headers))).toMatchObject({ retryAfterSeconds: 9 });
    expect(await failure(json(429))).toMatchObject({ retryAfterSeconds: undefined });
  });

  it('tells a conflict from a refusal, and asks the call what else a 4xx means', async () => {
    expect(await failure(json(409))).toMatchObject({ code: 'ERR_SLAS_CONFLICT', status: 409 });
    expect(await failure(json(400))).toMatchObject({ code: 'ERR_SLAS_REFUSED', status: 400 });
    expect(await failure(new Response('', { status: 404 }))).toMatchObject({
      code: 'ERR_SLAS_REFUSED',
    });
    const codeOf = () => 'ERR_SLAS_NO_SESSION' as const;
    for (const status of [404, 409]) {
      expect(await failure(json(status), { codeOf })).toMatchObject({
        code: 'ERR_SLAS_NO_SESSION',
      });
    }
    expect(await failure(json(400), { codeOf: () => null })).toMatchObject({
      code: 'ERR_SLAS_REFUSED',
    });
  });

  it('takes a success that is not its own for a malformed answer, redirects too', async () => {
    for (const answer of [json(201), new Response(null, { status: 204 }), redirectTo('/login')]) {
      expect(await failure(answer)).toMatchObject({ code: 'ERR_SLAS_MALFORMED_ANSWER' });
    }
  });

  it('says what the service called it, in words alone', async () => {
    const said = async (body: unknown): Promise<string> => (await failure(json(400, body))).message;
    expect(await said({ message: 'invalid client credentials', error: 'invalid_client' })).toBe(
      'SLAS token answered 400: invalid client credentials',
    );
    expect(await said({ error: 'invalid_request' })).toBe(
      'SLAS token answered 400: invalid_request',
    );
    expect(await said({ fault: { type: 'InvalidClientIdException' } })).toBe(
      'SLAS token answered 400: InvalidClientIdException',
    );
    expect(await said({ type: 'https://x.test/errors/source-basket' })).toBe(
      'SLAS token answered 400: source-basket',
    );
    for (const word of [unsignedJwt(), 'EgMYpjfFKdlSy-a3PYeyihmP95IpIp3F', 'jane@example.com', 7]) {
      const body = { message: word, error: word, type: word, fault: { type: word } };
      expect(await said(body)).toBe('SLAS token answered 400');
    }
    expect(await said({ fault: null })).toBe('SLAS token answered 400');
  });

  it('gives nothing away of what was sent or came', async () => {
    const answers = [
      new Error('socket hang up'),
      json(400, { message: 'h1dden-t0ken', error: 'h1dden-t0ken' }),
      new Response('{"access_token":"h1dden-t0ken"', { status: 400 }),
    ];
    for (const answer of answers) {
      const { message, cause, stack } = await failure(answer);
      expect(`${message}${cause}${stack}`).not.toMatch(/h1dden-t0ken|c2VjcmV0/);
    }
  });

  it.each([0, -1, Number.NaN])('is not made with a timeout of %d s', (timeoutSeconds) => {
    const { fetch } = fakeService();
    expect(() => createServiceCaller({ fetch, scheduler, timeoutSeconds })).toThrow(RangeError);
  });
});
