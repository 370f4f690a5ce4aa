import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerOf, createTestSource, seen, TODAY } from '../../../test/support/poll-source.ts';
import { createPollAnswerer } from './answer-poll.ts';
import { MAX_POLL_EVENTS } from './constants.ts';
import { writeEventId } from './event-id.ts';
import { parseCursor, writeCursor } from './feed.ts';

const NOW = { returnImmediately: true };
const FIRST = { ...NOW, cursor: null };
const DAY = 24 * 3_600_000;

let world: ReturnType<typeof createTestSource>;
beforeEach(() => {
  world = createTestSource();
});
const ask = (body: unknown) => seen(world.answerPoll(body));
const cursorNow = async (): Promise<string> => writeCursor(await world.feed.head());
const idOf = async (seq: number): Promise<string> =>
  writeEventId({ incarnation: (await world.feed.head()).incarnation, seq });

describe('a poll with a cursor', () => {
  it('brings everything from the beginning, and then what is new', async () => {
    world.feed.bump('a');
    world.feed.endSession('sid-1');
    world.feed.endEveryone();
    const first = await ask(FIRST);
    expect(first).toEqual({ seqs: [1, 2, 3], moreAvailable: false, cursor: await cursorNow() });
    expect(await ask({ ...NOW, cursor: first.cursor })).toMatchObject({ seqs: [] });
    world.feed.bump('b');
    expect(await ask({ ...NOW, cursor: first.cursor })).toMatchObject({ seqs: [4] });
  });

  it('names each event by incarnation and position', async () => {
    world.feed.bump('a');
    const { sets } = answerOf(await world.answerPoll(FIRST));
    expect(Object.keys(sets)).toEqual([await idOf(1)]);
    expect(JSON.parse(Object.values(sets)[0] ?? '')).toMatchObject({ subject: 'a', seq: 1 });
  });

  it('brings the last change of each subject alone', async () => {
    for (const subject of ['a', 'b', 'a', 'a']) world.feed.bump(subject);
    expect((await ask(FIRST)).seqs).toEqual([2, 4]);
  });

  it('comes in pages, and says so', async () => {
    for (let count = 0; count < 5; count++) world.feed.bump(`user-${count}`);
    const one = await ask({ ...FIRST, maxEvents: 2 });
    expect(one).toMatchObject({ seqs: [1, 2], moreAvailable: true });
    const two = await ask({ ...NOW, maxEvents: 3, cursor: one.cursor });
    expect(two).toEqual({ seqs: [3, 4, 5], moreAvailable: false, cursor: await cursorNow() });
  });

  it('never brings more than 500', async () => {
    for (let count = 0; count <= MAX_POLL_EVENTS; count++) world.feed.bump(`user-${count}`);
    const one = await ask({ ...FIRST, maxEvents: 10_000 });
    expect(one.seqs).toHaveLength(MAX_POLL_EVENTS);
    expect(one.moreAvailable).toBe(true);
    expect((await ask({ ...NOW, cursor: one.cursor })).seqs).toEqual([MAX_POLL_EVENTS + 1]);
  });

  it('of no events acknowledges, moves nothing and does not say that there is nothing', async () => {
    world.feed.bump('a');
    const start = await ask({ ...FIRST, maxEvents: 0 });
    expect(start).toMatchObject({ seqs: [], moreAvailable: true });
    expect(parseCursor(start.cursor)?.seq).toBe(0);
    const { cursor } = await ask(FIRST);
    world.feed.bump('b');
    const still = await ask({ maxEvents: 0, cursor });
    expect(still).toEqual({ seqs: [], moreAvailable: true, cursor });
    expect(world.deliveries.acked).toEqual(new Set([1]));
  });

  it('says that everything up to it has arrived', async () => {
    world.feed.bump('a');
    world.feed.bump('b');
    const { cursor } = await ask(FIRST);
    expect((await world.deliveries.read('shopping')).ackedSeq).toBe(0);
    await ask({ ...NOW, cursor });
    expect((await world.deliveries.read('shopping')).ackedSeq).toBe(2);
  });

  it('says no such thing when something was refused, and gives one alarm for it', async () => {
    world.feed.bump('a');
    const { cursor } = await ask(FIRST);
    const setErrs = { [await idOf(1)]: { err: 'invalid_request', description: 'x' } };
    await ask({ ...NOW, cursor, setErrs });
    await ask({ ...NOW, cursor, setErrs });
    expect((await world.deliveries.read('shopping')).ackedSeq).toBe(0);
    expect(world.alarms).toEqual([`invalid_request ${await idOf(1)}`]);
    await ask({ ...NOW, cursor, setErrs: { other: { err: 'a\nline of their own' } } });
    expect(world.alarms[1]).toBe('refused other');
  });

  it('is read up to an end that was there before the entries', async () => {
    world.feed.bump('a');
    const { read } = world.feed;
    const order: string[] = [];
    const answerPoll = createPollAnswerer({
      ...world,
      feed: {
        ...world.feed,
        head: async () => {
          order.push('head');
          return world.feed.head();
        },
        read: async (after, limit) => {
          order.push('read');
          return read(after, limit);
        },
      },
    });
    await answerPoll({ ...FIRST, maxEvents: 1 });
    expect(order).toEqual(['head', 'read']);
  });
});

