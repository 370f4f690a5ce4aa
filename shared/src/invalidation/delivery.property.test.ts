import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryReceiver } from '../../../test/support/memory-receiver.ts';
import { createTestSource, signPlainly, verifyPlainly } from '../../../test/support/poll-source.ts';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { PeerError } from '../peer/errors.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import { createEventReceiver } from './event-receiver.ts';
import { ExpectedStates } from './expected-states.ts';
import { Lease } from './lease.ts';
import { createPoller } from './poller.ts';
import { createPusher } from './pusher.ts';

const SUBJECTS = ['a', 'b', 'c'];

/** Both ends, and a wire between them that tests disturb. */
function createWorld(seed = 'seed') {
  const source = createTestSource();
  const { feed, scheduler, answerPoll } = source;
  const receiver = createMemoryReceiver();
  const lease = new Lease({ leaseSeconds: 30, scheduler });
  const states = new ExpectedStates(createSeededRandom());
  const receive = createEventReceiver({ verify: verifyPlainly, receiver, states });
  /** Everything that was ever put on the wire, to be sent again at any time. */
  const wire: string[] = [];
  const push: PeerClient = {
    async call({ body = '' }) {
      wire.push(body);
      await receive(body);
      return { status: 202, body: '', header: () => null };
    },
  };
  const poll: PeerClient = {
    async call({ body = '', signal }) {
      const outcome = await answerPoll(JSON.parse(body), signal);
      const answer = outcome.kind === 'answered' ? outcome.answer : null;
      wire.push(...Object.values(answer?.sets ?? {}));
      return { status: answer ? 200 : 409, body: JSON.stringify(answer), header: () => null };
    },
  };
  const random = createSeededRandom(seed);
  const start = (through: (peer: PeerClient) => PeerClient = (peer) => peer) => {
    const sides = [
      createPusher({ ...source, peer: through(push), sign: signPlainly, random, watch: {} }),
      createPoller({
        peer: through(poll),
        verify: verifyPlainly,
        receiver,
        lease,
        holdSeconds: 10,
        scheduler,
        random,
        watch: {},
      }),
    ];
    for (const side of sides) side.start();
    return async () => {
      await Promise.all(sides.map((side) => side.stop()));
    };
  };
  const expectSame = (): void => {
    for (const subject of SUBJECTS) {
      expect(receiver.epochOf(subject)).toBe(feed.epochOf(subject));
    }
    expect(receiver.floor()).toBe(feed.floor());
    expect([...receiver.ended()].sort()).toEqual([...feed.ended()].sort());
  };
  return { ...source, receiver, lease, receive, wire, start, expectSame };
}

type World = ReturnType<typeof createWorld>;
type Step = (world: World) => Promise<void>;

const subject = fc.constantFrom(...SUBJECTS);
/** Anything that may come over the wire or happen beside it, in any order. */
const step: fc.Arbitrary<Step> = fc.oneof(
  subject.map(
    (each): Step =>
      async ({ feed }) =>
        void feed.bump(each),
  ),
  fc.constantFrom('sid-1', 'sid-2').map(
    (sid): Step =>
      async ({ feed }) =>
        feed.endSession(sid),
  ),
  fc.constant<Step>(async ({ feed }) => void feed.endEveryone()),
  fc.nat().map(
    (which): Step =>
      async ({ feed, wire }) => {
        // An event that is made and lost, or comes much later.
        const entries = await feed.read(0, 100);
        const entry = entries[which % Math.max(entries.length, 1)];
        if (entry) wire.push(await signPlainly(entry, (await feed.head()).incarnation));
      },
  ),
  {
    weight: 3,
    arbitrary: fc.nat().map(
      (which): Step =>
        async ({ wire, receive }) => {
          const event = wire[which % Math.max(wire.length, 1)];
          if (event !== undefined) await receive(event);
        },
    ),
  },
  fc.integer({ min: 1, max: 3 }).map(
    (maxEvents): Step =>
      async ({ answerPoll, receiver, wire }) => {
        // A poll whose answer is lost before anything of it is learned.
        const cursor = await receiver.cursor();
        const place = cursor && `${cursor.incarnation}.${cursor.seq}.${cursor.chain}`;
        const body = { maxEvents, returnImmediately: true, cursor: place };
        const outcome = await answerPoll(body);
        if (outcome.kind === 'answered') wire.push(...Object.values(outcome.answer.sets));
      },
  ),
  fc.nat(20_000).map(
    (milliseconds): Step =>
      async ({ start, scheduler }) => {
        const stop = start();
        await scheduler.advance(milliseconds);
        await stop();
      },
  ),
  fc.nat(3_600_000).map(
    (milliseconds): Step =>
      async ({ scheduler }) =>
        scheduler.advance(milliseconds),
  ),
);

