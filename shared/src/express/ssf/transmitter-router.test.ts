import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { createEventForge, type EventForge } from '../../../../test/support/event-forge.ts';
import { type Answer, send } from '../../../../test/support/http-exchange.ts';
import { createMemoryDeliveries } from '../../../../test/support/memory-deliveries.ts';
import { createMemoryFeed, type MemoryFeed } from '../../../../test/support/memory-feed.ts';
import { authorize, guardOf, PAIR } from '../../../../test/support/peer-calls.ts';
import { createSeededRandom } from '../../../../test/support/seeded-random.ts';
import { listen, portOf, stop } from '../../../../test/support/store-pair.ts';
import {
  createTestScheduler,
  type TestScheduler,
} from '../../../../test/support/test-scheduler.ts';
import { createLiveKeys, type LiveKeys } from '../../core/live-keys.ts';
import type { DeliveryStore } from '../../invalidation/delivery-store.ts';
import type { SigningKey } from '../../invalidation/signing-keys.ts';
import { createTransmitter } from '../../invalidation/transmitter.ts';
import { problemHandler } from '../problem-handler.ts';
import { createTransmitterRouter } from './transmitter-router.ts';

const CHECKOUT = 'https://checkout.test';
const clock = () => Date.UTC(2040, 0, 1);
const POSTS = ['/ssf/poll', '/ssf/verify', '/ssf/status'];

