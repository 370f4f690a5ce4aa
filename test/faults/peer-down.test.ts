import { beforeAll, describe, expect, it } from '@jest/globals';
import { demoAccount, type Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';

async function readiness(shopper: Shopper, side: 'shopping' | 'checkout') {
  const { status, body } = await shopper.see(side, '/readyz');
  return [status, JSON.parse(body)];
}

describe('while checkout is down', () => {
  const open = openStore();
  let shopper: Shopper;
  beforeAll(async () => {
    shopper = open.shopper();
    await shopper.signIn(demoAccount(open.store));
    await shopper.cross('shopping');
    await shopper.untilRecognized();
    await open.store.end('checkout', 'SIGKILL');
  });

  it('the shop is ready, and says that its peer is not', async () => {
    expect(await readiness(shopper, 'shopping')).toEqual([200, { store: 'ok', peer: 'down' }]);
    expect((await shopper.see('shopping', '/healthz')).status).toBe(200);
  });

  it('one shops as before, and is still recognized for the time of the lease', async () => {
    for (const path of ['/', '/cart', '/products/300172', '/api/products']) {
      expect((await shopper.see('shopping', path)).status).toBe(200);
    }
    await shopper.add('shopping', { sku: '300172' }, 2);
    expect((await shopper.state('shopping')).session).toEqual({ state: 'recognized' });
  });

  it('a crossing waits for it: the same link works once it is back', async () => {
    const link = shopper.url('checkout', '/bridge/start?return=%2Fcheckout');
    await expect(shopper.browser.open(link)).rejects.toThrow();
    await open.store.start('checkout');
    await shopper.browser.open(link);
    expect(await shopper.cart('checkout')).toEqual({ '300172': 2 });
    expect(await readiness(shopper, 'shopping')).toEqual([200, { store: 'ok', peer: 'up' }]);
  });
});

describe('with checkout alone', () => {
  const open = openStore({ sides: ['checkout'] });

  it('one signs in, orders and signs out', async () => {
    const shopper = open.shopper();
    expect(await readiness(shopper, 'checkout')).toEqual([200, { store: 'ok', peer: 'down' }]);
    await shopper.register();
    await shopper.add('checkout', { sku: '300172' });
    expect((await shopper.see('checkout', '/checkout')).status).toBe(200);
    expect((await shopper.order()).status).toBe(201);
    const end = await shopper.submit('checkout', '/api/logout', {});
    expect(end.status).toBe(303);
    expect((await shopper.state('checkout')).session).toEqual({ state: 'anonymous' });
  });
});
