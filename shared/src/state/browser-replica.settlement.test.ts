import { beforeEach, describe, expect, it } from '@jest/globals';
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
import { actorOf, applyAll } from '../../../test/support/state-builder.ts';
import { DAY } from '../core/duration.ts';
import { createMemorySettlementStore } from '../memory/settlement-store.ts';
import { createMemoryStateStore } from '../memory/state-store.ts';
import { SETTLE_AFTER_SECONDS } from './browser-replica.ts';
import { encodeState } from './encode.ts';
import { addToLine, removeLines, setLineQuantity } from './operations.ts';
import { mergeIn } from './replica.ts';
import { settlementOf } from './settlement.ts';
import type { SettlementStore } from './settlement-store.ts';
import type { ShoppingState } from './shopping-state.ts';
import type { StateStore } from './state-store.ts';
import { SETTLEMENT_HOLD_SECONDS } from './waiting-settlements.ts';

const CHECKOUT = actorOf(9, true);
const HANDLE = 'handle';

let store: StateStore;
let settlements: SettlementStore;
let world: BrowserReplicaWorld;
const steps = new BrowserReplicaSteps(() => ({ store, world }));
beforeEach(() => {
  store = createMemoryStateStore();
  settlements = createMemorySettlementStore();
  world = createReplicaWorld(store, { settlements });
});

const now = () => Math.floor(world.clock.now() / 1000);
const kept = () => ({ now: now(), until: now() + 30 * DAY });
const keyOf = (cookie: string) => world.open(cookie).key;

/** What an account that had seen the state in `cookie` is left with after the order of everything. */
async function orderAll(cookie: string): Promise<ShoppingState> {
  const { state } = await steps.latest(cookie);
  return { ...state, lines: new Map() };
}

/** The cookie's state crosses under a handle, and `left` is delivered to it. */
async function deliver(cookie: string, left: ShoppingState, id = 'ord_1'): Promise<void> {
  await settlements.handleOf(keyOf(cookie), HANDLE, kept());
  const state = encodeState(settlementOf(left));
  await settlements.deliver({ handle: HANDLE, id, state }, kept());
}

async function shown(cookie: string): Promise<string[]> {
  return skus(await world.replica.read(world.request(cookie)));
}

const waiting = async (cookie: string) =>
  (await settlements.waiting(keyOf(cookie), now())).map(({ id }) => id);

describe('what was ordered', () => {
  it.each(['pending', 'settled'])(
    'leaves the page at the next read, by a %s cookie',
    async (kind) => {
      const added = await steps.add(null, 'mug');
      const cookie = kind === 'settled' ? await steps.settled(added) : added;
      await deliver(cookie, await orderAll(cookie));
      expect(await shown(cookie)).toEqual([]);
      const after = await steps.look(cookie);
      expect(world.open(after)).toMatchObject({ pending: true, key: keyOf(cookie) });
      expect(await shown(after)).toEqual([]);
    },
  );

  it('leaves what was added meanwhile, also in another tab whose answer was lost', async () => {
    const cookie = await steps.add(null, 'mug');
    const left = await orderAll(cookie);
    const [mine] = [await steps.add(cookie, 'lamp'), await steps.add(cookie, 'rug')];
    await deliver(cookie, left);
    expect(await shown(mine)).toEqual(['lamp', 'rug']);
  });

  it('leaves the page although its quantity was changed on checkout', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    const { state } = await steps.latest(cookie);
    const account = applyAll(state, CHECKOUT, setLineQuantity('mug', 7), removeLines(['mug']));
    await deliver(cookie, account);
    expect(await shown(cookie)).toEqual([]);
  });

  it('is gone from decisions as well', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await deliver(cookie, await orderAll(cookie));
    expect(skus(await steps.latest(cookie))).toEqual([]);
  });

  it('is gone before a change: what is added to the line again begins anew', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug', 3));
    await deliver(cookie, await orderAll(cookie));
    const again = await steps.latest(await steps.add(cookie, 'mug', 1));
    expect([...again.state.lines.values()].flat()).toMatchObject([{ value: 1 }]);
  });

  it('is gone from a state that is too large for a cookie', async () => {
    let cookie = await steps.add(null, 'mug');
    const left = await orderAll(cookie);
    const jar = world.request(cookie);
    const many = Array.from({ length: 400 }, (_, i) => addToLine({ sku: `sku-${i}-of-many` }, 1));
    await world.replica.change(jar, (record, actor) => ({
      ...record,
      actor,
      state: applyAll(record.state, actor, ...many),
    }));
    cookie = cookieOf(jar);
    expect(world.open(cookie).record).toBeNull();
    await deliver(cookie, left);
    expect(await shown(cookie)).not.toContain('mug');
    expect(await shown(cookie)).toHaveLength(400);
  });

  it('leaves two orders of lines, each with what it took', async () => {
    const one = await steps.add(null, 'mug');
    const two = await steps.add(one, 'rug');
    const cookie = await steps.add(two, 'lamp');
    await deliver(cookie, await orderAll(one), 'ord_1');
    const { state } = await steps.latest(two);
    await deliver(cookie, { ...state, lines: new Map() }, 'ord_2');
    expect(await shown(cookie)).toEqual([]);
  });
});

