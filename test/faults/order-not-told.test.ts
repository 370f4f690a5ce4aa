import { afterEach, describe, expect, it } from '@jest/globals';
import type { Passing } from '../support/fault-proxy.ts';
import type { Shopper } from '../support/http-shopper.ts';
import { openInterceptedStore } from '../support/intercepted-store.ts';
import { until } from '../support/known-shopper.ts';

const ORDERED = '300172';
const ADDED_LATER = '300140';

describe('an order of which the shop is not told at once', () => {
  const open = openInterceptedStore();
  afterEach(() => {
    for (const way of [open.ways.shopping, open.ways.checkout]) way.decide = () => 'pass';
  });

  /** A cart that was filled on the shop and is to be ordered. */
  async function withCart(): Promise<Shopper> {
    const shopper = open.shopper();
    await shopper.add('shopping', { sku: ORDERED }, 2);
    await shopper.cross('checkout');
    await shopper.register();
    return shopper;
  }
  /** The shop’s address is typed: no crossing tells it anything. */
  const untilSettled = (shopper: Shopper, cart: object) =>
    until(async () => JSON.stringify(await shopper.cart('shopping')) === JSON.stringify(cart));

  it('because it is down: once it is up, what was ordered is gone, and what was added since is there', async () => {
    const shopper = await withCart();
    await open.store.end('shopping', 'SIGKILL');
    expect((await shopper.order()).status).toBe(201);
    await open.store.start('shopping');
    await shopper.add('shopping', { sku: ADDED_LATER });
    await untilSettled(shopper, { [ADDED_LATER]: 1 });
  });

  it('because checkout was killed right after the order: it tells after its next start', async () => {
    const shopper = await withCart();
    open.ways.shopping.decide = () => 'drop';
    expect((await shopper.order()).status).toBe(201);
    await open.store.end('checkout', 'SIGKILL');
    open.ways.shopping.decide = () => 'pass';
    await shopper.add('shopping', { sku: ADDED_LATER });
    expect(await shopper.cart('shopping')).toEqual({ [ORDERED]: 2, [ADDED_LATER]: 1 });
    await open.store.start('checkout');
    await untilSettled(shopper, { [ADDED_LATER]: 1 });
  });

  it('because the answer was lost: told twice, it takes away once', async () => {
    const shopper = await withCart();
    const told: Passing[] = [];
    open.ways.shopping.decide = (passing) => {
      if (passing.path !== '/bridge/settled') return 'pass';
      told.push(passing);
      return told.length === 1 ? 'swallow' : 'pass';
    };
    expect((await shopper.order()).status).toBe(201);
    await untilSettled(shopper, {});
    await shopper.add('shopping', { sku: ORDERED });
    await until(() => told.length > 1);
    expect(await told[1]?.status).toBe(204);
    expect(await shopper.cart('shopping')).toEqual({ [ORDERED]: 1 });
  });
});
