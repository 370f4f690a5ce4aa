import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserReplicaSteps, skus } from '../../../test/support/browser-replica-steps.ts';
import {
  type BrowserReplicaWorld,
  cookieOf,
  createReplicaWorld,
} from '../../../test/support/browser-replica-world.ts';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createMemoryStateStore } from '../memory/state-store.ts';
import { createSqliteStateStore } from '../sqlite/state-store.ts';
import { SETTLE_AFTER_SECONDS, SETTLED_GRACE_SECONDS } from './browser-replica.ts';
import { addToLine } from './operations.ts';
import { lineDots } from './ordered-dot-store.ts';
import type { StateRecord } from './record.ts';
import { onState } from './replica.ts';
import type { StateStore } from './state-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

let store: StateStore;
let world: BrowserReplicaWorld;
const steps = new BrowserReplicaSteps(() => ({ store, world }));
beforeEach(() => {
  store = createMemoryStateStore();
  world = createReplicaWorld(store);
});

describe('twenty changes at once with one old cookie', () => {
  async function race(
    replicas: readonly BrowserReplicaWorld[],
    cookie: string,
  ): Promise<StateRecord> {
    const jars = Array.from({ length: 20 }, () => world.request(cookie));
    await Promise.all(
      jars.map((jar, i) => {
        const at = replicas[i % replicas.length] as BrowserReplicaWorld;
        return at.replica.change(jar, onState(addToLine({ sku: `sku-${i}` }, 1)));
      }),
    );
    const [last] = jars;
    return steps.latest(cookieOf(last ?? world.request(null)), replicas[0]);
  }

  it.each(['planted', 'pending', 'settled', 'lost', 'copied'])(
    'all survive when it is %s, in memory',
    async (kind) => {
      const jar = world.request(null);
      await world.replica.read(jar);
      const cookies: Record<string, () => Promise<string>> = {
        planted: async () => cookieOf(jar),
        pending: () => steps.add(null, 'mug'),
        settled: async () => steps.settled(await steps.add(null, 'mug')),
        lost: async () => {
          const cookie = await steps.add(null, 'mug');
          const row = await store.read(world.open(cookie).key, 0);
          expect(row).not.toBeNull();
          world = createReplicaWorld(createMemoryStateStore(), { at: world.clock, seed: 'after' });
          return cookie;
        },
        copied: async () => {
          const copy = await steps.settled(await steps.add(null, 'mug'));
          await steps.settled(await steps.add(copy, 'rug'));
          return copy;
        },
      };
      const cookie = (await cookies[kind]?.()) ?? '';
      const after = await race([world], cookie);
      expect(skus(after).filter((sku) => sku.startsWith('sku-'))).toHaveLength(20);
      expect(new Set(lineDots(after.state).map((d) => `${d.actor}.${d.counter}`)).size).toBe(
        after.state.lines.size,
      );
    },
  );

  it('all survive on SQLite, from two handles on one file', async () => {
    const at = createTestClock();
    const [one, other] = files.openTwice();
    const worlds = [one, other].map((db, i) =>
      createReplicaWorld(createSqliteStateStore(db), { at, seed: `handle ${i}` }),
    );
    world = worlds[0] as BrowserReplicaWorld;
    expect(skus(await race(worlds, await steps.add(null, 'mug')))).toHaveLength(21);
  });

  it('are given up after 200 lost rounds, and nothing has changed', async () => {
    const stubborn = createReplicaWorld({ ...store, compareAndSet: async () => false });
    const change = stubborn.replica.change(
      stubborn.request(null),
      onState(addToLine({ sku: 'mug' }, 1)),
    );
    await expect(change).rejects.toMatchObject({ code: 'ERR_STATE_CONTENTION' });
  });
});

describe('an old or copied cookie', () => {
  it('joins for ten more minutes after a newer one has settled: its request may be under way', async () => {
    const old = await steps.add(null, 'mug');
    const current = await steps.add(old, 'rug');
    world.clock.advance(SETTLE_AFTER_SECONDS);
    await steps.look(current);
    await steps.sweepLater(SETTLED_GRACE_SECONDS - 1);
    expect(skus(await steps.latest(old))).toEqual(['mug', 'rug']);
    await steps.sweepLater(1);
    expect(skus(await steps.latest(old))).toEqual(['mug']);
  });

  it('joins the newer version while the store has it', async () => {
    const old = await steps.add(null, 'mug');
    await steps.add(old, 'rug');
    expect(skus(await steps.latest(await steps.add(old, 'sofa')))).toEqual(['mug', 'rug', 'sofa']);
  });

  it('goes its own way under an actor of its own once the newer version is in a cookie alone', async () => {
    const old = await steps.settled(await steps.add(null, 'mug'));
    const current = await steps.settled(await steps.add(old, 'rug'));
    const forked = await steps.add(old, 'sofa');
    const [mine, theirs] = [await steps.latest(current), await steps.latest(forked)];
    expect([skus(mine), skus(theirs)]).toEqual([
      ['mug', 'rug'],
      ['mug', 'sofa'],
    ]);
    expect(theirs.actor).not.toBe(mine.actor);
    expect(world.open(forked).key).not.toBe(world.open(current).key);
  });

  it('goes the same way however often it comes', async () => {
    const old = await steps.settled(await steps.add(null, 'mug'));
    await steps.settled(await steps.add(old, 'rug'));
    const forked = await steps.add(old, 'sofa');
    const again = await steps.add(old, 'lamp');
    expect(world.open(again).key).toBe(world.open(forked).key);
    expect(skus(await steps.latest(again))).toEqual(['lamp', 'mug', 'sofa']);
  });

  it('forks off the fork as well', async () => {
    const old = await steps.settled(await steps.add(null, 'mug'));
    await steps.settled(await steps.add(old, 'rug'));
    const forked = await steps.settled(await steps.add(old, 'sofa'));
    const second = await steps.latest(await steps.add(old, 'lamp'));
    expect(skus(second)).toEqual(['lamp', 'mug']);
    expect([skus(await steps.latest(forked)), second.actor]).not.toContain(
      (await steps.latest(forked)).actor,
    );
  });
});