describe('a poll that is held', () => {
  it('is answered when something happens', async () => {
    const { cursor } = await ask(FIRST);
    const held = ask({ cursor });
    await world.scheduler.advance(4_000);
    world.feed.bump('a');
    await world.scheduler.advance(50);
    expect(await held).toMatchObject({ seqs: [1], moreAvailable: false });
  });

  it.each([
    [{}, 10_000],
    [{ hold_seconds: 2 }, 2_000],
    [{ hold_seconds: 600 }, 10_000],
    [{ hold_seconds: 0 }, 0],
  ])('is answered with nothing at the latest: %j after %i ms', async (members, milliseconds) => {
    const { cursor } = await ask(FIRST);
    let isAnswered = false;
    const held = ask({ cursor, ...members }).finally(() => {
      isAnswered = true;
    });
    await world.scheduler.advance(Math.max(milliseconds - 1, 0));
    expect(isAnswered).toBe(milliseconds === 0);
    await world.scheduler.advance(1);
    expect(await held).toEqual({ seqs: [], moreAvailable: false, cursor });
  });

  it('ends when its caller is gone', async () => {
    const { cursor } = await ask(FIRST);
    const gone = new AbortController();
    const held = world.answerPoll({ cursor }, gone.signal);
    await world.scheduler.advance(100);
    gone.abort();
    await held;
    await world.scheduler.advance(0);
    expect(world.scheduler.sleepers()).toBe(0);
  });
});

/** I23: no answer at all, because an empty one would confirm what nobody knows. */
describe('a stream that is not enabled', () => {
  it.each(['paused', 'disabled'] as const)(
    'is refused its polls while it is %s',
    async (status) => {
      world.feed.bump('a');
      await world.deliveries.setStatus('shopping', status);
      for (const body of [FIRST, NOW]) {
        expect(await world.answerPoll(body)).toEqual({ kind: 'not_enabled', status });
      }
      await world.deliveries.setStatus('shopping', 'enabled');
      expect((await ask(FIRST)).seqs).toEqual([1]);
    },
  );

  it('is refused also the poll that was held when it was paused', async () => {
    const { cursor } = await ask(FIRST);
    const held = world.answerPoll({ cursor });
    await world.scheduler.advance(100);
    await world.deliveries.setStatus('shopping', 'paused');
    world.feed.bump('a');
    await world.scheduler.advance(50);
    expect(await held).toEqual({ kind: 'not_enabled', status: 'paused' });
  });

  it('brings afterwards the last change of each subject alone', async () => {
    const { cursor } = await ask(FIRST);
    await world.deliveries.setStatus('shopping', 'paused');
    for (const subject of ['a', 'b', 'a']) world.feed.bump(subject);
    await world.deliveries.setStatus('shopping', 'enabled');
    expect((await ask({ ...NOW, cursor })).seqs).toEqual([2, 3]);
  });
});

