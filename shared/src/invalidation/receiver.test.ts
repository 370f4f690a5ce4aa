import { expect, it } from '@jest/globals';
import { createMemoryReceiver } from '../../../test/support/memory-receiver.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { encodeBase64url } from '../core/base64url.ts';
import { utf8 } from '../core/bytes.ts';
import { parseOrigin } from '../core/origin.ts';
import type { PeerFetchResponse } from '../peer/bounded-fetch.ts';
import { createReceiver } from './receiver.ts';

const EVENT = [{ alg: 'EdDSA', typ: 'secevent+jwt', kid: 'k' }, {}, {}]
  .map((part) => encodeBase64url(utf8(JSON.stringify(part))))
  .join('.');

it('stops when the events that it is receiving are received, so that its store may close then', async () => {
  const keys = Promise.withResolvers<PeerFetchResponse>();
  const receiver = createReceiver({
    pair: {
      shopping: parseOrigin('http://shop.test'),
      checkout: parseOrigin('https://checkout.test'),
    },
    store: createMemoryReceiver(),
    peer: { call: () => new Promise<never>(() => {}) },
    checkoutUrl: 'https://checkout.test',
    fetch: () => keys.promise,
    clock: () => Date.UTC(2040, 0, 1),
    scheduler: createTestScheduler(),
    random: createSeededRandom('receiver'),
  });
  let isStopped = false;
  const received = receiver.receiveEvent(EVENT).catch(() => {});
  const stopping = receiver.stop().then(() => {
    isStopped = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  keys.reject(new Error('checkout is stopping as well'));
  await Promise.all([received, stopping]);
});