describe('a store that lost its rows', () => {
  it('takes nothing from two cookies of one key that had gone on apart', async () => {
    const old = await steps.settled(await steps.add(null, 'mug'));
    const current = await steps.settled(await steps.add(old, 'rug'));
    const before = await steps.latest(current);
    store = createMemoryStateStore();
    world = createReplicaWorld(store, { at: world.clock, seed: 'restarted' });
    let other = old;
    for (const sku of ['a', 'b', 'c']) other = await steps.settled(await steps.add(other, sku));
    const mine = await steps.latest(await steps.add(current, 'lamp'));
    expect(skus(mine)).toEqual(['lamp', 'mug', 'rug']);
    expect(skus(await steps.latest(other))).toEqual(['a', 'b', 'c', 'mug']);
    expect([before.actor, (await steps.latest(other)).actor]).not.toContain(mine.actor);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'does not take a young row of the key for the continuation of an older cookie (chance %i)',
    async (chance) => {
      const jar = world.request(null);
      await world.replica.read(jar);
      const planted = cookieOf(jar);
      const current = await steps.add(planted, 'mug');
      store = createMemoryStateStore();
      world = createReplicaWorld(store, { at: world.clock, seed: `restarted ${chance}` });
      for (let i = 0; i < 5; i++) await steps.add(planted, `sku-${i}`);
      expect(skus(await steps.latest(current))).toEqual(['mug']);
    },
  );

  it('does not give an old cookie its actor back because a version number happens to be the same', async () => {
    const jar = world.request(null);
    await world.replica.read(jar);
    const one = await steps.add(cookieOf(jar), 'mug');
    const two = await steps.latest(await steps.add(one, 'rug'));
    store = createMemoryStateStore();
    world = createReplicaWorld(store, { at: world.clock, seed: 'restarted' });
    await steps.settled(await steps.add(cookieOf(jar), 'lamp'));
    expect((await steps.latest(await steps.add(one, 'sofa'))).actor).not.toBe(two.actor);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'brings no removed line back, though a removal leaves no dot (chance %i)',
    async (chance) => {
      const old = await steps.add(await steps.add(null, 'mug'), 'rug');
      const current = await steps.remove(old, 'rug');
      store = createMemoryStateStore();
      world = createReplicaWorld(store, { at: world.clock, seed: `restarted ${chance}` });
      await steps.add(old, 'lamp');
      expect(skus(await steps.latest(current))).toEqual(['mug']);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'does not lead a cookie onto a fork that another one had begun (chance %i)',
    async (chance) => {
      const old = await steps.settled(await steps.add(await steps.add(null, 'mug'), 'rug'));
      await steps.settled(await steps.add(old, 'sofa'));
      const forked = await steps.remove(old, 'rug');
      store = createMemoryStateStore();
      world = createReplicaWorld(store, { at: world.clock, seed: `restarted ${chance}` });
      await steps.add(old, 'lamp');
      expect(skus(await steps.latest(forked))).toEqual(['mug']);
    },
  );

  it('does not go back in time with a store that does', async () => {
    const old = await steps.add(await steps.add(null, 'mug'), 'rug');
    const { key, version } = world.open(old);
    const row = await store.read(key, 0);
    const current = await steps.remove(old, 'rug');
    if (row) await store.compareAndSet(key, version + 1, row, 0);
    expect(skus(await steps.latest(current))).toEqual(['mug']);
  });
});

describe('a damaged row', () => {
  it('does not keep the shopper from the cart in the cookie', async () => {
    const cookie = await steps.add(null, 'mug');
    const { key, version } = world.open(cookie);
    const row = await store.read(key, 0);
    const record = Uint8Array.of(0xff);
    await store.compareAndSet(
      key,
      version,
      { version, writtenAt: 0, expiresAt: null, ...row, record },
      0,
    );
    expect(skus(await steps.latest(cookie))).toEqual(['mug']);
    expect(skus(await steps.latest(await steps.add(cookie, 'rug')))).toEqual(['mug', 'rug']);
  });
});
