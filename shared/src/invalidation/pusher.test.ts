import { beforeEach, describe, expect, it } from '@jest/globals';
import { createTestSource, signPlainly, TODAY } from '../../../test/support/poll-source.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { PeerError } from '../peer/errors.ts';
import type { PeerClient, PeerRequest } from '../peer/peer-client.ts';
import { createPusher } from './pusher.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Reply {
  readonly status: number;
  readonly err?: string;
  readonly retryAfter?: string;
}

describe('a pusher', () => {
  let world: ReturnType<typeof createTestSource>;
  let reply: Reply | PeerError;
  let pushed: { at: number; seq: number }[];
  let requests: PeerRequest[];
  let heard: string[];
  let alarms: string[];
  beforeEach(() => {
    world = createTestSource();
    reply = { status: 202 };
    [pushed, requests, heard, alarms] = [[], [], [], []];
  });

  const peer: PeerClient = {
    async call(request) {
      requests.push(request);
      const seq: number = JSON.parse(request.body ?? '').seq;
      pushed.push({ at: world.scheduler.now(), seq });
      if (reply instanceof Error) throw reply;
      const { status, err, retryAfter = null } = reply;
      const body = err ? JSON.stringify({ err, description: '' }) : '';
      return { status, body, header: () => retryAfter };
    },
  };
  const start = (random = createSeededRandom()) => {
    const watch = {
      onFailure: (word: string) => void heard.push(word),
      onRecovery: () => void heard.push('recovered'),
      onAlarm: (word: string, jti: string | null) => void alarms.push(`${word} ${jti}`),
    };
    const pusher = createPusher({ ...world, peer, sign: signPlainly, random, watch });
    pusher.start();
    return pusher;
  };
  const seqs = () => pushed.map(({ seq }) => seq);
  const delivery = () => world.deliveries.read('shopping');

  it('pushes what there is, in order, and then what comes, within 50 ms', async () => {
    world.feed.bump('a');
    world.feed.bump('b');
    const pusher = start();
    await world.scheduler.advance(0);
    expect(seqs()).toEqual([1, 2]);
    await world.scheduler.advance(HOUR);
    world.feed.endSession('sid-1');
    await world.scheduler.advance(50);
    expect(seqs()).toEqual([1, 2, 3]);
    expect(await delivery()).toMatchObject({ pushedSeq: 3, attempts: 0, lastError: null });
    await pusher.stop();
  });

  it('sends what RFC 8935 §2.1 wants', async () => {
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(0);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/bridge/events',
      contentType: 'application/secevent+jwt',
    });
    await pusher.stop();
  });

  it('begins behind what was pushed, and behind what the polls have brought', async () => {
    for (const subject of ['a', 'b', 'c', 'd']) world.feed.bump(subject);
    await world.deliveries.pushed('shopping', 1, 0);
    await world.deliveries.acknowledgedUpTo('shopping', 3, 0);
    const pusher = start();
    await world.scheduler.advance(0);
    expect(seqs()).toEqual([4]);
    await pusher.stop();
  });

  it('goes on for ever with growing waits, and tells the log once', async () => {
    reply = new PeerError('ERR_PEER_UNREACHABLE', 'x');
    world.feed.bump('a');
    const pusher = start(() => new Uint8Array(4).fill(255));
    await world.scheduler.advance(30 * MINUTE);
    const times = pushed.map(({ at }) => Math.round((at - (pushed[0]?.at ?? 0)) / SECOND));
    expect(times.slice(0, 7)).toEqual([0, 1, 6, 21, 81, 381, 681]);
    expect(new Set(seqs())).toEqual(new Set([1]));
    expect(heard).toEqual(['unreachable']);
    expect(await delivery()).toMatchObject({ lastError: 'unreachable', attempts: pushed.length });
    reply = { status: 202 };
    await world.scheduler.advance(6 * MINUTE);
    expect(heard).toEqual(['unreachable', 'recovered']);
    expect(await delivery()).toMatchObject({ pushedSeq: 1, attempts: 0, lastError: null });
    await pusher.stop();
  });

  it('says so when another reason takes over', async () => {
    reply = { status: 503 };
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(SECOND);
    reply = new PeerError('ERR_PEER_TIMEOUT', 'x');
    await world.scheduler.advance(10 * SECOND);
    expect(heard).toEqual(['status_503', 'timeout']);
    await pusher.stop();
  });

  it('waits as long as it is asked to', async () => {
    reply = { status: 503, retryAfter: '600' };
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(599 * SECOND);
    expect(seqs()).toEqual([1]);
    await world.scheduler.advance(2 * SECOND);
    expect(seqs()).toEqual([1, 1]);
    await pusher.stop();
  });

  it('pushes meanwhile nothing else, and then the last change of the subject alone', async () => {
    reply = { status: 503, retryAfter: '60' };
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(SECOND);
    world.feed.bump('b');
    world.feed.bump('a');
    await world.scheduler.advance(50 * SECOND);
    expect(seqs()).toEqual([1]);
    reply = { status: 202 };
    await world.scheduler.advance(20 * SECOND);
    expect(seqs()).toEqual([1, 2, 3]);
    await pusher.stop();
  });

  it('does not wait for a time that was written before the clock was set back', async () => {
    world.feed.bump('a');
    await world.deliveries.failed('shopping', 'timeout', TODAY + 25 * HOUR);
    const pusher = start();
    await world.scheduler.advance(0);
    expect(seqs()).toEqual([1]);
    await pusher.stop();
  });

  it('tries again soon when the receiver does not know the key yet (I21)', async () => {
    reply = { status: 400, err: 'invalid_key' };
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(4 * SECOND);
    reply = { status: 202 };
    expect(seqs()).toEqual([1]);
    await world.scheduler.advance(2 * SECOND);
    expect(await delivery()).toMatchObject({ pushedSeq: 1 });
    expect(heard).toEqual(['invalid_key', 'recovered']);
    expect(alarms).toEqual([]);
    await pusher.stop();
  });

  it('gives an event up that is refused for good, with an alarm, and goes on', async () => {
    reply = { status: 400, err: 'invalid_request' };
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(0);
    reply = { status: 202 };
    world.feed.bump('b');
    await world.scheduler.advance(50);
    expect(seqs()).toEqual([1, 2]);
    const { incarnation } = await world.feed.head();
    expect(alarms).toEqual([`invalid_request ${incarnation}.1`]);
    expect(world.deliveries.acked).toEqual(new Set([2]));
    await pusher.stop();
  });

  it('tries a receiver that is gone ever again, with one alarm, and leaves its polls alone', async () => {
    reply = { status: 410 };
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(HOUR);
    expect(new Set(seqs())).toEqual(new Set([1]));
    expect(alarms).toEqual(['gone null']);
    expect(await delivery()).toMatchObject({ status: 'enabled', pushedSeq: 0 });
    await pusher.stop();
  });

  it('holds what a paused stream has, and then sends the last of each subject alone (I23)', async () => {
    await world.deliveries.setStatus('shopping', 'paused');
    const pusher = start();
    for (const subject of ['a', 'b', 'a', 'a']) world.feed.bump(subject);
    await world.scheduler.advance(HOUR);
    expect(seqs()).toEqual([]);
    await world.deliveries.setStatus('shopping', 'enabled');
    await world.scheduler.advance(SECOND);
    expect(seqs()).toEqual([2, 4]);
    await pusher.stop();
  });

  it('works alone, and takes over within half a minute from one that died', async () => {
    const dead = 'worker that died';
    await world.deliveries.claim('shopping', dead, world.clock(), world.clock() + 30 * SECOND);
    world.feed.bump('a');
    const [one, two] = [start(createSeededRandom('one')), start(createSeededRandom('two'))];
    await world.scheduler.advance(29 * SECOND);
    expect(seqs()).toEqual([]);
    await world.scheduler.advance(2 * SECOND);
    expect(seqs()).toEqual([1]);
    for (let count = 0; count < 10; count++) {
      world.feed.bump('a');
      await world.scheduler.advance(5 * SECOND);
    }
    expect(pushed).toHaveLength(11);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('lets go of its right when it stops, and begins nothing any more', async () => {
    world.feed.bump('a');
    const pusher = start();
    await world.scheduler.advance(0);
    await pusher.stop();
    expect(await world.deliveries.claim('shopping', 'another', world.clock(), 0)).toBe(true);
    world.feed.bump('b');
    await world.scheduler.advance(HOUR);
    expect(seqs()).toEqual([1]);
    expect(world.scheduler.sleepers()).toBe(0);
  });

  it('stops in the middle of a push without counting it as failed', async () => {
    let signal: AbortSignal | undefined;
    const aborting: PeerClient = {
      call: (request) => {
        signal = request.signal;
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () =>
            reject(new PeerError('ERR_PEER_UNREACHABLE', 'x')),
          );
        });
      },
    };
    world.feed.bump('a');
    const random = createSeededRandom();
    const pusher = createPusher({ ...world, peer: aborting, sign: signPlainly, random, watch: {} });
    pusher.start();
    await world.scheduler.until(() => signal !== undefined);
    await pusher.stop();
    expect(await delivery()).toMatchObject({ attempts: 0, lastError: null });
  });

  it('outlives a store that fails for a while', async () => {
    let isBroken = true;
    const deliveries: typeof world.deliveries = {
      ...world.deliveries,
      read: async (stream) => {
        if (isBroken) throw new Error('SQLITE_IOERR');
        return world.deliveries.read(stream);
      },
    };
    world.feed.bump('a');
    const watch = { onFailure: (word: string) => void heard.push(word) };
    const random = createSeededRandom();
    const options = { ...world, deliveries, peer, sign: signPlainly, random, watch };
    const pusher = createPusher(options);
    pusher.start();
    await world.scheduler.advance(10 * SECOND);
    expect(heard).toEqual(['store']);
    isBroken = false;
    await world.scheduler.advance(2 * SECOND);
    expect(seqs()).toEqual([1]);
    await pusher.stop();
  });
});