describe('a settlement', () => {
  it('stays until a cookie has come back that holds it: answers get lost', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await deliver(cookie, await orderAll(cookie));
    world.clock.advance(SETTLEMENT_HOLD_SECONDS);
    for (const _ of ['lost', 'lost again']) expect(await shown(cookie)).toEqual([]);
    expect(await waiting(cookie)).toEqual(['ord_1']);
    const after = await steps.look(cookie);
    world.clock.advance(SETTLE_AFTER_SECONDS);
    expect(await shown(after)).toEqual([]);
    expect(await waiting(cookie)).toEqual([]);
    expect(await shown(after)).toEqual([]);
  });

  it('stays when one request reads twice: its own cookie has not come back', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await deliver(cookie, await orderAll(cookie));
    world.clock.advance(SETTLEMENT_HOLD_SECONDS);
    const jar = world.request(cookie);
    for (const _ of [1, 2, 3]) await world.replica.read(jar);
    await world.replica.readLatest(jar);
    expect(await waiting(cookie)).toEqual(['ord_1']);
  });

  it('is applied again for as long as a token from before the order may arrive', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    const { state } = await steps.latest(cookie);
    const onCheckout = applyAll(state, CHECKOUT, setLineQuantity('mug', 7));
    await deliver(cookie, applyAll(onCheckout, CHECKOUT, removeLines(['mug'])));
    const settled = await steps.look(cookie);
    world.clock.advance(SETTLEMENT_HOLD_SECONDS - 1);
    const jar = world.request(settled);
    const arrived = await world.replica.change(jar, mergeIn(onCheckout));
    expect(skus(arrived)).toEqual(['mug']);
    expect(await shown(cookieOf(jar))).toEqual([]);
  });

  it('costs nothing more once it has gone', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await deliver(cookie, await orderAll(cookie));
    const after = await steps.settled(await steps.look(cookie));
    world.clock.advance(SETTLEMENT_HOLD_SECONDS);
    await steps.look(after);
    const away = createReplicaWorld(brokenStore(), { settlements, at: world.clock });
    expect(skus(await away.replica.read(away.request(after)))).toEqual([]);
  });

  it('gives up the actor of a shop that was restored from an older copy', async () => {
    const older = await steps.latest(await steps.add(null, 'mug'));
    const jar = world.request(null);
    await world.replica.plant(jar, older);
    const ahead = await orderAll(await steps.add(cookieOf(jar), 'rug'));
    await world.replica.plant(jar, older);
    const restored = cookieOf(jar);
    await deliver(restored, ahead);
    const next = await steps.latest(await steps.add(restored, 'lamp'));
    expect(skus(next)).toEqual(['lamp']);
    expect(next.actor).not.toBe(older.actor);
  });

  it('reaches the state under the key it goes on with, delivered before or after that', async () => {
    const old = await steps.settled(await steps.add(null, 'mug'));
    const left = await orderAll(old);
    await settlements.handleOf(keyOf(old), HANDLE, kept());
    await steps.settled(await steps.add(old, 'rug'));
    // Somebody puts the old cookie back: it goes its own way.
    const forked = await steps.add(old, 'sofa');
    expect(keyOf(forked)).not.toBe(keyOf(old));
    await deliver(old, left);
    expect(await shown(forked)).toEqual(['sofa']);
    const again = await steps.add(old, 'lamp');
    expect(keyOf(again)).toBe(keyOf(forked));
    expect(await shown(again)).toEqual(['lamp', 'sofa']);
  });

  it('reaches it also where a page has brought the browser there', async () => {
    const old = await steps.add(null, 'mug');
    const left = await orderAll(old);
    await steps.settled(await steps.add(old, 'rug'));
    await steps.add(old, 'sofa');
    await settlements.handleOf(keyOf(old), HANDLE, kept());
    const brought = await steps.look(old);
    expect(keyOf(brought)).not.toBe(keyOf(old));
    await deliver(old, left);
    expect(await shown(brought)).toEqual(['sofa']);
  });

  it('writes nothing to its store while it has its work to do', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await deliver(cookie, await orderAll(cookie));
    const writes: string[] = [];
    const watched: SettlementStore = {
      ...settlements,
      follow: async () => void writes.push('follow'),
      forget: async () => void writes.push('forget'),
    };
    world = createReplicaWorld(store, { settlements: watched, at: world.clock, seed: 'watched' });
    const after = await steps.look(cookie);
    world.clock.advance(SETTLEMENT_HOLD_SECONDS - 1);
    await steps.look(after);
    expect(writes).toEqual([]);
    world.clock.advance(1);
    await steps.look(after);
    expect(writes).toEqual(['forget']);
  });

  it('does not reach a state that begins anew', async () => {
    const cookie = await steps.add(null, 'mug');
    const { state } = await steps.latest(cookie);
    await deliver(cookie, { ...state, lines: new Map() });
    const jar = world.request(cookie);
    await world.replica.plant(jar, { state, actor: null, endedSid: null });
    expect(await shown(cookieOf(jar))).toEqual(['mug']);
  });

  it('that is damaged keeps no other from its work, and goes in the end', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await settlements.handleOf(keyOf(cookie), HANDLE, kept());
    await settlements.deliver({ handle: HANDLE, id: 'bad', state: Uint8Array.of(255) }, kept());
    await deliver(cookie, await orderAll(cookie));
    expect(await shown(cookie)).toEqual([]);
    const after = await steps.look(cookie);
    world.clock.advance(SETTLEMENT_HOLD_SECONDS);
    await steps.look(after);
    expect(await waiting(cookie)).toEqual([]);
  });
});

