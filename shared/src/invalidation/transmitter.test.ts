import { describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createEventForge } from '../../../test/support/event-forge.ts';
import { createMemoryReceiver } from '../../../test/support/memory-receiver.ts';
import { PAIR } from '../../../test/support/peer-calls.ts';
import { createTestSource } from '../../../test/support/poll-source.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createLiveKeys } from '../core/live-keys.ts';
import { parseOrigin } from '../core/origin.ts';
import type { DomainPair } from '../crypto/direction.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import { createReceiver } from './receiver.ts';
import { createTransmitter } from './transmitter.ts';

async function createWorld(pair: DomainPair) {
  const source = createTestSource();
  const keys = createLiveKeys((await createEventForge()).keys);
  const pushed: string[] = [];
  const peer: PeerClient = {
    async call({ body = '' }) {
      pushed.push(body);
      return { status: 202, body: '', header: () => null };
    },
  };
  const random = createSeededRandom();
  const pairwise = (subject: string): string => `sub_${subject}`;
  const transmitter = createTransmitter({ ...source, pair, keys, pairwise, peer, random });
  return { ...source, keys, pushed, transmitter };
}

describe('a transmitter', () => {
  it.each([
    ['leaves the reason out of what it pushes over an open wire', 'http://shop.test', false],
    ['pushes the reason over TLS', 'https://shop.test', true],
  ])('%s', async (_, shopping, hasReason) => {
    const pair = { ...PAIR, shopping: parseOrigin(shopping) };
    const { feed, transmitter, pushed, scheduler } = await createWorld(pair);
    feed.bump('usr_1');
    transmitter.start();
    await scheduler.until(() => pushed.length === 1);
    const claims = decodeJwt(pushed[0] ?? '');
    expect(JSON.stringify(claims).includes('password-change')).toBe(hasReason);
    expect(claims).toMatchObject({ iss: 'https://checkout.test', aud: shopping });
    expect(claims.sub_id).toMatchObject({ sub: 'sub_usr_1' });
    await transmitter.stop();
  });

  it('signs with the first key of the moment', async () => {
    const { feed, keys, transmitter, pushed, scheduler } = await createWorld(PAIR);
    const next = await createEventForge();
    keys.replace(next.keys);
    feed.bump('usr_1');
    transmitter.start();
    await scheduler.until(() => pushed.length === 1);
    expect(decodeProtectedHeader(pushed[0] ?? '').kid).toBe(next.keys.keys[0].kid);
    await transmitter.stop();
  });

  it('lets go of held polls when it stops, and stays stopped', async () => {
    const { feed, transmitter, pushed, scheduler } = await createWorld(PAIR);
    const polling = transmitter.answerPoll({ cursor: null });
    await scheduler.advance(100);
    await transmitter.stop();
    expect(await polling).toMatchObject({ kind: 'answered', answer: { sets: {} } });
    feed.bump('a');
    transmitter.start();
    await scheduler.advance(60_000);
    expect(pushed).toEqual([]);
  });

  it('stops when the polls that it answers are answered, so that its store may close then', async () => {
    const { deliveries, transmitter } = await createWorld(PAIR);
    const { read } = deliveries;
    const reading = Promise.withResolvers<void>();
    deliveries.read = async (stream) => {
      await reading.promise;
      return read(stream);
    };
    const polling = transmitter.answerPoll({ cursor: null });
    let isStopped = false;
    const stopping = transmitter.stop().then(() => {
      isStopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    reading.resolve();
    await Promise.all([polling, stopping]);
  });
});

describe('a receiver', () => {
  it.each([9, 301, Number.NaN])('is not made for a lease of %d s', async (leaseSeconds) => {
    const source = createTestSource();
    const options = {
      ...source,
      pair: PAIR,
      store: createMemoryReceiver(),
      peer: { call: () => Promise.reject(new Error('not reached')) },
      checkoutUrl: 'https://checkout.test',
      fetch,
      random: createSeededRandom(),
      leaseSeconds,
    };
    expect(() => createReceiver(options)).toThrow(RangeError);
  });
});