describe('the routes of the transmitter', () => {
  let forge: EventForge;
  let keys: LiveKeys<SigningKey>;
  let server: Server;
  let feed: MemoryFeed;
  let deliveries: DeliveryStore;
  let scheduler: TestScheduler;
  let pushed: string[];
  beforeAll(async () => {
    forge = await createEventForge();
  });
  beforeEach(async () => {
    if (server) await stop(server);
    feed = createMemoryFeed(clock);
    deliveries = createMemoryDeliveries('shopping');
    scheduler = createTestScheduler();
    pushed = [];
    keys = createLiveKeys(forge.keys);
    const transmitter = createTransmitter({
      pair: PAIR,
      keys,
      pairwise: (subject) => `sub_${subject}`,
      feed,
      deliveries,
      peer: {
        async call({ body = '' }) {
          pushed.push(body);
          return { status: 202, body: '', header: () => null };
        },
      },
      clock,
      scheduler,
      random: createSeededRandom(),
    });
    const app = express();
    app.use(createTransmitterRouter({ transmitter, guard: guardOf('checkout', clock) }));
    app.use(problemHandler());
    server = await listen(app);
  });
  afterAll(() => stop(server));

  const call = (
    method: string,
    path: string,
    body: string | null,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const credential = authorize('checkout', clock, { method, path, body: body ?? '' });
    const type = body === null ? {} : { 'content-type': 'application/json' };
    const wire = { method, headers: { ...type, ...credential, ...headers }, body };
    return send(`${CHECKOUT}${path}`, portOf(server), wire);
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call('POST', path, typeof body === 'string' ? body : JSON.stringify(body), headers);
  const outcome = ({ status, body }: Answer) => [status, JSON.parse(body).code];

  describe('for anybody', () => {
    it('say who the transmitter is and what it can do (SSF 1.0 §7.1)', async () => {
      const wire = { method: 'GET', headers: {}, body: null };
      const path = '/.well-known/ssf-configuration';
      const answer = await send(`${CHECKOUT}${path}`, portOf(server), wire);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'public, max-age=300',
      });
      expect(JSON.parse(answer.body)).toEqual({
        spec_version: '1_0',
        issuer: CHECKOUT,
        jwks_uri: `${CHECKOUT}/.well-known/jwks.json`,
        delivery_methods_supported: ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'],
        status_endpoint: `${CHECKOUT}/ssf/status`,
        verification_endpoint: `${CHECKOUT}/ssf/verify`,
        default_subjects: 'ALL',
      });
    });

    it('publish the keys, and no secret', async () => {
      const wire = { method: 'GET', headers: {}, body: null };
      const answer = await send(`${CHECKOUT}/.well-known/jwks.json`, portOf(server), wire);
      expect(JSON.parse(answer.body)).toEqual({ keys: [forge.keys.keys[0].publicJwk] });
      expect(answer.body).not.toContain('"d"');
      expect(answer.headers).toMatchObject({ 'cache-control': 'public, max-age=300' });
    });

    it('publish the keys of the moment', async () => {
      const next = await createEventForge();
      keys.replace({ keys: [...forge.keys.keys, ...next.keys.keys] });
      const wire = { method: 'GET', headers: {}, body: null };
      const { body } = await send(`${CHECKOUT}/.well-known/jwks.json`, portOf(server), wire);
      const kids = JSON.parse(body).keys.map(({ kid }: { kid: string }) => kid);
      expect(kids).toEqual([forge.keys.keys[0].kid, next.keys.keys[0].kid]);
    });

    it.each([
      ['/.well-known/ssf-configuration', 'GET', 'POST'],
      ['/.well-known/jwks.json', 'GET', 'DELETE'],
      ['/ssf/poll', 'POST', 'GET'],
      ['/ssf/verify', 'POST', 'PUT'],
      ['/ssf/status', 'GET, POST', 'DELETE'],
    ])('%s takes %s and answers 405 to %s', async (path, allow, method) => {
      const answer = await send(`${CHECKOUT}${path}`, portOf(server), {
        method,
        headers: {},
        body: null,
      });
      expect(outcome(answer)).toEqual([405, 'method_not_allowed']);
      expect(answer.headers).toMatchObject({ allow });
    });
  });

  describe('for the other server alone', () => {
    const bodies = ['{}', '{"stream_id":"shopping","status":"paused"}'];

    it.each(POSTS)('answer 401 to everybody else, and nothing has happened: %s', async (path) => {
      for (const body of bodies) {
        const strangers = [
          { authorization: '' },
          { authorization: 'Bearer x' },
          authorize('shopping', clock, { method: 'POST', path, body }),
          authorize('checkout', clock, { method: 'POST', path, body: 'other' }),
        ];
        for (const headers of strangers) {
          const answer = await post(path, body, headers);
          expect(outcome(answer)).toEqual([401, 'invalid_credential']);
          expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bridge' });
        }
      }
      expect(await deliveries.read('shopping')).toMatchObject({ status: 'enabled' });
      expect(pushed).toEqual([]);
    });

    it('answer 401 also to who only looks', async () => {
      const path = '/ssf/status?stream_id=shopping';
      const other = authorize('checkout', clock, { method: 'GET', path: '/ssf/status' });
      for (const headers of [{ authorization: '' }, other]) {
        expect(outcome(await call('GET', path, null, headers))).toEqual([
          401,
          'invalid_credential',
        ]);
      }
    });

    it.each(POSTS)('take JSON of up to 64 kB that is JSON: %s', async (path) => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      expect(outcome(await post(path, 'a=b', form))).toEqual([415, 'unsupported_type']);
      const encoded = { 'content-encoding': 'gzip' };
      expect(outcome(await post(path, '{}', encoded))).toEqual([415, 'unsupported_type']);
      const large = JSON.stringify({ filler: 'x'.repeat(64 * 1024) });
      expect(outcome(await post(path, large))).toEqual([413, 'too_large']);
      for (const body of ['', '{', '[', 'secret']) {
        const answer = await post(path, body);
        expect(outcome(answer)).toEqual([400, 'malformed']);
        expect(answer.body).not.toContain('secret');
      }
    });

    it('are not cached', async () => {
      for (const path of POSTS) {
        const { headers } = await post(path, { returnImmediately: true });
        expect(headers).toMatchObject({ 'cache-control': 'no-store' });
      }
    });
  });

  describe('POST /ssf/poll', () => {
    it('brings events with their reasons, signed, with the pseudonym alone', async () => {
      feed.bump('usr_1');
      const answer = await post('/ssf/poll', { cursor: null, returnImmediately: true });
      expect(answer.status).toBe(200);
      const { sets, moreAvailable, cursor } = JSON.parse(answer.body);
      expect(moreAvailable).toBe(false);
      expect(cursor).toMatch(/^[0-9a-f]{32}\.1\.[\w-]{43}$/);
      const [jwt] = Object.values<string>(sets);
      const claims = Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString();
      expect(claims).toContain('"sub_usr_1"');
      expect(claims).toContain('"password-change"');
      expect(claims).not.toContain('"usr_1"');
    });

    it.each([{ maxEvents: -1 }, { cursor: 'x' }, [], null])('answers 400 to %j', async (body) => {
      expect(outcome(await post('/ssf/poll', body))).toEqual([400, 'malformed']);
    });

    it('answers 409 while the stream is paused (I23)', async () => {
      await deliveries.setStatus('shopping', 'paused');
      const answer = await post('/ssf/poll', { cursor: null, returnImmediately: true });
      expect(outcome(answer)).toEqual([409, 'stream_not_enabled']);
    });

    it('lets go of a poll whose caller is gone', async () => {
      const body = JSON.stringify({ cursor: null });
      const headers = {
        'content-type': 'application/json',
        ...authorize('checkout', clock, { method: 'POST', path: '/ssf/poll', body }),
      };
      const controller = new AbortController();
      const url = `http://127.0.0.1:${portOf(server)}/ssf/poll`;
      const { signal } = controller;
      const polling = fetch(url, { method: 'POST', headers, body, signal }).catch(() => 'gone');
      await scheduler.until(() => scheduler.sleepers() > 0);
      controller.abort();
      expect(await polling).toBe('gone');
      await scheduler.until(() => scheduler.sleepers() === 0);
    });
  });

  describe('/ssf/status', () => {
    const path = '/ssf/status?stream_id=shopping';

    it('shows and changes the status (SSF 1.0 §8.1.2)', async () => {
      const shown = await call('GET', path, null);
      expect([shown.status, JSON.parse(shown.body)]).toEqual([
        200,
        { stream_id: 'shopping', status: 'enabled' },
      ]);
      for (const status of ['paused', 'disabled', 'enabled']) {
        const asked = { stream_id: 'shopping', status, reason: 'maintenance' };
        const changed = await post('/ssf/status', asked);
        expect([changed.status, JSON.parse(changed.body)]).toEqual([
          200,
          { stream_id: 'shopping', status },
        ]);
        expect(JSON.parse((await call('GET', path, null)).body)).toMatchObject({ status });
      }
    });

    it.each([
      ['/ssf/status', 400, 'malformed'],
      ['/ssf/status?stream_id=shopping&stream_id=other', 400, 'malformed'],
      ['/ssf/status?stream_id=other', 404, 'unknown_stream'],
      ['/ssf/status?stream_id=', 404, 'unknown_stream'],
    ])('of another stream: %s → %i %s', async (asked, status, code) => {
      expect(outcome(await call('GET', asked, null))).toEqual([status, code]);
    });

    it.each<[unknown, number, string]>([
      [{ stream_id: 'shopping' }, 400, 'malformed'],
      [{ stream_id: 'shopping', status: 'gone' }, 400, 'malformed'],
      [{ stream_id: 7, status: 'paused' }, 400, 'malformed'],
      [null, 400, 'malformed'],
      [{ stream_id: 'other', status: 'paused' }, 404, 'unknown_stream'],
    ])('is not changed by %j: %i %s', async (body, status, code) => {
      expect(outcome(await post('/ssf/status', body))).toEqual([status, code]);
      expect(await deliveries.read('shopping')).toMatchObject({ status: 'enabled' });
    });
  });

  describe('POST /ssf/verify', () => {
    const ask = { stream_id: 'shopping', state: 'x' };

    it('answers 204 and pushes the event, and 429 within the same minute (I22)', async () => {
      expect(await post('/ssf/verify', ask)).toMatchObject({ status: 204, body: '' });
      await scheduler.until(() => pushed.length === 1);
      await scheduler.advance(1_000);
      const again = await post('/ssf/verify', ask);
      expect(outcome(again)).toEqual([429, 'too_many_requests']);
      expect(again.headers).toMatchObject({ 'retry-after': '59' });
      expect(pushed).toHaveLength(1);
    });

    it.each<[unknown, number, string]>([
      [{}, 400, 'malformed'],
      [{ stream_id: 'shopping', state: 'x'.repeat(257) }, 400, 'malformed'],
      [{ stream_id: 'other' }, 404, 'unknown_stream'],
    ])('answers %j with %i %s', async (body, status, code) => {
      expect(outcome(await post('/ssf/verify', body))).toEqual([status, code]);
    });
  });
});