describe('a lost history', () => {
  it('ends every session once, and is read again from the beginning', async () => {
    world.feed.bump('a');
    const restore = world.feed.backUp();
    world.feed.bump('b');
    const { cursor } = await ask(FIRST);
    restore();
    const floor = TODAY + 5_000;
    const again = await ask({ ...NOW, cursor, highest_epoch: floor });
    expect(again.seqs).toEqual([1, 2]);
    expect(world.feed.floor()).toBe(floor + 1);
    expect(parseCursor(again.cursor)?.incarnation).not.toBe(parseCursor(cursor)?.incarnation);
    expect(world.alarms).toEqual(['history_lost null']);
    // The answer was lost: the same cursor comes again, and changes nothing any more.
    expect(await ask({ ...NOW, cursor, highest_epoch: floor })).toEqual(again);
    expect(world.alarms).toHaveLength(1);
    expect(await ask({ ...NOW, cursor: again.cursor })).toMatchObject({ seqs: [] });
  });

  it('is noticed although new changes have taken the old positions', async () => {
    const restore = world.feed.backUp();
    world.feed.bump('a');
    const { cursor } = await ask(FIRST);
    restore();
    world.feed.bump('somebody else');
    world.feed.bump('b');
    expect((await ask({ ...NOW, cursor })).seqs).toEqual([1, 2, 3]);
    expect(world.alarms).toEqual(['history_lost null']);
  });

  it('is noticed also when it happens while a poll is held', async () => {
    world.feed.bump('a');
    const restore = world.feed.backUp();
    world.feed.bump('b');
    const { cursor } = await ask(FIRST);
    const held = ask({ cursor });
    await world.scheduler.advance(100);
    restore();
    for (const subject of ['c', 'd']) world.feed.bump(subject);
    await world.scheduler.advance(50);
    expect((await held).seqs).toEqual([1, 2, 3, 4]);
    expect(world.alarms).toEqual(['history_lost null']);
  });

  it('lets no receiver raise the floor further than a day ahead', async () => {
    const restore = world.feed.backUp();
    world.feed.bump('a');
    const { cursor } = await ask(FIRST);
    restore();
    await ask({ ...NOW, cursor, highest_epoch: Number.MAX_SAFE_INTEGER });
    expect(world.feed.floor()).toBe(world.clock() + DAY + 1);
  });

  it('is one loss, also where shop and lost history had clocks too wrong for any floor', async () => {
    const restore = world.feed.backUp();
    world.feed.bump('a');
    let { cursor } = await ask(FIRST);
    restore();
    const highest_epoch = world.clock() + DAY + 3_600_000;
    for (let poll = 0; poll < 5; poll++) {
      ({ cursor } = await ask({ ...NOW, cursor, highest_epoch }));
      await world.scheduler.advance(10_000);
    }
    expect(world.alarms).toEqual(['history_lost null']);
  });

  it('acknowledges nothing', async () => {
    const restore = world.feed.backUp();
    world.feed.bump('a');
    const { cursor } = await ask(FIRST);
    restore();
    await ask({ ...NOW, cursor });
    expect(world.deliveries.acked.size).toBe(0);
  });
});