/** I17, and with it I3 and I4. */
describe('any mix of dropped, repeated, reordered and delayed pushes and polls', () => {
  it('ends at the highest epoch of each subject, and never passes it or falls back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const world = createWorld();
        const { feed, receiver } = world;
        let before = new Map(SUBJECTS.map((each) => [each, 0]));
        for (const take of steps) {
          await take(world);
          const after = new Map(SUBJECTS.map((each) => [each, receiver.epochOf(each)]));
          for (const [each, epoch] of after) {
            expect(epoch).toBeGreaterThanOrEqual(before.get(each) ?? 0);
            // A session that is born now has the epoch of the feed: nothing that is on the wire ends it.
            expect(epoch).toBeLessThanOrEqual(feed.epochOf(each));
          }
          expect(receiver.floor()).toBeLessThanOrEqual(feed.floor());
          before = after;
        }
        const stop = world.start();
        await world.scheduler.advance(10_000);
        await stop();
        world.expectSame();
      }),
      { numRuns: 150 },
    );
  });
});

/** I16 */
describe('over a bad wire', () => {
  /** Drops and repeats, answers 5xx, and loses answers of calls that have taken effect. */
  const badWire =
    (seed: string) =>
    (peer: PeerClient): PeerClient => {
      const random = createSeededRandom(seed);
      return {
        async call(request) {
          const [dice = 0] = random(1);
          if (dice < 76) throw new PeerError('ERR_PEER_TIMEOUT', 'dropped');
          if (dice < 100) return { status: 503, body: '', header: () => null };
          if (dice < 176) await peer.call(request);
          const answer = await peer.call(request);
          if (dice < 200) throw new PeerError('ERR_PEER_UNREACHABLE', 'the answer is lost');
          return answer;
        },
      };
    };

  it.each(Array.from({ length: 20 }, (_, at) => `wire-${at}`))(
    'every change arrives all the same: %s',
    async (seed) => {
      const world = createWorld(seed);
      const stop = world.start(badWire(seed));
      for (let count = 0; count < 40; count++) {
        world.feed.bump(SUBJECTS[count % SUBJECTS.length] ?? '');
        if (count % 10 === 0) world.feed.endSession(`sid-${count}`);
        if (count === 25) world.feed.endEveryone();
        await world.scheduler.advance(700);
      }
      await world.scheduler.advance(120_000);
      world.expectSame();
      await stop();
    },
  );

  it('no recognized session is believed longer than the lease after its end (I2)', async () => {
    const world = createWorld();
    let isCut = false;
    const stop = world.start((peer) => ({
      async call(request) {
        if (isCut) throw new PeerError('ERR_PEER_TIMEOUT', 'cut');
        const answer = await peer.call(request);
        if (isCut) throw new PeerError('ERR_PEER_TIMEOUT', 'cut');
        return answer;
      },
    }));
    const { feed, receiver, lease, scheduler } = world;
    const session = { subject: 'a', sid: 'sid-1', epoch: feed.bump('a') };
    await scheduler.advance(3_000);
    const isServed = (): boolean => lease.isFresh() && receiver.isAlive(session);
    expect(isServed()).toBe(true);
    isCut = true;
    feed.bump('a');
    await scheduler.advance(30_001);
    expect(isServed()).toBe(false);
    isCut = false;
    await scheduler.advance(6_000);
    expect([lease.isFresh(), isServed()]).toEqual([true, false]);
    await stop();
  });
});
