import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Shopper, Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import type { Side } from '../support/running-store.ts';

const PARALLEL = 20;
const BEFORE_THE_KILL = 5;

describe('kill -9 during 20 parallel writes', () => {
  const open = openStore();
  let goods: Variant[];
  beforeAll(async () => {
    goods = await open.variants(PARALLEL);
  });

  /** Sends all writes, kills the server after some answers, and tells which writes were acknowledged. */
  async function writeUntilKilled(shopper: Shopper, side: Side): Promise<Variant[]> {
    const acknowledged: Variant[] = [];
    let killed: Promise<unknown> | undefined;
    const write = async (variant: Variant): Promise<void> => {
      await shopper.add(side, variant);
      acknowledged.push(variant);
      if (acknowledged.length === BEFORE_THE_KILL) killed = open.store.end(side, 'SIGKILL');
    };
    await Promise.allSettled(goods.map(write));
    await killed;
    await open.store.start(side);
    return acknowledged;
  }

  it.each([
    ['shopping', 'anonymous'],
    ['checkout', 'anonymous'],
    ['checkout', 'authenticated'],
  ] as const)('on %s, %s, loses none that was acknowledged', async (side, session) => {
    const shopper = open.shopper();
    if (session === 'authenticated') await shopper.register();
    await shopper.see(side, side === 'shopping' ? '/' : '/checkout');
    const acknowledged = await writeUntilKilled(shopper, side);
    expect(acknowledged.length).toBeGreaterThanOrEqual(BEFORE_THE_KILL);

    const state = await shopper.state(side);
    expect(state.session.state).toBe(session);
    const present = state.cart.lines.map(({ sku }) => sku);
    expect(present).toEqual(expect.arrayContaining(acknowledged.map(({ sku }) => sku)));
    expect(state.cart.lines.every(({ quantity }) => quantity === 1)).toBe(true);
  });
});