/** RFC 8936 without members of our own. */
describe('a poll that counts by ack', () => {
  it('brings what was not acknowledged, the oldest first, until it is', async () => {
    for (const subject of ['a', 'b', 'c']) world.feed.bump(subject);
    const page = { seqs: [1, 2], moreAvailable: true, cursor: undefined };
    expect(await ask({ ...NOW, maxEvents: 2 })).toEqual(page);
    expect(await ask({ ...NOW, maxEvents: 2 })).toEqual(page);
    const ack = [await idOf(1), await idOf(3)];
    expect(await ask({ ...NOW, maxEvents: 2, ack })).toMatchObject({
      seqs: [2],
      moreAvailable: false,
    });
  });

  it('acknowledges alone where it asks for no events', async () => {
    world.feed.bump('a');
    expect(await ask({ maxEvents: 0, returnImmediately: true, ack: [await idOf(1)] })).toEqual({
      seqs: [],
      moreAvailable: false,
      cursor: undefined,
    });
    expect(await ask(NOW)).toMatchObject({ seqs: [] });
  });

  it('says of no events that there are some', async () => {
    world.feed.bump('a');
    expect(await ask({ ...NOW, maxEvents: 0 })).toMatchObject({ seqs: [], moreAvailable: true });
  });

  it('is not impressed by ids of another incarnation, or of none', async () => {
    world.feed.bump('a');
    const ack = [`${'f'.repeat(32)}.1`, '1', '', 'verification.x'];
    expect(await ask({ ...NOW, ack })).toMatchObject({ seqs: [1] });
    expect(world.deliveries.acked.size).toBe(0);
  });

  it('is not brought again what it refused, so that one bad event does not stop the rest', async () => {
    world.feed.bump('a');
    world.feed.bump('b');
    const setErrs = { [await idOf(1)]: { err: 'invalid_key' } };
    expect(await ask({ ...NOW, maxEvents: 1, setErrs })).toMatchObject({ seqs: [2] });
    expect(world.deliveries.acked.size).toBe(0);
    expect(world.alarms).toEqual([`invalid_key ${await idOf(1)}`]);
  });

  it('is held when there is nothing to tell', async () => {
    const held = ask({});
    await world.scheduler.advance(500);
    world.feed.bump('a');
    await world.scheduler.advance(50);
    expect(await held).toMatchObject({ seqs: [1] });
  });

  it('finds what is open behind whole pages of what is not', async () => {
    const count = MAX_POLL_EVENTS + 3;
    for (let each = 0; each < count; each++) world.feed.bump(`user-${each}`);
    const all = Array.from({ length: count }, (_, at) => at + 1);
    await world.deliveries.acknowledged('shopping', all.slice(0, -1), 0);
    expect(await ask(NOW)).toMatchObject({ seqs: [count], moreAvailable: false });
  });
});

describe('the body of a poll', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['text', 'x'],
    ['a negative number of events', { maxEvents: -1 }],
    ['half an event', { maxEvents: 1.5 }],
    ['events by name', { maxEvents: '5' }],
    ['a maybe', { returnImmediately: 'false' }],
    ['an ack that is no list', { ack: 'a' }],
    ['an ack of numbers', { ack: [1] }],
    ['errors in a list', { setErrs: [] }],
    ['errors without a code', { setErrs: { a: {} } }],
    ['errors that are text', { setErrs: { a: 'invalid_key' } }],
    ['a cursor that is none', { cursor: 'x' }],
    ['a cursor that is a number', { cursor: 0 }],
    ['an epoch below zero', { highest_epoch: -1 }],
    ['an epoch beyond all numbers', { highest_epoch: 2 ** 53 }],
    ['a hold for ever', { hold_seconds: Number.POSITIVE_INFINITY }],
  ])('is refused when it is %s, and nothing has changed', async (_, body) => {
    world.feed.bump('a');
    expect(await world.answerPoll(body)).toEqual({ kind: 'malformed' });
    expect(world.deliveries.acked.size).toBe(0);
  });

  it('may have members that nobody knows', async () => {
    expect(await ask({ ...FIRST, new: 1 })).toMatchObject({ seqs: [] });
  });
});

/** I18 */
it('brings, from any cursor of this history, at least what is missing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 30 }),
      fc.nat(29),
      fc.integer({ min: 1, max: 7 }),
      async (subjects, stop, maxEvents) => {
        const { feed, answerPoll } = createTestSource();
        const known = new Map<string, number>();
        let cursor: string | null | undefined = null;
        const drain = async (): Promise<void> => {
          for (let more = true; more; ) {
            const answer = answerOf(await answerPoll({ ...NOW, maxEvents, cursor }));
            for (const text of Object.values(answer.sets)) {
              const { subject, epoch } = JSON.parse(text);
              known.set(subject, Math.max(epoch, known.get(subject) ?? 0));
            }
            more = answer.moreAvailable;
            cursor = answer.cursor;
          }
        };
        for (const [at, subject] of subjects.entries()) {
          feed.bump(subject);
          if (at === stop) await drain();
        }
        await drain();
        for (const subject of subjects) expect(known.get(subject)).toBe(feed.epochOf(subject));
      },
    ),
  );
});
