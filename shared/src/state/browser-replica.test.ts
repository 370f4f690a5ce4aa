import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type BrowserReplicaWorld,
  cookieOf,
  createReplicaWorld,
} from '../../../test/support/browser-replica-world.ts';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { DAY } from '../core/duration.ts';
import { createMemoryOrderedDotStore } from '../memory/ordered-dot-store.ts';
import { createMemoryStateStore } from '../memory/state-store.ts';
import { createSqliteStateStore } from '../sqlite/state-store.ts';
import { SETTLE_AFTER_SECONDS, SETTLED_GRACE_SECONDS } from './browser-replica.ts';
import { addToLine, removeLines, sequence, setLineQuantity } from './operations.ts';
import { lineDots } from './ordered-dot-store.ts';
import type { StateRecord } from './record.ts';
import { onState } from './replica.ts';
import { STATE_COOKIE } from './state-cookie.ts';
import type { StateStore } from './state-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

let store: StateStore;
let world: BrowserReplicaWorld;
beforeEach(() => {
  store = createMemoryStateStore();
  world = createReplicaWorld(store);
});

async function add(cookie: string | null, sku: string, quantity = 1): Promise<string> {
  const jar = world.request(cookie);
  await world.replica.change(jar, onState(addToLine({ sku }, quantity)));
  return cookieOf(jar);
}

async function remove(cookie: string, sku: string): Promise<string> {
  const jar = world.request(cookie);
  await world.replica.change(jar, onState(removeLines([sku])));
  return cookieOf(jar);
}

async function look(cookie: string): Promise<string> {
  const jar = world.request(cookie);
  await world.replica.read(jar);
  return cookieOf(jar);
}

async function latest(cookie: string, of = world): Promise<StateRecord> {
  return of.replica.readLatest(of.request(cookie));
}

function skus({ state }: StateRecord): string[] {
  return [...state.lines.keys()].sort();
}

/** A cookie whose version is known to have come back, and whose record the store has dropped. */
async function settled(cookie: string): Promise<string> {
  world.clock.advance(SETTLE_AFTER_SECONDS);
  const after = await look(cookie);
  expect(world.open(after).pending).toBe(false);
  await sweepLater(SETTLED_GRACE_SECONDS);
  return after;
}

async function sweepLater(seconds: number): Promise<void> {
  world.clock.advance(seconds);
  await store.sweep(Math.floor(world.clock.now() / 1000));
}

function brokenStore(): StateStore {
  const fail = async (): Promise<never> => {
    throw new Error('the store is away');
  };
  return { read: fail, compareAndSet: fail, settle: fail, sweep: fail };
}

describe('a browser without a state', () => {
  it('gets an empty one that takes no row and needs no store', async () => {
    const away = createReplicaWorld(brokenStore());
    const jar = away.request(null);
    const record = await away.replica.read(jar);
    expect(away.open(cookieOf(jar))).toMatchObject({ version: 0, pending: false, record });
    expect((await away.replica.read(away.request(cookieOf(jar)))).state).toEqual(record.state);
  });

  it('takes what is planted, and has a row for it', async () => {
    const given = await latest(await add(null, 'mug'));
    const jar = world.request(null);
    await world.replica.plant(jar, { ...given, actor: null });
    const cookie = world.open(cookieOf(jar));
    expect(cookie).toMatchObject({ version: 1, pending: true });
    expect(await store.read(cookie.key, 0)).not.toBeNull();
  });

  it.each(['garbage', 'AAAA', ''])('is one that sends %j', async (value) => {
    const jar = world.request(value);
    expect(skus(await world.replica.read(jar))).toEqual([]);
    expect(world.open(cookieOf(jar)).version).toBe(0);
  });

  it('is one that sends two cookies of the name: neither is believed', async () => {
    const [mine, theirs] = [await add(null, 'mug'), await add(null, 'rug')];
    const jar = world.request(`${mine}; ${STATE_COOKIE}=${theirs}`);
    expect(skus(await world.replica.read(jar))).toEqual([]);
    expect([mine, theirs]).not.toContain(cookieOf(jar));
  });

  it('is one whose cookie is thirty days old, to the second', async () => {
    const cookie = await add(null, 'mug');
    world.clock.advance(30 * DAY - 1);
    expect(skus(await latest(cookie))).toEqual(['mug']);
    world.clock.advance(1);
    expect(skus(await latest(cookie))).toEqual([]);
  });
});

