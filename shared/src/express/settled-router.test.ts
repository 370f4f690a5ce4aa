import type { Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { type Answer, send } from '../../../test/support/http-exchange.ts';
import { authorize, guardOf, sendChunks } from '../../../test/support/peer-calls.ts';
import { listen, portOf, sideOptions, stop } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { createParts } from '../flows/create-parts.ts';
import type { BridgeParts } from '../flows/parts.ts';
import { MAX_SETTLED_BYTES, sealSettled } from '../flows/settle.ts';
import { createMemorySettlementStore } from '../memory/settlement-store.ts';
import { encodeState } from '../state/encode.ts';
import { settlementOf } from '../state/settlement.ts';
import type { SettlementStore } from '../state/settlement-store.ts';
import { emptyState } from '../state/shopping-state.ts';
import { createBridge } from './bridge.ts';
import { problemHandler } from './problem-handler.ts';
import { createSettledRouter } from './settled-router.ts';

const PATH = '/bridge/settled';
const URL = `http://shop.test${PATH}`;
const TYPE = 'application/octet-stream';
const HANDLE = Buffer.alloc(16, 7).toString('base64url');

describe('POST /bridge/settled', () => {
  let clock: TestClock;
  let server: Server;
  let checkout: BridgeParts;
  let settlements: SettlementStore;
  let errors: unknown[];

  beforeEach(async () => {
    clock = createTestClock();
    errors = [];
    settlements = createMemorySettlementStore();
    checkout = createParts(await sideOptions('checkout', clock));
    const options = await sideOptions('shopping', clock);
    const bridge = createBridge({ ...options, stores: { ...options.stores, settlements } });
    const app = express();
    app.use(createSettledRouter({ parts: bridge.parts, guard: guardOf('shopping', clock.now) }));
    app.use(bridge.router);
    app.use(problemHandler({ onError: (error) => errors.push(error) }));
    server = await listen(app);
    await settlements.handleOf('key', HANDLE, { now: 0, until: Number.MAX_SAFE_INTEGER });
  });
  afterEach(() => stop(server));

  const sealed = (handle = HANDLE) => {
    const state = encodeState(settlementOf(emptyState((length) => new Uint8Array(length))));
    return sealSettled(checkout, { handle, id: 'ord_1', state });
  };
  const credentialFor = (body: string) =>
    authorize('shopping', clock.now, { method: 'POST', path: PATH, body });
  const post = (body: string, headers: Record<string, string | string[]> = {}) =>
    send(URL, portOf(server), {
      method: 'POST',
      headers: { 'content-type': TYPE, ...credentialFor(body), ...headers } as Record<
        string,
        string
      >,
      body,
    });
  const codeOf = ({ body }: Pick<Answer, 'body'>): unknown => JSON.parse(body).code;
  const waiting = async () => (await settlements.waiting('key', 0)).map(({ id }) => id);

  it('answers 204 without a body when it is kept, and again to the same delivery', async () => {
    for (const _ of ['first', 'again']) {
      const answer = await post(sealed());
      expect(answer).toMatchObject({ status: 204, body: '' });
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
      expect(await waiting()).toEqual(['ord_1']);
    }
    expect(errors).toEqual([]);
  });

  it('answers 404 to a handle that stands for nothing', async () => {
    const answer = await post(sealed(Buffer.alloc(16, 8).toString('base64url')));
    expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown_handle']);
    expect(await waiting()).toEqual([]);
  });

  it.each(['', 'garbage', '{"handle":"x"}', '\u0000\u00ff', 'A'.repeat(MAX_SETTLED_BYTES)])(
    'answers 400 to what it cannot read: %j',
    async (body) => {
      const answer = await post(body);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'malformed']);
      expect(await waiting()).toEqual([]);
    },
  );

  it('answers 401 to everybody but checkout', async () => {
    const body = sealed();
    const twice = credentialFor(body);
    expect((await post(body, twice)).status).toBe(204);
    const stale = credentialFor(body);
    clock.advance(76);
    for (const authorization of [
      '',
      'Bearer x',
      twice.authorization,
      stale.authorization,
      credentialFor('another body').authorization,
      authorize('checkout', clock.now, { method: 'POST', path: PATH, body }).authorization,
      authorize('shopping', clock.now, { method: 'POST', path: '/bridge/events', body })
        .authorization,
    ]) {
      const answer = await post(body, { authorization: authorization ?? '' });
      expect([answer.status, codeOf(answer)]).toEqual([401, 'invalid_credential']);
      expect(answer.headers['www-authenticate']).toBe('Bridge');
    }
  });

  it.each(['text/plain', 'application/json', 'application/x-www-form-urlencoded', ''])(
    'answers 415 to a body of the type %j, unread',
    async (type) => {
      const answer = await post(sealed(), { 'content-type': type });
      expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported_type']);
    },
  );

  it('answers 415 to a body that is encoded', async () => {
    const body = gzipSync(sealed()).toString('latin1');
    const answer = await post(body, { 'content-encoding': 'gzip' });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported_type']);
  });

  it('answers 413 to a body over the limit, announced or not', async () => {
    const announced = await post('A'.repeat(MAX_SETTLED_BYTES + 1));
    expect([announced.status, codeOf(announced)]).toEqual([413, 'too_large']);
    const chunks = Array.from({ length: 97 }, () => 'A'.repeat(1_024));
    const headers = { 'content-type': TYPE };
    const wire = { method: 'POST', path: PATH, headers, chunks };
    const unannounced = await sendChunks(portOf(server), wire);
    expect([unannounced.status, codeOf(unannounced)]).toEqual([413, 'too_large']);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const answer = await send(URL, portOf(server), { method, headers: {}, body: null });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('POST');
  });

  it('answers 500 when its store fails: checkout comes again', async () => {
    settlements.deliver = async () => {
      throw new Error('the store is away');
    };
    expect((await post(sealed())).status).toBe(500);
    expect(errors).toHaveLength(1);
  });
});
