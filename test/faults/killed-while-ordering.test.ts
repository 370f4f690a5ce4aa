import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openStore } from '../support/open-store.ts';

describe('kill -9 of checkout while an order is placed', () => {
  const open = openStore();

  it.each(['before', 'after'] as const)(
    '%s the answer: the same key then places or finds one order',
    async (moment) => {
      const shopper = open.shopper();
      await shopper.register();
      await shopper.add('checkout', { sku: '300172' }, 2);
      const key = randomUUID();
      const first = shopper.order(key).catch(() => null);
      if (moment === 'after') await first;
      await open.store.end('checkout', 'SIGKILL');
      const answered = await first;
      await open.store.start('checkout');

      const again = await shopper.order(key);
      expect(answered ? [200] : [200, 201]).toContain(again.status);
      if (answered) expect(again.body).toBe(answered.body);
      expect(JSON.parse(again.body).lines).toMatchObject([{ sku: '300172', quantity: 2 }]);

      expect(await shopper.cart('checkout')).toEqual({});
      const { body } = await shopper.see('checkout', '/account');
      expect(new Set(body.match(/\/orders\/ord_[\w-]{22}/g)).size).toBe(1);
    },
  );

  it('leaves nothing that a restored browser could order again', async () => {
    const shopper = open.shopper();
    await shopper.add('shopping', { sku: '300172' }, 2);
    await shopper.cross('checkout');
    await shopper.register();
    expect((await shopper.order()).status).toBe(201);
    await open.store.end('checkout', 'SIGKILL');
    await open.store.start('checkout');
    // The shop’s cookie still has the ordered line, and brings it along.
    await shopper.cross('checkout');
    expect(await shopper.cart('checkout')).toEqual({});
  });
});
