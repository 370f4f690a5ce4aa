import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  BrowserReplicaSteps,
  brokenStore,
  skus,
} from '../../../test/support/browser-replica-steps.ts';
import {
  type BrowserReplicaWorld,
  cookieOf,
  createReplicaWorld,
} from '../../../test/support/browser-replica-world.ts';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { DAY } from '../core/duration.ts';
import { createMemoryOrderedDotStore } from '../memory/ordered-dot-store.ts';
import { createMemoryStateStore } from '../memory/state-store.ts';
import { SETTLE_AFTER_SECONDS } from './browser-replica.ts';
import { addToLine, removeLines, sequence, setLineQuantity } from './operations.ts';
import { lineDots } from './ordered-dot-store.ts';
import { onState } from './replica.ts';
import { STATE_COOKIE } from './state-cookie.ts';
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

describe('a browser without a state', () => {
  it('gets an empty one that takes no row and needs no store', async () => {
    const away = createReplicaWorld(brokenStore());
    const jar = away.request(null);
    const record = await away.replica.read(jar);
    expect(away.open(cookieOf(jar))).toMatchObject({ version: 0, pending: false, record });
    expect((await away.replica.read(away.request(cookieOf(jar)))).state).toEqual(record.state);
  });

  it('takes what is planted, and has a row for it', async () => {
    const given = await steps.latest(await steps.add(null, 'mug'));
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
    const [mine, theirs] = [await steps.add(null, 'mug'), await steps.add(null, 'rug')];
    const jar = world.request(`${mine}; ${STATE_COOKIE}=${theirs}`);
    expect(skus(await world.replica.read(jar))).toEqual([]);
    expect([mine, theirs]).not.toContain(cookieOf(jar));
  });

  it('is one whose cookie is thirty days old, to the second', async () => {
    const cookie = await steps.add(null, 'mug');
    world.clock.advance(30 * DAY - 1);
    expect(skus(await steps.latest(cookie))).toEqual(['mug']);
    world.clock.advance(1);
    expect(skus(await steps.latest(cookie))).toEqual([]);
  });
});

describe('a pending cookie', () => {
  it('comes with every write, and asks the store until it has been quiet for a minute', async () => {
    const cookie = await steps.add(null, 'mug');
    expect(world.open(cookie).pending).toBe(true);
    world.clock.advance(SETTLE_AFTER_SECONDS - 1);
    expect(await steps.look(cookie)).toBe(cookie);
    world.clock.advance(1);
    expect(world.open(await steps.look(cookie))).toMatchObject({ pending: false });
  });

  it('learns of a write whose answer was lost', async () => {
    const first = await steps.add(null, 'mug');
    await steps.add(first, 'rug');
    const jar = world.request(first);
    expect(skus(await world.replica.read(jar))).toEqual(['mug', 'rug']);
    expect(world.open(cookieOf(jar)).version).toBe(world.open(first).version + 1);
  });

  it('does not let the store drop a version that never came back', async () => {
    const first = await steps.add(null, 'mug');
    await steps.add(first, 'rug');
    await steps.look(first);
    await steps.sweepLater(29 * DAY);
    expect(skus(await steps.latest(first))).toEqual(['mug', 'rug']);
  });

  it('goes on where a page came too late: a write was faster', async () => {
    const first = await steps.add(null, 'mug');
    world.clock.advance(SETTLE_AFTER_SECONDS);
    const racing: StateStore = {
      ...store,
      async compareAndSet(key, expected, row, now) {
        await steps.add(first, 'rug');
        return store.compareAndSet(key, expected, row, now);
      },
    };
    const late = createReplicaWorld(racing, { at: world.clock, seed: 'late' });
    const jar = late.request(first);
    await late.replica.read(jar);
    expect(jar.toHeaders()).toEqual([]);
    expect(skus(await steps.latest(first))).toEqual(['mug', 'rug']);
  });
});

describe('a settled cookie', () => {
  it('is shown without the store', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    const away = createReplicaWorld(brokenStore(), { at: world.clock });
    expect(skus(await away.replica.read(away.request(cookie)))).toEqual(['mug']);
  });

  it('is shown without the store even when its renewal is due', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    const away = createReplicaWorld(brokenStore(), { at: world.clock });
    world.clock.advance(2 * DAY);
    const jar = away.request(cookie);
    expect(skus(await away.replica.read(jar))).toEqual(['mug']);
    expect(jar.toHeaders()).toEqual([]);
  });

  it('is still the latest for deciding: the same actor writes on', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    const before = (await steps.latest(cookie)).actor;
    const after = await steps.latest(await steps.add(cookie, 'rug'));
    expect([skus(after), after.actor]).toEqual([['mug', 'rug'], before]);
  });

  it('shows an older cart after a lost answer, until the next write: shown is not lost', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await steps.add(cookie, 'rug');
    expect(skus(await world.replica.read(world.request(cookie)))).toEqual(['mug']);
    expect(skus(await steps.latest(cookie))).toEqual(['mug', 'rug']);
    expect(skus(await steps.latest(await steps.add(cookie, 'sofa')))).toEqual([
      'mug',
      'rug',
      'sofa',
    ]);
  });

  it('learns of that write when it is renewed, at the latest', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await steps.add(cookie, 'rug');
    world.clock.advance(DAY);
    expect(skus(await steps.latest(await steps.look(cookie)))).toEqual(['mug', 'rug']);
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
      await steps.sweepLater(10 * DAY);
      cookie = await steps.look(cookie);
    }
    expect(skus(await steps.latest(cookie))).toHaveLength(lines);
  });

  it('keeps the actor as well, because the row lives as long as the cookie', async () => {
    let cookie = await steps.settled(await steps.add(null, 'mug'));
    const { actor } = await steps.latest(cookie);
    for (let visit = 0; visit < 5; visit++) {
      await steps.sweepLater(20 * DAY);
      cookie = await steps.look(cookie);
    }
    expect((await steps.latest(await steps.add(cookie, 'rug'))).actor).toBe(actor);
  });

  it('renews an empty cart too', async () => {
    const jar = world.request(null);
    await world.replica.read(jar);
    world.clock.advance(DAY);
    expect(world.open(await steps.look(cookieOf(jar))).sealedAt).toBe(
      Math.floor(world.clock.now() / 1000),
    );
  });
});

