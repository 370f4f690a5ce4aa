import type { Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { decodeJwt, SignJWT } from 'jose';
import {
  createEventForge,
  type EventForge,
  type Forgery,
  ISSUED_AT,
  PARTIES,
} from '../../../../test/support/event-forge.ts';
import { send } from '../../../../test/support/http-exchange.ts';
import {
  createMemoryReceiver,
  type MemoryReceiver,
} from '../../../../test/support/memory-receiver.ts';
import { authorize, guardOf, sendChunks } from '../../../../test/support/peer-calls.ts';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { listen, portOf, stop } from '../../../../test/support/store-pair.ts';
import { createEventReceiver } from '../../invalidation/event-receiver.ts';
import { ExpectedStates } from '../../invalidation/expected-states.ts';
import { verifyEvent } from '../../invalidation/security-event.ts';
import { problemHandler } from '../problem-handler.ts';
import { createReceiverRouter } from './receiver-router.ts';

const PATH = '/bridge/events';
const URL = `http://shop.test${PATH}`;
const TYPE = 'application/secevent+jwt';
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type';
const clock = () => ISSUED_AT * 1000;

/** I19, and the attacks of I20 over the wire. */
describe('POST /bridge/events', () => {
  let server: Server;
  let forge: EventForge;
  let receiver: MemoryReceiver;
  let learn: MemoryReceiver['learn'];
  const refused: string[] = [];
  const errors: unknown[] = [];
  beforeAll(async () => {
    forge = await createEventForge();
    const options = { keys: forge.eventKeys, parties: PARTIES, clock };
    const receiveEvent = createEventReceiver({
      verify: (jwt) => verifyEvent(jwt, options),
      receiver: { learn: (...all) => learn(...all) },
      states: new ExpectedStates(createSeededRandom()),
    });
    const app = express();
    app.use(
      createReceiverRouter({
        receiver: { receiveEvent },
        guard: guardOf('shopping', clock),
        onRefused: ({ code }) => refused.push(code),
      }),
    );
    app.use(problemHandler({ onError: (error) => errors.push(error) }));
    server = await listen(app);
  });
  beforeEach(() => {
    receiver = createMemoryReceiver();
    learn = receiver.learn;
    refused.length = 0;
    errors.length = 0;
  });
  afterAll(() => stop(server));

  const post = (body: string, headers: Record<string, string> = {}) => {
    const credential = authorize('shopping', clock, { method: 'POST', path: PATH, body });
    const all = { 'content-type': TYPE, accept: 'application/json', ...credential, ...headers };
    return send(URL, portOf(server), { method: 'POST', headers: all, body });
  };
  const codeOf = ({ body }: { body: string }): unknown => JSON.parse(body).code;
  const expectNothingLearned = async () => {
    expect(await receiver.highestEpoch()).toBe(0);
    expect(receiver.ended().size).toBe(0);
  };

  it('answers 202 without a body when the event is on disk, and again for the same event', async () => {
    for (let count = 0; count < 2; count++) {
      const answer = await post(await forge.forge());
      expect(answer).toMatchObject({ status: 202, body: '' });
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
      expect(answer.headers['content-type']).toBeUndefined();
    }
    expect(receiver.epochOf('sub_a')).toBe(clock());
  });

  it('takes a media type with parameters, in any case', async () => {
    const type = { 'content-type': 'Application/SecEvent+JWT; charset=utf-8' };
    expect((await post(await forge.forge(), type)).status).toBe(202);
  });

  it.each<[string, Forgery | string, string]>([
    ['no token', 'hello', 'invalid_request'],
    ['nothing', '', 'invalid_request'],
    ['JSON', '{"events":{}}', 'invalid_request'],
    ['another type', { header: { typ: 'logout+jwt' } }, 'invalid_request'],
    ['a sub', { claims: { sub: 'a' } }, 'invalid_request'],
    ['an exp', { claims: { exp: 2 ** 40 } }, 'invalid_request'],
    [
      'two events',
      {
        claims: { events: { [`${CAEP}/session-revoked`]: {}, [`${CAEP}/session-presented`]: {} } },
      },
      'invalid_request',
    ],
    [
      'an unknown event',
      { claims: { events: { [`${CAEP}/credential-change`]: {} } } },
      'invalid_request',
    ],
    ['a far-future epoch', { payload: { epoch: 2 ** 52 } }, 'invalid_request'],
    ['a negative epoch', { payload: { epoch: -1 } }, 'invalid_request'],
    ['half an epoch', { payload: { epoch: 0.5 } }, 'invalid_request'],
    ['an unknown kid', { header: { kid: 'x' } }, 'invalid_key'],
    ['another issuer', { claims: { iss: 'https://evil.test' } }, 'invalid_issuer'],
    ['another audience', { claims: { aud: 'https://evil.test' } }, 'invalid_audience'],
    ['another algorithm', { header: { alg: 'Ed25519' } }, 'authentication_failed'],
    [
      'the subject of another issuer',
      { claims: { sub_id: { format: 'iss_sub', iss: 'https://evil.test', sub: 'a' } } },
      'access_denied',
    ],
    [
      'a state that nobody asked for',
      {
        claims: {
          sub_id: { format: 'opaque', id: 'shopping' },
          events: {
            'https://schemas.openid.net/secevent/ssf/event-type/verification': { state: 'x' },
          },
        },
      },
      'invalid_state',
    ],
  ])('answers 400 to %s: %j', async (_, forgery, err) => {
    const jwt = typeof forgery === 'string' ? forgery : await forge.forge(forgery);
    const answer = await post(jwt);
    expect(answer.status).toBe(400);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-language': 'en',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(answer.body)).toEqual({ err, description: expect.any(String) });
    expect(refused).toHaveLength(1);
    await expectNothingLearned();
  });

  it('answers 400 to alg none, and to HS256 with the public key', async () => {
    const [, claims = ''] = (await forge.forge()).split('.');
    const [{ kid, publicJwk }] = forge.keys.keys;
    const none = { alg: 'none', typ: 'secevent+jwt', kid };
    const header = Buffer.from(JSON.stringify(none)).toString('base64url');
    const secret = Buffer.from(String(publicJwk.x), 'base64url');
    const signed = await new SignJWT(decodeJwt(await forge.forge()))
      .setProtectedHeader({ ...none, alg: 'HS256' })
      .sign(secret);
    for (const jwt of [`${header}.${claims}.`, signed]) {
      const answer = await post(jwt);
      expect([answer.status, JSON.parse(answer.body).err]).toEqual([400, 'authentication_failed']);
    }
    await expectNothingLearned();
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'answers 405 to %s',
    async (method) => {
      const answer = await send(URL, portOf(server), { method, headers: {}, body: null });
      expect(answer.status).toBe(405);
      expect(answer.headers).toMatchObject({ allow: 'POST' });
    },
  );

  it.each(['application/json', 'application/jwt', 'text/plain', ''])(
    'answers 415 to a body of type %j',
    async (type) => {
      const answer = await post(await forge.forge(), { 'content-type': type });
      expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported_type']);
      await expectNothingLearned();
    },
  );

  it.each(['gzip', 'br', 'identity, gzip'])('answers 415 to a body in %s', async (encoding) => {
    const answer = await post(gzipSync(await forge.forge()).toString('latin1'), {
      'content-encoding': encoding,
    });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported_type']);
  });

  it('answers 413 to 100 MB that are only announced, without waiting for them', async () => {
    const headers = { 'content-type': TYPE, 'content-length': String(100 * 1024 * 1024) };
    const answer = await send(URL, portOf(server), { method: 'POST', headers, body: null });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'too_large']);
    expect(answer.headers).toMatchObject({ connection: 'close' });
  });

  it('answers 413 to more than 64 kB, announced or not, whoever sends it', async () => {
    const body = await forge.forge({ claims: { filler: 'x'.repeat(64 * 1024) } });
    expect((await post(body)).status).toBe(413);
    const chunks = [body.slice(0, 40_000), body.slice(40_000)];
    const headers = { 'content-type': TYPE };
    const wire = { method: 'POST', path: PATH, headers, chunks };
    expect(await sendChunks(portOf(server), wire)).toMatchObject({ status: 413 });
  });

  it('takes an event in chunks', async () => {
    const body = await forge.forge();
    const credential = authorize('shopping', clock, { method: 'POST', path: PATH, body });
    const headers = { 'content-type': TYPE, ...credential };
    const wire = { method: 'POST', path: PATH, headers, chunks: [...body] };
    expect(await sendChunks(portOf(server), wire)).toMatchObject({ status: 202 });
  });

  it.each<[string, (body: string) => Record<string, string>]>([
    ['no credential', () => ({ authorization: '' })],
    ['a bearer token', () => ({ authorization: 'Bearer abc' })],
    [
      'a credential for checkout',
      (body) => authorize('checkout', clock, { method: 'POST', path: PATH, body }),
    ],
    [
      'a credential for another body',
      () => authorize('shopping', clock, { method: 'POST', path: PATH, body: 'x' }),
    ],
    [
      'a credential for another path',
      (body) => authorize('shopping', clock, { method: 'POST', path: '/bridge/settled', body }),
    ],
    [
      'an old credential',
      (body) => authorize('shopping', () => clock() - 80_000, { method: 'POST', path: PATH, body }),
    ],
  ])('answers 401 to %s', async (_, headersFor) => {
    const body = await forge.forge();
    const answer = await post(body, headersFor(body));
    expect([answer.status, codeOf(answer)]).toEqual([401, 'invalid_credential']);
    expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bridge' });
    await expectNothingLearned();
  });

  it('answers 401 to a call that is heard and sent again, and says the same to all of them', async () => {
    const body = await forge.forge();
    const call = authorize('shopping', clock, { method: 'POST', path: PATH, body });
    expect((await post(body, call)).status).toBe(202);
    const again = await post(body, call);
    const missing = await post(body, { authorization: '' });
    expect([again.status, again.body]).toEqual([missing.status, missing.body]);
    expect(errors).toEqual([
      expect.objectContaining({ cause: expect.objectContaining({ code: 'ERR_PEER_REPLAYED' }) }),
      expect.objectContaining({
        cause: expect.objectContaining({ code: 'ERR_PEER_NOT_AUTHENTIC' }),
      }),
    ]);
  });

  it('answers 401, and tells nothing of events, to a stranger with a bad one', async () => {
    const answer = await post('hello', { authorization: '' });
    expect(answer.status).toBe(401);
    expect(refused).toEqual([]);
  });

  it('answers 500 when its own store fails, so that the event comes again', async () => {
    learn = async () => {
      throw new Error('SQLITE_FULL');
    };
    const answer = await post(await forge.forge());
    expect([answer.status, codeOf(answer)]).toEqual([500, 'internal_error']);
  });
});

describe('the router behind a body parser', () => {
  it('says that it is in the wrong place, instead of waiting for ever', async () => {
    const receiveEvent = async () => {};
    const errors: unknown[] = [];
    const app = express();
    app.use(express.text({ type: TYPE }));
    app.use(
      createReceiverRouter({ receiver: { receiveEvent }, guard: guardOf('shopping', clock) }),
    );
    app.use(problemHandler({ onError: (error) => errors.push(error) }));
    const server = await listen(app);
    const wire = { method: 'POST', headers: { 'content-type': TYPE }, body: 'x' };
    expect((await send(URL, portOf(server), wire)).status).toBe(500);
    expect(errors).toEqual([expect.any(TypeError)]);
    await stop(server);
  });
});
