import { describe, expect, it } from '@jest/globals';
import { createServiceCall, type ServiceCall } from './service-call.ts';
import { ServiceError } from './service-error.ts';

const CALL: ServiceCall = {
  method: 'POST',
  url: 'http://127.0.0.1/token',
  query: { grant_type: 'refresh_token', refresh_token: 'a secret' },
  headers: { authorization: 'Basic abc' },
  expects: null,
};

const answering = (status: number, body = '') =>
  createServiceCall(async () => new Response(body, { status }));

async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ServiceError) return error;
  throw new Error('it did not fail as a service');
}

describe('createServiceCall', () => {
  it('sends parameters in the query, and follows no redirect', async () => {
    const seen: { url: string; init: RequestInit | undefined }[] = [];
    const call = createServiceCall(async (input, init) => {
      seen.push({ url: String(input), init });
      return new Response('{}');
    });
    await call(CALL);
    expect(seen[0]?.url).toBe(
      'http://127.0.0.1/token?grant_type=refresh_token&refresh_token=a+secret',
    );
    expect(seen[0]?.init).toMatchObject({
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'Basic abc',
      },
    });
    expect(seen[0]?.init).not.toHaveProperty('body');
  });

  it('takes exactly 303 where that is expected', async () => {
    const found = await failureOf(answering(302)({ ...CALL, expects: 303 }));
    expect(found.status).toBe(302);
    expect((await answering(303)({ ...CALL, expects: 303 })).status).toBe(303);
  });

  it('says what the service said, and nothing that was sent', async () => {
    const body = '{"status_code":"400 BAD_REQUEST","message":"invalid refresh_token"}';
    const { message } = await failureOf(answering(400, body)(CALL));
    expect(JSON.parse(message)).toMatchObject({
      type: 'HTTP',
      status: 400,
      message: 'invalid refresh_token',
    });
    expect(message).not.toContain('secret');
  });

  it('says nothing of a page that a gateway answers', async () => {
    const { message } = await failureOf(answering(502, '<h1>502</h1>')(CALL));
    expect(JSON.parse(message)).toMatchObject({ status: 502, message: '' });
  });

  it('fails as a service where there is no answer', async () => {
    const call = createServiceCall(() => Promise.reject(new TypeError('fetch failed')));
    const found = await failureOf(call(CALL));
    expect(found.status).toBe(0);
    expect(JSON.parse(found.message).type).toBe('Service');
  });
});