describe('a store of settlements that is away', () => {
  const fail = async (): Promise<never> => {
    throw new Error('the store is away');
  };
  const away: SettlementStore = {
    handleOf: fail,
    bind: fail,
    follow: fail,
    deliver: fail,
    waiting: fail,
    forget: fail,
    sweep: fail,
  };

  it('keeps nobody from a page, a decision or a change, nor a state from going on', async () => {
    const old = await steps.settled(await steps.add(null, 'mug'));
    await steps.settled(await steps.add(old, 'rug'));
    world = createReplicaWorld(store, { settlements: away, at: world.clock, seed: 'away' });
    expect(await shown(old)).toEqual(['mug']);
    expect(skus(await steps.latest(old))).toEqual(['mug']);
    const forked = await steps.add(old, 'sofa');
    expect(keyOf(forked)).not.toBe(keyOf(old));
    expect(await shown(forked)).toEqual(['mug', 'sofa']);
  });

  it('keeps nobody from a page either when it cannot forget', async () => {
    const cookie = await steps.settled(await steps.add(null, 'mug'));
    await deliver(cookie, await orderAll(cookie));
    world = createReplicaWorld(store, {
      settlements: { ...settlements, forget: fail },
      at: world.clock,
      seed: 'forgetful',
    });
    const after = await steps.look(cookie);
    world.clock.advance(SETTLEMENT_HOLD_SECONDS);
    expect(await shown(after)).toEqual([]);
  });
});
