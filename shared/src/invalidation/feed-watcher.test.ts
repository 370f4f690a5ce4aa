import { describe, expect, it } from '@jest/globals';
import { createMemoryFeed } from '../../../test/support/memory-feed.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { FeedWatcher } from './feed-watcher.ts';

function watch() {
  const scheduler = createTestScheduler();
  const feed = createMemoryFeed(() => 1);
  let looks = 0;
  let failure: Error | null = null;
  const head = async () => {
    looks += 1;
    if (failure) throw failure;
    return feed.head();
  };
  const watcher = new FeedWatcher({ feed: { head }, scheduler });
  const outcomes: unknown[] = [];
  const wait = (seq: number, timeoutMilliseconds = 10_000, signal?: AbortSignal) => {
    const waiting = watcher.waitBeyond(seq, { timeoutMilliseconds, signal });
    waiting.then(
      (isBeyond) => outcomes.push(isBeyond),
      (error) => outcomes.push(error),
    );
  };
  return {
    scheduler,
    feed,
    watcher,
    wait,
    outcomes,
    looks: () => looks,
    fail: (error: Error) => {
      failure = error;
    },
  };
}

describe('the watcher of the feed', () => {
  it('says at once that there is something already', async () => {
    const { feed, wait, outcomes, scheduler } = watch();
    feed.bump('a');
    wait(0);
    await scheduler.advance(0);
    expect(outcomes).toEqual([true]);
    expect(scheduler.sleepers()).toBe(0);
  });

  it('notices within 50 ms what somebody else has written', async () => {
    const { feed, wait, outcomes, scheduler } = watch();
    wait(0);
    await scheduler.advance(1_020);
    feed.bump('a');
    expect(outcomes).toEqual([]);
    await scheduler.advance(50);
    expect(outcomes).toEqual([true]);
  });

  it('says so at once also to who comes while others wait for more', async () => {
    const { feed, wait, outcomes, scheduler } = watch();
    wait(5);
    await scheduler.advance(10);
    feed.bump('a');
    wait(0);
    await scheduler.advance(0);
    expect(outcomes).toEqual([true]);
  });

  it('does not wait to be told twice', async () => {
    const { feed, wait, outcomes, scheduler, watcher } = watch();
    wait(0);
    await scheduler.advance(0);
    feed.bump('a');
    watcher.wake();
    await scheduler.advance(0);
    expect(outcomes).toEqual([true]);
  });

  it('looks again when it is woken while it looks', async () => {
    const { feed, scheduler } = watch();
    let answer = (): void => {};
    let looks = 0;
    const watcher = new FeedWatcher({
      scheduler,
      feed: {
        head: async () => {
          const seen = await feed.head();
          looks += 1;
          if (looks === 1) await new Promise<void>((resolve) => (answer = resolve));
          return seen;
        },
      },
    });
    const waiting = watcher.waitBeyond(0, { timeoutMilliseconds: 10_000 });
    await scheduler.until(() => looks === 1);
    feed.bump('a');
    watcher.wake();
    answer();
    await scheduler.advance(0);
    expect(looks).toBe(2);
    expect(await waiting).toBe(true);
  });

  it('gives up in time, and tells those apart who wait for different things', async () => {
    const { feed, wait, outcomes, scheduler } = watch();
    wait(0, 150);
    wait(1, 250);
    await scheduler.advance(60);
    feed.bump('a');
    await scheduler.advance(60);
    expect(outcomes).toEqual([true]);
    await scheduler.advance(130);
    expect(outcomes).toEqual([true, false]);
  });

  it('looks once for all who wait, and not at all when nobody does', async () => {
    const { wait, looks, scheduler } = watch();
    for (let count = 0; count < 20; count++) wait(0, 1_000);
    await scheduler.advance(1_000);
    // Once for each who came, and then every 50 ms.
    expect(looks()).toBeLessThanOrEqual(20 + 20);
    const before = looks();
    await scheduler.advance(60_000);
    expect(looks()).toBe(before);
    expect(scheduler.sleepers()).toBe(0);
  });

  it('lets those go whose signal says so, then and before', async () => {
    const { wait, outcomes, scheduler } = watch();
    const controller = new AbortController();
    wait(0, 10_000, controller.signal);
    await scheduler.advance(10);
    controller.abort();
    await scheduler.advance(0);
    wait(0, 10_000, controller.signal);
    await scheduler.advance(0);
    expect(outcomes).toEqual([false, false]);
    expect(scheduler.sleepers()).toBe(0);
  });

  it('lets everybody go when it is closed, and holds nobody from then on', async () => {
    const { feed, wait, outcomes, scheduler, watcher } = watch();
    wait(0);
    await scheduler.advance(10);
    watcher.close();
    feed.bump('a');
    wait(0);
    await scheduler.advance(0);
    expect(outcomes).toEqual([false, false]);
    expect(scheduler.sleepers()).toBe(0);
  });

  it('passes on that the feed cannot be read, and looks again for the next one', async () => {
    const { wait, outcomes, scheduler, fail, looks } = watch();
    const failure = new Error('SQLITE_BUSY');
    fail(failure);
    wait(0);
    await scheduler.advance(0);
    expect(outcomes).toEqual([failure]);
    wait(0);
    await scheduler.advance(0);
    expect(looks()).toBe(2);
  });
});
