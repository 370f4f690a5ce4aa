import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyring, parseOrigin } from 'domain-bridge/handoff';
import { createPeerSealer, sealPeerCredential } from '../../shared/src/peer/peer-credential.ts';
import type { Answer } from '../support/http-exchange.ts';
import { type KnownShopper, signedInOnBoth, statesOf } from '../support/known-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';
import type { Side } from '../support/running-store.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const EVENTS = '/bridge/events';
const POLL = '/ssf/poll';
const TYPES = { [EVENTS]: 'application/secevent+jwt', [POLL]: 'application/json' };
const SIDES: Readonly<Record<string, Side>> = { [EVENTS]: 'shopping', [POLL]: 'checkout' };
const PLACES = [EVENTS, POLL] as const;
const random = createSeededRandom('peer of a running store');

describe('what only the two servers ask each other, of running servers', () => {
  const open = openStore();
  let known: KnownShopper;
  beforeAll(async () => {
    known = await signedInOnBoth(open.shopper());
  });

  /** The credential of the other server. */
  function credential(path: string, body: string, aheadSeconds = 0): string {
    const { store } = open;
    const keys = JSON.parse(readFileSync(join(store.dataDir, 'keys.json'), 'utf8'));
    const sealer = createPeerSealer({
      keyring: parseKeyring(keys.bridge),
      pair: {
        shopping: parseOrigin(store.origins.shopping),
        checkout: parseOrigin(store.origins.checkout),
      },
      receiver: SIDES[path] ?? 'shopping',
      random,
    });
    const clock = () => Date.now() + aheadSeconds * 1000;
    return sealPeerCredential({ method: 'POST', path, body }, { sealer, clock, random });
  }
  function post(
    path: (typeof PLACES)[number],
    body: string,
    headers: Readonly<Record<string, string | null>> = {},
  ): Promise<Answer> {
    const { browser } = open.shopper('program');
    const url = `${open.store.origins[SIDES[path] ?? 'shopping']}${path}`;
    const authorization = credential(path, body);
    return browser.ask(url, {
      body,
      headers: { 'content-type': TYPES[path], authorization, cookie: null, ...headers },
    });
  }

  it.each(PLACES)('401 to everybody but the other server: %s', async (path) => {
    for (const authorization of [
      null,
      'Bearer x',
      'Bridge x',
      credential(path, 'another body'),
      credential(path, '{}', 3_600),
      credential(path, '{}', -3_600),
    ]) {
      const answer = await post(path, '{}', { authorization });
      expectProblem(answer, 401, 'invalid_credential');
      expect(answer.headers['www-authenticate']).toBe('Bridge');
    }
  });

  it.each(PLACES)('415, 413 and 405 for what cannot be right: %s', async (path) => {
    const plain = { 'content-type': 'text/plain' };
    expectProblem(await post(path, 'x', plain), 415, 'unsupported_type');
    const gzip = { 'content-encoding': 'gzip' };
    expectProblem(await post(path, 'x', gzip), 415, 'unsupported_type');
    expectProblem(await post(path, 'x'.repeat(64 * 1024 + 1)), 413, 'too_large');
    const side = SIDES[path] ?? 'shopping';
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await open.shopper('program').send(side, method, path);
      expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    }
  });

  it.each(['', 'x', 'a.b.c', `${'x'.repeat(40)}.e30.e30`, '{"events":{}}'])(
    'I19: 400 with err, description and language for the event %j',
    async (body) => {
      const answer = await post(EVENTS, body);
      expect(answer.status).toBe(400);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'content-language': 'en',
        'cache-control': 'no-store',
      });
      expect(JSON.parse(answer.body)).toEqual({
        err: 'invalid_request',
        description: expect.any(String),
      });
    },
  );

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"maxEvents":-1}',
    '{"cursor":"x"}',
    '{"ack":[1]}',
    '{"setErrs":[]}',
  ])('400 malformed for the poll %j', async (body) => {
    expectProblem(await post(POLL, body), 400, 'malformed');
  });

  it('a poll of anybody who has the credential is answered, and is good for one use', async () => {
    const body = JSON.stringify({ cursor: null, returnImmediately: true });
    const authorization = credential(POLL, body);
    const answer = await post(POLL, body, { authorization });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      sets: {},
      moreAvailable: false,
      cursor: expect.any(String),
    });
    expectProblem(await post(POLL, body, { authorization }), 401, 'invalid_credential');
  });

  it('nobody was signed out by any of it', async () => {
    expect(await statesOf(known.shopper)).toEqual(['recognized', 'authenticated']);
  });
});

describe('what anybody may read of checkout', () => {
  const open = openStore({ sides: ['checkout'] });

  it('the SSF configuration names the issuer, its keys, and both ways of delivery', async () => {
    const { origins } = open.store;
    const answer = await open.shopper('program').see('checkout', '/.well-known/ssf-configuration');
    expect(answer.status).toBe(200);
    const configuration = JSON.parse(answer.body);
    expect(configuration).toMatchObject({
      spec_version: '1_0',
      issuer: origins.checkout,
      jwks_uri: `${origins.checkout}/.well-known/jwks.json`,
      delivery_methods_supported: ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'],
    });
    // SSF 1.0 §7.1: arrays that would be empty are left out.
    for (const value of Object.values(configuration)) expect(value).not.toEqual([]);
  });

  it('the keys are public ones, each with kid and alg', async () => {
    const answer = await open.shopper('program').see('checkout', '/.well-known/jwks.json');
    const { keys } = JSON.parse(answer.body);
    expect(keys).toEqual([
      expect.objectContaining({
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        kid: expect.any(String),
      }),
    ]);
    expect(Object.keys(keys[0])).not.toContain('d');
  });
});