describe('a pending cookie', () => {
  it('comes with every write, and asks the store until it has been quiet for a minute', async () => {
    const cookie = await add(null, 'mug');
    expect(world.open(cookie).pending).toBe(true);
    world.clock.advance(SETTLE_AFTER_SECONDS - 1);
    expect(await look(cookie)).toBe(cookie);
    world.clock.advance(1);
    expect(world.open(await look(cookie))).toMatchObject({ pending: false });
  });

  it('learns of a write whose answer was lost', async () => {
    const first = await add(null, 'mug');
    await add(first, 'rug');
    const jar = world.request(first);
    expect(skus(await world.replica.read(jar))).toEqual(['mug', 'rug']);
    expect(world.open(cookieOf(jar)).version).toBe(world.open(first).version + 1);
  });

  it('does not let the store drop a version that never came back', async () => {
    const first = await add(null, 'mug');
    await add(first, 'rug');
    await look(first);
    await sweepLater(29 * DAY);
    expect(skus(await latest(first))).toEqual(['mug', 'rug']);
  });

  it('goes on where a page came too late: a write was faster', async () => {
    const first = await add(null, 'mug');
    world.clock.advance(SETTLE_AFTER_SECONDS);
    const racing: StateStore = {
      ...store,
      async compareAndSet(key, expected, row, now) {
        await add(first, 'rug');
        return store.compareAndSet(key, expected, row, now);
      },
    };
    const late = createReplicaWorld(racing, { at: world.clock, seed: 'late' });
    const jar = late.request(first);
    await late.replica.read(jar);
    expect(jar.toHeaders()).toEqual([]);
    expect(skus(await latest(first))).toEqual(['mug', 'rug']);
  });
});

describe('a settled cookie', () => {
  it('is shown without the store', async () => {
    const cookie = await settled(await add(null, 'mug'));
    const away = createReplicaWorld(brokenStore(), { at: world.clock });
    expect(skus(await away.replica.read(away.request(cookie)))).toEqual(['mug']);
  });

  it('is shown without the store even when its renewal is due', async () => {
    const cookie = await settled(await add(null, 'mug'));
    const away = createReplicaWorld(brokenStore(), { at: world.clock });
    world.clock.advance(2 * DAY);
    const jar = away.request(cookie);
    expect(skus(await away.replica.read(jar))).toEqual(['mug']);
    expect(jar.toHeaders()).toEqual([]);
  });

  it('is still the latest for deciding: the same actor writes on', async () => {
    const cookie = await settled(await add(null, 'mug'));
    const before = (await latest(cookie)).actor;
    const after = await latest(await add(cookie, 'rug'));
    expect([skus(after), after.actor]).toEqual([['mug', 'rug'], before]);
  });

  it('shows an older cart after a lost answer, until the next write: shown is not lost', async () => {
    const cookie = await settled(await add(null, 'mug'));
    await add(cookie, 'rug');
    expect(skus(await world.replica.read(world.request(cookie)))).toEqual(['mug']);
    expect(skus(await latest(cookie))).toEqual(['mug', 'rug']);
    expect(skus(await latest(await add(cookie, 'sofa')))).toEqual(['mug', 'rug', 'sofa']);
  });

  it('learns of that write when it is renewed, at the latest', async () => {
    const cookie = await settled(await add(null, 'mug'));
    await add(cookie, 'rug');
    world.clock.advance(DAY);
    expect(skus(await latest(await look(cookie)))).toEqual(['mug', 'rug']);
  });
});

