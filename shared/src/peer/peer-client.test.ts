import { describe, expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { parseOrigin } from '../core/origin.ts';
import { createKeyring } from '../crypto/keyring.ts';
import { createMemoryReplayStore } from '../memory/replay-store.ts';
import type { PeerFetch, PeerFetchInit } from './bounded-fetch.ts';
import { createPeerClient } from './peer-client.ts';
import { createPeerSealer, openPeerCredential } from './peer-credential.ts';

const random = createSeededRandom();
const clock = createTestClock().now;
const scheduler = createTestScheduler();
const sealer = createPeerSealer({
  keyring: createKeyring([{ kid: 'b1', secret: new Uint8Array(32).fill(1) }]),
  pair: {
    shopping: parseOrigin('http://shop.test'),
    checkout: parseOrigin('https://checkout.test'),
  },
  receiver: 'shopping',
  random,
});

function clientTo(baseUrl: string, size = 3, maxAnswerBytes?: number) {
  const calls: (PeerFetchInit & { url: string })[] = [];
  const fetch: PeerFetch = async (url, init) => {
    calls.push({ url, ...init });
    const body = new Response('x'.repeat(size)).body;
    return { status: 200, headers: new Headers(), body };
  };
  const bound = maxAnswerBytes === undefined ? {} : { maxAnswerBytes };
  const options = { baseUrl, sealer, fetch, scheduler, clock, random, ...bound };
  return { calls, client: createPeerClient(options) };
}

describe('the client of the other server', () => {
  it('proves on each call who calls, anew and for this call alone', async () => {
    const { calls, client } = clientTo('http://shop.internal:8080');
    const request = {
      method: 'POST',
      path: '/bridge/events',
      body: 'ey.ey.x',
      contentType: 'application/secevent+jwt',
      headers: { 'content-language': 'en', authorization: 'Bearer x' },
      timeoutSeconds: 5,
    } as const;
    await client.call(request);
    await client.call(request);
    expect(calls[0]).toMatchObject({
      url: 'http://shop.internal:8080/bridge/events',
      method: 'POST',
      body: 'ey.ey.x',
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'content-type': 'application/secevent+jwt',
        'content-language': 'en',
      },
    });
    const claims = createMemoryReplayStore();
    for (const { headers } of calls) {
      const call = { method: 'POST', path: '/bridge/events', body: 'ey.ey.x' };
      await openPeerCredential(headers.authorization, call, { sealer, clock, claims });
    }
  });

  it('sends no body and no type where there is none', async () => {
    const { calls, client } = clientTo('http://shop.internal');
    await client.call({ method: 'GET', path: '/ssf/status?stream_id=a', timeoutSeconds: 5 });
    expect(Object.keys(calls[0] ?? {})).not.toContain('body');
    expect(Object.keys(calls[0]?.headers ?? {}).sort()).toEqual(['accept', 'authorization']);
    const call = { method: 'GET', path: '/ssf/status?stream_id=a', body: '' };
    const options = { sealer, clock, claims: createMemoryReplayStore() };
    await openPeerCredential(calls[0]?.headers.authorization, call, options);
  });

  it('reads no more than its measure', async () => {
    const request = { method: 'GET', path: '/', timeoutSeconds: 5 } as const;
    const refused = { code: 'ERR_PEER_ANSWER_TOO_LARGE' };
    await expect(
      clientTo('http://shop.test', 4 * 1024 * 1024 + 1).client.call(request),
    ).rejects.toMatchObject(refused);
    await expect(clientTo('http://shop.test', 11, 10).client.call(request)).rejects.toMatchObject(
      refused,
    );
    expect(await clientTo('http://shop.test', 10, 10).client.call(request)).toMatchObject({
      status: 200,
    });
  });

  it.each(['http://shop.test/base', 'shop.test', 'ftp://shop.test', 'http://a@shop.test'])(
    'is not made for %s, which is no origin',
    (baseUrl) => {
      expect(() => clientTo(baseUrl)).toThrow(TypeError);
    },
  );
});