describe('a change that is refused or changes nothing', () => {
  it('leaves cookie and store as they were', async () => {
    const cookie = await steps.add(null, 'mug');
    const jar = world.request(cookie);
    const change = world.replica.change(jar, onState(setLineQuantity('none', 1)));
    await expect(change).rejects.toMatchObject({ code: 'ERR_STATE_UNKNOWN_LINE' });
    await world.replica.change(jar, onState(removeLines(['none'])));
    expect(jar.toHeaders()).toEqual([]);
  });

  it('still sends a newer version that the browser lacks', async () => {
    const cookie = await steps.add(null, 'mug');
    await steps.add(cookie, 'rug');
    const jar = world.request(cookie);
    await world.replica.change(jar, onState(removeLines(['none'])));
    expect(skus(await steps.latest(cookieOf(jar)))).toEqual(['mug', 'rug']);
  });
});

describe('what was ordered', () => {
  it('is gone from cookie and row alike, and stays gone after the next write', async () => {
    const ordered = createMemoryOrderedDotStore();
    world = createReplicaWorld(store, { ordered });
    const pending = await steps.add(await steps.add(null, 'mug'), 'rug');
    const { state } = await steps.latest(pending);
    await ordered.record(
      lineDots({ ...state, lines: new Map([['mug', state.lines.get('mug') ?? []]]) }),
    );
    expect(skus(await world.replica.read(world.request(pending)))).toEqual(['rug']);
    const quiet = await steps.settled(pending);
    expect(skus(await world.replica.read(world.request(quiet)))).toEqual(['rug']);
    expect(skus(await steps.latest(await steps.add(quiet, 'sofa')))).toEqual(['rug', 'sofa']);
  });
});

describe('forgetting', () => {
  it('takes the cookie out of the browser', async () => {
    const jar = world.request(await steps.add(null, 'mug'));
    world.replica.forget(jar);
    expect(jar.get(STATE_COOKIE)).toBeNull();
  });
});

describe('the cookie of one request', () => {
  const addOne = (sku: string) => onState(addToLine({ sku }, 1));

  it('is opened once, however often it is asked for', async () => {
    const filled = world.request(null);
    await world.replica.change(filled, addOne('4711'));
    const jar = world.request(cookieOf(filled));
    const open = jest.spyOn(world.sealer, 'open');
    await world.replica.readLatest(jar);
    await world.replica.read(jar);
    await world.replica.change(jar, addOne('4712'));
    await world.replica.readLatest(jar);
    expect(open).toHaveBeenCalledTimes(1);
    open.mockRestore();
  });

  it('is sealed once, when it goes out, with what came last', async () => {
    const seal = jest.spyOn(world.sealer, 'seal');
    const jar = world.request(null);
    await world.replica.read(jar);
    await world.replica.change(jar, addOne('4711'));
    await world.replica.change(jar, addOne('4712'));
    expect(seal).not.toHaveBeenCalled();
    jar.toHeaders();
    jar.toHeaders();
    expect(seal).toHaveBeenCalledTimes(1);
    seal.mockRestore();
    expect(skus(await world.replica.read(world.request(cookieOf(jar))))).toEqual(['4711', '4712']);
  });

  it('keeps both of two changes that a new browser makes at once', async () => {
    const jar = world.request(null);
    await world.replica.read(jar);
    await Promise.all([
      world.replica.change(jar, addOne('4711')),
      world.replica.change(jar, addOne('4712')),
    ]);
    expect(skus(await world.replica.readLatest(jar))).toEqual(['4711', '4712']);
  });

  it('is opened anew once the request has set another one', async () => {
    const filled = world.request(null);
    await world.replica.change(filled, addOne('4711'));
    world.clock.advance(SETTLE_AFTER_SECONDS);
    const settled = world.request(cookieOf(filled));
    await world.replica.read(settled);
    const jar = world.request(cookieOf(settled));
    await world.replica.read(jar);
    const lines = Array.from({ length: 400 }, (_, i) => addToLine({ sku: `article-${i}` }, 1));
    await world.replica.change(jar, onState(sequence(...lines)));
    expect(skus(await world.replica.read(jar))).toHaveLength(401);
  });

  it('is taken for what it holds where the record was too large for it', async () => {
    const jar = world.request(null);
    const lines = Array.from({ length: 400 }, (_, i) => addToLine({ sku: `article-${i}` }, 1));
    await world.replica.change(jar, onState(sequence(...lines)));
    world.clock.advance(SETTLE_AFTER_SECONDS);
    // The same request once more: to settle now would drop the only copy.
    const settle = jest.spyOn(store, 'settle');
    await world.replica.read(jar);
    expect(settle).not.toHaveBeenCalled();
    settle.mockRestore();
  });
});