describe('a visit a day', () => {
  it.each([
    ['a small cart', 1],
    ['a cart too large for its cookie', 400],
  ])('keeps %s alive for months', async (_, lines) => {
    const jar = world.request(null);
    const adds = Array.from({ length: lines }, (_, i) => addToLine({ sku: `sku-${i}` }, 1));
    await world.replica.change(jar, onState(sequence(...adds)));
    let cookie = cookieOf(jar);
    expect(world.open(cookie).record === null).toBe(lines > 100);
    for (let visit = 0; visit < 12; visit++) {
      await sweepLater(10 * DAY);
      cookie = await look(cookie);
    }
    expect(skus(await latest(cookie))).toHaveLength(lines);
  });

  it('keeps the actor as well, because the row lives as long as the cookie', async () => {
    let cookie = await settled(await add(null, 'mug'));
    const { actor } = await latest(cookie);
    for (let visit = 0; visit < 5; visit++) {
      await sweepLater(20 * DAY);
      cookie = await look(cookie);
    }
    expect((await latest(await add(cookie, 'rug'))).actor).toBe(actor);
  });

  it('renews an empty cart too', async () => {
    const jar = world.request(null);
    await world.replica.read(jar);
    world.clock.advance(DAY);
    expect(world.open(await look(cookieOf(jar))).sealedAt).toBe(
      Math.floor(world.clock.now() / 1000),
    );
  });
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
    return latest(cookieOf(last ?? world.request(null)), replicas[0]);
  }

  it.each(['planted', 'pending', 'settled', 'lost', 'copied'])(
    'all survive when it is %s, in memory',
    async (kind) => {
      const jar = world.request(null);
      await world.replica.read(jar);
      const cookies: Record<string, () => Promise<string>> = {
        planted: async () => cookieOf(jar),
        pending: () => add(null, 'mug'),
        settled: async () => settled(await add(null, 'mug')),
        lost: async () => {
          const cookie = await add(null, 'mug');
          const row = await store.read(world.open(cookie).key, 0);
          expect(row).not.toBeNull();
          world = createReplicaWorld(createMemoryStateStore(), { at: world.clock, seed: 'after' });
          return cookie;
        },
        copied: async () => {
          const copy = await settled(await add(null, 'mug'));
          await settled(await add(copy, 'rug'));
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
    expect(skus(await race(worlds, await add(null, 'mug')))).toHaveLength(21);
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
    const old = await add(null, 'mug');
    const current = await add(old, 'rug');
    world.clock.advance(SETTLE_AFTER_SECONDS);
    await look(current);
    await sweepLater(SETTLED_GRACE_SECONDS - 1);
    expect(skus(await latest(old))).toEqual(['mug', 'rug']);
    await sweepLater(1);
    expect(skus(await latest(old))).toEqual(['mug']);
  });

  it('joins the newer version while the store has it', async () => {
    const old = await add(null, 'mug');
    await add(old, 'rug');
    expect(skus(await latest(await add(old, 'sofa')))).toEqual(['mug', 'rug', 'sofa']);
  });

  it('goes its own way under an actor of its own once the newer version is in a cookie alone', async () => {
    const old = await settled(await add(null, 'mug'));
    const current = await settled(await add(old, 'rug'));
    const forked = await add(old, 'sofa');
    const [mine, theirs] = [await latest(current), await latest(forked)];
    expect([skus(mine), skus(theirs)]).toEqual([
      ['mug', 'rug'],
      ['mug', 'sofa'],
    ]);
    expect(theirs.actor).not.toBe(mine.actor);
    expect(world.open(forked).key).not.toBe(world.open(current).key);
  });

  it('goes the same way however often it comes', async () => {
    const old = await settled(await add(null, 'mug'));
    await settled(await add(old, 'rug'));
    const forked = await add(old, 'sofa');
    const again = await add(old, 'lamp');
    expect(world.open(again).key).toBe(world.open(forked).key);
    expect(skus(await latest(again))).toEqual(['lamp', 'mug', 'sofa']);
  });

  it('forks off the fork as well', async () => {
    const old = await settled(await add(null, 'mug'));
    await settled(await add(old, 'rug'));
    const forked = await settled(await add(old, 'sofa'));
    const second = await latest(await add(old, 'lamp'));
    expect(skus(second)).toEqual(['lamp', 'mug']);
    expect([skus(await latest(forked)), second.actor]).not.toContain((await latest(forked)).actor);
  });
});

describe('a store that lost its rows', () => {
  it('takes nothing from two cookies of one key that had gone on apart', async () => {
    const old = await settled(await add(null, 'mug'));
    const current = await settled(await add(old, 'rug'));
    const before = await latest(current);
    store = createMemoryStateStore();
    world = createReplicaWorld(store, { at: world.clock, seed: 'restarted' });
    let other = old;
    for (const sku of ['a', 'b', 'c']) other = await settled(await add(other, sku));
    const mine = await latest(await add(current, 'lamp'));
    expect(skus(mine)).toEqual(['lamp', 'mug', 'rug']);
    expect(skus(await latest(other))).toEqual(['a', 'b', 'c', 'mug']);
    expect([before.actor, (await latest(other)).actor]).not.toContain(mine.actor);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'does not take a young row of the key for the continuation of an older cookie (chance %i)',
    async (chance) => {
      const jar = world.request(null);
      await world.replica.read(jar);
      const planted = cookieOf(jar);
      const current = await add(planted, 'mug');
      store = createMemoryStateStore();
      world = createReplicaWorld(store, { at: world.clock, seed: `restarted ${chance}` });
      for (let i = 0; i < 5; i++) await add(planted, `sku-${i}`);
      expect(skus(await latest(current))).toEqual(['mug']);
    },
  );

  it('does not give an old cookie its actor back because a version number happens to be the same', async () => {
    const jar = world.request(null);
    await world.replica.read(jar);
    const one = await add(cookieOf(jar), 'mug');
    const two = await latest(await add(one, 'rug'));
    store = createMemoryStateStore();
    world = createReplicaWorld(store, { at: world.clock, seed: 'restarted' });
    await settled(await add(cookieOf(jar), 'lamp'));
    expect((await latest(await add(one, 'sofa'))).actor).not.toBe(two.actor);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'brings no removed line back, though a removal leaves no dot (chance %i)',
    async (chance) => {
      const old = await add(await add(null, 'mug'), 'rug');
      const current = await remove(old, 'rug');
      store = createMemoryStateStore();
      world = createReplicaWorld(store, { at: world.clock, seed: `restarted ${chance}` });
      await add(old, 'lamp');
      expect(skus(await latest(current))).toEqual(['mug']);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'does not lead a cookie onto a fork that another one had begun (chance %i)',
    async (chance) => {
      const old = await settled(await add(await add(null, 'mug'), 'rug'));
      await settled(await add(old, 'sofa'));
      const forked = await remove(old, 'rug');
      store = createMemoryStateStore();
      world = createReplicaWorld(store, { at: world.clock, seed: `restarted ${chance}` });
      await add(old, 'lamp');
      expect(skus(await latest(forked))).toEqual(['mug']);
    },
  );

  it('does not go back in time with a store that does', async () => {
    const old = await add(await add(null, 'mug'), 'rug');
    const { key, version } = world.open(old);
    const row = await store.read(key, 0);
    const current = await remove(old, 'rug');
    if (row) await store.compareAndSet(key, version + 1, row, 0);
    expect(skus(await latest(current))).toEqual(['mug']);
  });
});

describe('a damaged row', () => {
  it('does not keep the shopper from the cart in the cookie', async () => {
    const cookie = await add(null, 'mug');
    const { key, version } = world.open(cookie);
    const row = await store.read(key, 0);
    const record = Uint8Array.of(0xff);
    await store.compareAndSet(
      key,
      version,
      { version, writtenAt: 0, expiresAt: null, ...row, record },
      0,
    );
    expect(skus(await latest(cookie))).toEqual(['mug']);
    expect(skus(await latest(await add(cookie, 'rug')))).toEqual(['mug', 'rug']);
  });
});

describe('a change that is refused or changes nothing', () => {
  it('leaves cookie and store as they were', async () => {
    const cookie = await add(null, 'mug');
    const jar = world.request(cookie);
    const change = world.replica.change(jar, onState(setLineQuantity('none', 1)));
    await expect(change).rejects.toMatchObject({ code: 'ERR_STATE_UNKNOWN_LINE' });
    await world.replica.change(jar, onState(removeLines(['none'])));
    expect(jar.toHeaders()).toEqual([]);
  });

  it('still sends a newer version that the browser lacks', async () => {
    const cookie = await add(null, 'mug');
    await add(cookie, 'rug');
    const jar = world.request(cookie);
    await world.replica.change(jar, onState(removeLines(['none'])));
    expect(skus(await latest(cookieOf(jar)))).toEqual(['mug', 'rug']);
  });
});

describe('what was ordered', () => {
  it('is gone from cookie and row alike, and stays gone after the next write', async () => {
    const ordered = createMemoryOrderedDotStore();
    world = createReplicaWorld(store, { ordered });
    const pending = await add(await add(null, 'mug'), 'rug');
    const { state } = await latest(pending);
    await ordered.record(
      lineDots({ ...state, lines: new Map([['mug', state.lines.get('mug') ?? []]]) }),
    );
    expect(skus(await world.replica.read(world.request(pending)))).toEqual(['rug']);
    const quiet = await settled(pending);
    expect(skus(await world.replica.read(world.request(quiet)))).toEqual(['rug']);
    expect(skus(await latest(await add(quiet, 'sofa')))).toEqual(['rug', 'sofa']);
  });
});

describe('forgetting', () => {
  it('takes the cookie out of the browser', async () => {
    const jar = world.request(await add(null, 'mug'));
    world.replica.forget(jar);
    expect(jar.get(STATE_COOKIE)).toBeNull();
  });
});
