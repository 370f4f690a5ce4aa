import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  createMemoryReceiver,
  type MemoryReceiver,
} from '../../../test/support/memory-receiver.ts';
import { createTestSource, signPlainly, verifyPlainly } from '../../../test/support/poll-source.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { PeerError } from '../peer/errors.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import { createPollAnswerer } from './answer-poll.ts';
import { writeCursor } from './feed.ts';
import { Lease } from './lease.ts';
import type { SignEntry } from './poll-source.ts';
import { createPoller } from './poller.ts';

const SECOND = 1_000;

describe('a poller', () => {
  let world: ReturnType<typeof createTestSource>;
  let receiver: MemoryReceiver;
  let lease: Lease;
  /** What a call meets instead of the transmitter. */
  let fault: PeerError | { status: number; body: string } | null;
  let asked: { at: number; body: Record<string, unknown>; timeoutSeconds: number }[];
  let heard: string[];
  let alarms: string[];
  /** Positions whose event the receiver refuses, with the code. */
  let refused: Map<number, string>;

  beforeEach(() => {
    world = createTestSource();
    receiver = createMemoryReceiver();
    lease = new Lease({ leaseSeconds: 30, scheduler: world.scheduler });
    fault = null;
    [asked, heard, alarms] = [[], [], []];
    refused = new Map();
  });

  const sign: SignEntry = async (entry, incarnation) => {
    const refuse = refused.get(entry.seq);
    return JSON.stringify({ ...JSON.parse(await signPlainly(entry, incarnation)), refuse });
  };
  function start({ maxEvents = 500, store = receiver } = {}) {
    const answerPoll = createPollAnswerer({ ...world, sign });
    const peer: PeerClient = {
      async call({ body = '', timeoutSeconds, signal }) {
        const request = JSON.parse(body);
        asked.push({ at: world.scheduler.now(), body: request, timeoutSeconds });
        if (fault instanceof Error) throw fault;
        if (fault) return { ...fault, header: () => null };
        const outcome = await answerPoll({ ...request, maxEvents }, signal);
        if (signal?.aborted) throw new PeerError('ERR_PEER_UNREACHABLE', 'aborted');
        const status = outcome.kind === 'answered' ? 200 : 409;
        const answer = outcome.kind === 'answered' ? outcome.answer : {};
        return { status, body: JSON.stringify(answer), header: () => null };
      },
    };
    const poller = createPoller({
      peer,
      verify: verifyPlainly,
      receiver: store,
      lease,
      holdSeconds: 10,
      scheduler: world.scheduler,
      random: createSeededRandom(),
      watch: {
        onFailure: (word) => void heard.push(word),
        onRecovery: () => void heard.push('recovered'),
        onAlarm: (word, jti) => void alarms.push(`${word} ${jti?.split('.')[1]}`),
      },
    });
    poller.start();
    return poller;
  }
  const place = async () => (await receiver.cursor())?.seq ?? 0;

  it('learns everything and confirms the lease, at once after a cold start', async () => {
    const epoch = world.feed.bump('a');
    world.feed.endSession('sid-1');
    const floor = world.feed.endEveryone();
    const poller = start();
    expect(lease.isFresh()).toBe(false);
    await world.scheduler.advance(0);
    expect(lease.isFresh()).toBe(true);
    expect([receiver.epochOf('a'), receiver.floor()]).toEqual([epoch, floor]);
    expect([...receiver.ended()]).toEqual(['sid-1']);
    expect(await place()).toBe(3);
    await poller.stop();
  });

  it('is not held before it is fresh, and then for as long as it asks for', async () => {
    const poller = start();
    await world.scheduler.advance(0);
    expect(asked.map(({ body }) => body)).toEqual([
      { maxEvents: 500, returnImmediately: true, cursor: null, highest_epoch: 0, hold_seconds: 10 },
      {
        maxEvents: 500,
        returnImmediately: false,
        cursor: writeCursor(await world.feed.head()),
        highest_epoch: 0,
        hold_seconds: 10,
      },
    ]);
    expect(asked[1]?.timeoutSeconds).toBe(15);
    await world.scheduler.advance(60 * SECOND);
    expect(asked).toHaveLength(2 + 6);
    expect(lease.isFresh()).toBe(true);
    await poller.stop();
  });

  it('knows of a change within 50 ms', async () => {
    const poller = start();
    await world.scheduler.advance(5 * SECOND);
    const epoch = world.feed.bump('a');
    await world.scheduler.advance(50);
    expect(receiver.epochOf('a')).toBe(epoch);
    await poller.stop();
  });

  it('keeps the lease alive without a gap, while nothing happens', async () => {
    const poller = start();
    await world.scheduler.advance(0);
    for (let count = 0; count < 200; count++) {
      await world.scheduler.advance(317);
      expect(lease.isFresh()).toBe(true);
    }
    await poller.stop();
  });

  it('confirms from the beginning of the poll: what came while it was held may be missing', async () => {
    const poller = start();
    await world.scheduler.advance(10 * SECOND);
    // Answered at 10 s, asked at 0 s: of the poll that began at 10 s nothing is known.
    fault = new PeerError('ERR_PEER_UNREACHABLE', 'x');
    await world.scheduler.advance(10 * SECOND);
    await world.scheduler.advance(20 * SECOND);
    expect(lease.isFresh()).toBe(true);
    await world.scheduler.advance(1);
    expect(lease.isFresh()).toBe(false);
    await poller.stop();
  });

  it('reads all pages before it confirms, each with its cursor', async () => {
    for (let count = 0; count < 5; count++) world.feed.bump(`user-${count}`);
    const places: unknown[] = [];
    const store: MemoryReceiver = {
      ...receiver,
      async learn(learned, cursor) {
        places.push(cursor?.seq, lease.isFresh());
        await receiver.learn(learned, cursor);
      },
    };
    const poller = start({ maxEvents: 2, store });
    await world.scheduler.advance(0);
    expect(places.slice(0, 6)).toEqual([2, false, 4, false, 5, false]);
    expect(lease.isFresh()).toBe(true);
    await poller.stop();
  });

  it('tries again soon, ever more seldom, and tells the log once', async () => {
    fault = new PeerError('ERR_PEER_TIMEOUT', 'x');
    const poller = start();
    await world.scheduler.advance(60 * SECOND);
    const gaps = asked.slice(1).map(({ at }, i) => at - (asked[i]?.at ?? 0));
    expect(gaps[0]).toBeLessThanOrEqual(250);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5 * SECOND);
    expect(Math.min(...gaps.slice(6))).toBeGreaterThanOrEqual(2_500);
    expect(heard).toEqual(['timeout']);
    fault = null;
    await world.scheduler.advance(5 * SECOND);
    expect(heard).toEqual(['timeout', 'recovered']);
    expect(lease.isFresh()).toBe(true);
    await poller.stop();
  });

  it.each([
    ['status_409', { status: 409, body: '{}' }],
    ['status_401', { status: 401, body: '' }],
    ['malformed', { status: 200, body: '<html>' }],
    ['malformed', { status: 200, body: 'null' }],
    ['malformed', { status: 200, body: '{"sets":{}}' }],
    ['malformed', { status: 200, body: '{"sets":[],"cursor":"CURSOR"}' }],
    ['malformed', { status: 200, body: '{"sets":{"a":1},"cursor":"CURSOR"}' }],
    ['malformed', { status: 200, body: '{"sets":{},"cursor":"1"}' }],
    ['malformed', { status: 200, body: '{"sets":{},"cursor":"CURSOR","moreAvailable":"no"}' }],
    ['malformed', { status: 200, body: '{"sets":{},"cursor":"CURSOR","moreAvailable":true}' }],
  ])('confirms nothing by an answer that is none: %s %j', async (word, { status, body }) => {
    const cursor = writeCursor(await world.feed.head());
    await receiver.learn([], await world.feed.head());
    fault = { status, body: body.replace('CURSOR', cursor) };
    const poller = start();
    await world.scheduler.advance(10 * SECOND);
    expect(lease.isFresh()).toBe(false);
    expect(heard).toEqual([word]);
    expect(asked.length).toBeLessThan(15);
    await poller.stop();
  });

  it('takes no more events than it has asked for', async () => {
    const cursor = writeCursor(await world.feed.head());
    const sets = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`jti-${i}`, 'x']));
    fault = { status: 200, body: JSON.stringify({ sets, cursor }) };
    const poller = start();
    await world.scheduler.advance(0);
    expect(heard).toEqual(['malformed']);
    await poller.stop();
  });

  it('confirms nothing while the stream is paused', async () => {
    const poller = start();
    await world.scheduler.advance(0);
    await world.deliveries.setStatus('shopping', 'paused');
    await world.scheduler.advance(41 * SECOND);
    expect(lease.isFresh()).toBe(false);
    await world.deliveries.setStatus('shopping', 'enabled');
    await world.scheduler.advance(5 * SECOND);
    expect(lease.isFresh()).toBe(true);
    await poller.stop();
  });

  it('does not flood a transmitter that holds nothing', async () => {
    const cursor = writeCursor(await world.feed.head());
    fault = { status: 200, body: JSON.stringify({ sets: {}, cursor }) };
    const poller = start();
    await world.scheduler.advance(10 * SECOND);
    expect(asked.length).toBeLessThanOrEqual(42);
    expect(lease.isFresh()).toBe(true);
    await poller.stop();
  });

  it('takes the cursor of the answer, also of another history', async () => {
    world.feed.bump('a');
    const restore = world.feed.backUp();
    world.feed.bump('b');
    const poller = start();
    await world.scheduler.advance(0);
    const { incarnation } = await world.feed.head();
    restore();
    await world.scheduler.advance(21 * SECOND);
    const now = await world.feed.head();
    expect(now.incarnation).not.toBe(incarnation);
    expect(await receiver.cursor()).toEqual(now);
    expect(receiver.floor()).toBe(world.feed.floor());
    expect(receiver.floor()).toBeGreaterThan(receiver.epochOf('b'));
    await poller.stop();
  });

  it('confirms nothing and learns nothing twice while its own store fails', async () => {
    world.feed.bump('a');
    let isBroken = true;
    const store: MemoryReceiver = {
      ...receiver,
      async learn(learned, cursor) {
        if (isBroken) throw new Error('SQLITE_FULL');
        await receiver.learn(learned, cursor);
      },
    };
    const poller = start({ store });
    await world.scheduler.advance(5 * SECOND);
    expect(heard).toEqual(['store']);
    expect(lease.isFresh()).toBe(false);
    isBroken = false;
    await world.scheduler.advance(5 * SECOND);
    expect(lease.isFresh()).toBe(true);
    expect(receiver.epochOf('a')).toBe(world.feed.epochOf('a'));
    await poller.stop();
  });

  it('stops in the middle of a poll, and asks nothing any more', async () => {
    const poller = start();
    await world.scheduler.advance(SECOND);
    await poller.stop();
    const before = asked.length;
    await world.scheduler.advance(60 * SECOND);
    expect(asked).toHaveLength(before);
    expect(heard).toEqual([]);
    expect(world.scheduler.sleepers()).toBe(0);
  });

  describe('with an event that is refused', () => {
    beforeEach(() => {
      for (const subject of ['a', 'poison', 'b', 'c', 'd']) world.feed.bump(subject);
      refused.set(2, 'ERR_EVENT_EPOCH_OUT_OF_BOUNDS');
    });

    it('learns all the others, on this page and behind it', async () => {
      const poller = start({ maxEvents: 2 });
      await world.scheduler.advance(20 * SECOND);
      for (const subject of ['a', 'b', 'c', 'd']) {
        expect(receiver.epochOf(subject)).toBe(world.feed.epochOf(subject));
      }
      const epoch = world.feed.bump('e');
      await world.scheduler.advance(5 * SECOND);
      expect(receiver.epochOf('e')).toBe(epoch);
      await poller.stop();
    });

    it('neither confirms the lease nor stores a cursor behind it', async () => {
      const poller = start({ maxEvents: 1 });
      await world.scheduler.advance(60 * SECOND);
      expect(lease.isFresh()).toBe(false);
      expect(await place()).toBe(1);
      expect(receiver.epochOf('poison')).toBe(0);
      await poller.stop();
    });

    it('says so on both sides, once, and claims no more than it has taken', async () => {
      const poller = start();
      await world.scheduler.advance(60 * SECOND);
      expect(heard).toEqual(['invalid_request']);
      expect(alarms).toEqual(['invalid_request 2']);
      expect(world.alarms).toHaveLength(1);
      expect(world.deliveries.acked.has(2)).toBe(false);
      await poller.stop();
    });

    it('keeps its own pace', async () => {
      const poller = start();
      await world.scheduler.advance(60 * SECOND);
      expect(asked.length).toBeLessThan(30);
      await poller.stop();
    });

    it('is well again when the event can be taken', async () => {
      const poller = start();
      await world.scheduler.advance(20 * SECOND);
      refused.clear();
      await world.scheduler.advance(5 * SECOND);
      expect(receiver.epochOf('poison')).toBe(world.feed.epochOf('poison'));
      expect(lease.isFresh()).toBe(true);
      expect(heard).toEqual(['invalid_request', 'recovered']);
      await poller.stop();
    });

    it('is well again when a newer event has taken its place in the feed', async () => {
      const poller = start();
      await world.scheduler.advance(20 * SECOND);
      const epoch = world.feed.bump('poison');
      await world.scheduler.advance(5 * SECOND);
      expect(receiver.epochOf('poison')).toBe(epoch);
      expect(lease.isFresh()).toBe(true);
      expect(await place()).toBe(6);
      await poller.stop();
    });

    it('meets it again after a restart', async () => {
      await start().stop();
      const poller = start();
      await world.scheduler.advance(20 * SECOND);
      expect(lease.isFresh()).toBe(false);
      await poller.stop();
    });

    it('gives no alarm for a key that is on its way', async () => {
      refused.set(2, 'ERR_EVENT_UNKNOWN_KEY');
      const poller = start();
      await world.scheduler.advance(20 * SECOND);
      expect(heard).toEqual(['invalid_key']);
      expect(alarms).toEqual([]);
      expect(lease.isFresh()).toBe(false);
      await poller.stop();
    });

    it('tells of few where all are refused', async () => {
      for (let count = 0; count < 200; count++) world.feed.bump(`user-${count}`);
      for (let seq = 1; seq <= 205; seq++) refused.set(seq, 'ERR_EVENT_WRONG_ISSUER');
      const poller = start();
      await world.scheduler.advance(2 * SECOND);
      const told = asked.map(({ body }) => Object.keys(body.setErrs ?? {}).length);
      expect(Math.max(...told)).toBe(50);
      await poller.stop();
    });

    it('refuses an event that comes under the name of another', async () => {
      refused.clear();
      const answer = await world.answerPoll({ cursor: null, returnImmediately: true });
      if (answer.kind !== 'answered') throw new Error('no answer');
      const jwts = Object.values(answer.answer.sets);
      const names = Object.keys(answer.answer.sets);
      const sets = Object.fromEntries(names.map((name, at) => [name, jwts.at(at - 1)]));
      fault = { status: 200, body: JSON.stringify({ ...answer.answer, sets }) };
      const poller = start();
      await world.scheduler.advance(0);
      expect(receiver.epochOf('a')).toBe(0);
      expect(lease.isFresh()).toBe(false);
      await poller.stop();
    });
  });
});
