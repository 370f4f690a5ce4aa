import { describe, expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { DAY } from '../core/duration.ts';
import { createMemoryOrderedDotStore } from '../memory/ordered-dot-store.ts';
import { createMemoryStateStore } from '../memory/state-store.ts';
import { AccountReplica } from './account-replica.ts';
import { isCheckoutActor } from './actor.ts';
import { addToLine, setLineQuantity } from './operations.ts';
import { lineDots } from './ordered-dot-store.ts';
import { mergeIn, onState } from './replica.ts';

function createWorld() {
  const store = createMemoryStateStore();
  const ordered = createMemoryOrderedDotStore();
  const { now, advance } = createTestClock();
  const parts = { role: 'checkout', store, clock: now, random: createSeededRandom() } as const;
  return { store, ordered, advance, replica: new AccountReplica({ ...parts, ordered }) };
}

const add = (sku: string) => onState(addToLine({ sku }, 1));

describe('the cart of an account', () => {
  it('is empty before anything was stored, and separate for every account', async () => {
    const { replica } = createWorld();
    await replica.change('one', add('mug'));
    expect((await replica.read('other')).state.lines.size).toBe(0);
    expect([...(await replica.read('one')).state.lines.keys()]).toEqual(['mug']);
  });

  it('never expires, and has one actor of checkout’s for all devices', async () => {
    const { replica, store, advance } = createWorld();
    const first = await replica.change('one', add('mug'));
    advance(900 * DAY);
    await store.sweep(4_000_000_000);
    const second = await replica.change('one', add('rug'));
    expect([second.state.lines.size, second.actor]).toEqual([2, first.actor]);
    expect(second.actor && isCheckoutActor(second.actor)).toBe(true);
  });

  it('keeps twenty changes made at once', async () => {
    const { replica } = createWorld();
    const changes = Array.from({ length: 20 }, (_, i) => replica.change('one', add(`sku-${i}`)));
    await Promise.all(changes);
    expect((await replica.read('one')).state.lines.size).toBe(20);
  });

  it('is as it was after a refused change', async () => {
    const { replica } = createWorld();
    const before = await replica.change('one', add('mug'));
    const refused = replica.change('one', onState(setLineQuantity('none', 1)));
    await expect(refused).rejects.toMatchObject({ code: 'ERR_STATE_UNKNOWN_LINE' });
    expect(await replica.read('one')).toEqual(before);
  });

  it('says which version it is, for a change inside a transaction', async () => {
    const { replica } = createWorld();
    expect(await replica.latest('one')).toMatchObject({
      version: 0,
      stored: null,
      confirmed: false,
    });
    await replica.change('one', add('mug'));
    const { version, stored, confirmed } = await replica.latest('one');
    expect([version > 0, stored === version, confirmed]).toEqual([true, true, true]);
  });

  it('loses a line that was ordered from another account, and keeps what was added since', async () => {
    const { replica, ordered } = createWorld();
    const { state } = await replica.change('one', add('mug'));
    await replica.change('other', mergeIn(state));
    await ordered.record(lineDots(state));
    expect((await replica.read('other')).state.lines.size).toBe(0);
    await replica.change('other', add('mug'));
    expect([...(await replica.read('other')).state.lines.keys()]).toEqual(['mug']);
  });
});
