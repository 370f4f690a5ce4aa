import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { type Answer, send } from '../../../test/support/http-exchange.ts';
import { authorize } from '../../../test/support/peer-calls.ts';
import { listen, portOf, sideOptions, stop } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { createParts } from '../flows/create-parts.ts';
import { parkState } from '../flows/parking.ts';
import { type Bridge, createBridge } from './bridge.ts';
import { problemHandler } from './problem-handler.ts';

const JTI = Buffer.alloc(16, 1).toString('base64url');
const OTHER_REF = Buffer.alloc(16, 9).toString('base64url');

describe('GET /bridge/parked/{ref}', () => {
  let clock: TestClock;
  let server: Server;
  let bridge: Bridge;
  let ref: string;
  let errors: unknown[];

  beforeEach(async () => {
    clock = createTestClock();
    errors = [];
    bridge = createBridge({ ...(await sideOptions('shopping', clock)), problems: 'pass-on' });
    const app = express();
    app.use(bridge.router);
    app.use(problemHandler({ onError: (error) => errors.push(error) }));
    server = await listen(app);
    ref = (await parkState(bridge.parts, Uint8Array.of(1, 2)))?.ref ?? '';
  });
  afterEach(() => stop(server));

  const pathOf = (reference: string, jti = JTI) => `/bridge/parked/${reference}?jti=${jti}`;
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    send(`http://shop.test${path}`, portOf(server), { method, headers, body: null });
  const credentialFor = (path: string, method = 'GET') =>
    authorize('shopping', clock.now, { method, path });
  const told = ({ status, body }: Answer) => [status, body && JSON.parse(body).code];

  it('gives the state to the other server, sealed and stored nowhere on the way', async () => {
    const answer = await ask(pathOf(ref), credentialFor(pathOf(ref)));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/octet-stream',
    });
    const checkout = createParts(await sideOptions('checkout', clock));
    expect(checkout.parkedThere.open(answer.body).ok).toBe(true);
    expect(bridge.parts.parkedThere.open(answer.body).ok).toBe(false);
    expect(answer.setCookies).toEqual([]);
  });

  it('gives it again: an answer that was lost loses no cart', async () => {
    for (const _ of ['first', 'again']) {
      const { status } = await ask(pathOf(ref), credentialFor(pathOf(ref)));
      expect(status).toBe(200);
    }
  });

  it.each<[string, () => Record<string, string>]>([
    ['without a credential', () => ({})],
    ['with a bearer token', () => ({ authorization: 'Bearer AAAA' })],
    ['with the credential of another reference', () => credentialFor(pathOf(OTHER_REF))],
    ['with the credential of another token', () => credentialFor(pathOf(ref, OTHER_REF))],
    ['with the credential of another method', () => credentialFor(pathOf(ref), 'POST')],
    [
      'with a credential for the other direction',
      () => authorize('checkout', clock.now, { method: 'GET', path: pathOf(ref) }),
    ],
  ])('refuses whoever asks %s, alike', async (_, headers) => {
    const answer = await ask(pathOf(ref), headers());
    expect(told(answer)).toEqual([401, 'invalid_credential']);
    expect(answer.headers['www-authenticate']).toBe('Bridge');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('refuses a credential that was used before, and one that is old', async () => {
    const headers = credentialFor(pathOf(ref));
    expect((await ask(pathOf(ref), headers)).status).toBe(200);
    expect(told(await ask(pathOf(ref), headers))).toEqual([401, 'invalid_credential']);
    const late = credentialFor(pathOf(ref));
    clock.advance(76);
    expect(told(await ask(pathOf(ref), late))).toEqual([401, 'invalid_credential']);
  });

  it('says to a stranger the same of what is there and what is not', async () => {
    expect(await ask(pathOf(OTHER_REF)).then(told)).toEqual(await ask(pathOf(ref)).then(told));
  });

  it.each([
    ['an unknown reference', () => pathOf(OTHER_REF)],
    ['a reference of another shape', () => pathOf('..%2f..%2fetc')],
    ['no token', () => `/bridge/parked/${ref}`],
    ['two tokens', () => `${pathOf(ref)}&jti=${JTI}`],
    ['sixteen numbers for a token', () => `/bridge/parked/${ref}?${'jti=1&'.repeat(16)}`],
    ['a token of another shape', () => pathOf(ref, 'x')],
  ])('answers 404 to %s', async (_, path) => {
    expect(told(await ask(path(), credentialFor(path())))).toEqual([404, 'not_found']);
  });

  it.each(['POST', 'PUT', 'DELETE'])('takes no %s', async (method) => {
    const answer = await ask(pathOf(ref), credentialFor(pathOf(ref), method), method);
    expect(told(answer)).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.allow).toBe('GET');
  });

  it('is not there while the bridge is off', async () => {
    const off = createBridge({
      ...(await sideOptions('shopping', clock)),
      mode: 'off',
      problems: 'pass-on',
    });
    const app = express();
    app.use(off.router, problemHandler());
    const other = await listen(app);
    const parked = await parkState(off.parts, Uint8Array.of(1));
    const path = pathOf(parked?.ref ?? '');
    const { status } = await send(`http://shop.test${path}`, portOf(other), {
      method: 'GET',
      headers: credentialFor(path),
      body: null,
    });
    await stop(other);
    expect(status).toBe(404);
  });
});
