import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { demoAccount, Shopper } from '../support/http-shopper.ts';
import { type RunningStore, type Side, startStore } from '../support/running-store.ts';

const ORDERS: readonly (readonly [string, readonly Side[], readonly Side[]])[] = [
  ['both at the same moment', ['shopping', 'checkout'], []],
  ['the shop first', ['shopping'], ['checkout']],
  ['checkout first', ['checkout'], ['shopping']],
];
const MADE = ['certificate-key.pem', 'certificate.pem', 'demo-users.json', 'keys.json'];

describe('the first start on an empty DATA_DIR', () => {
  let store: RunningStore;
  afterEach(() => store.close());

  it.each(ORDERS)('with %s makes keys, certificate and demo users once', async (_, now, later) => {
    store = await startStore({ sides: now });
    const made = MADE.map(read);
    for (const side of later) await store.start(side);
    expect(MADE.map(read)).toEqual(made);

    const shopper = new Shopper(store);
    await shopper.add('shopping', { sku: '300172' }, 2);
    await shopper.cross('checkout');
    await shopper.signIn(demoAccount(store));
    expect(await shopper.cart('checkout')).toEqual({ '300172': 2 });
    for (const side of ['shopping', 'checkout'] as const) {
      const { body } = await shopper.see(side, '/readyz');
      expect(JSON.parse(body)).toEqual({ store: 'ok', peer: 'up' });
    }
    await shopper.browser.close();
    expect(store.output().match(/^demo users: .*; password: /gm)).toHaveLength(1);
  });

  it('keeps what it writes for its owner alone', async () => {
    store = await startStore();
    for (const name of readdirSync(store.dataDir)) {
      expect([name, statSync(join(store.dataDir, name)).mode & 0o077]).toEqual([name, 0]);
    }
  });

  it('is the only one that makes anything', async () => {
    store = await startStore();
    const made = MADE.map(read);
    await Promise.all([store.end('shopping'), store.end('checkout')]);
    await Promise.all([store.start('shopping'), store.start('checkout')]);
    expect(MADE.map(read)).toEqual(made);
  });

  function read(name: string): string {
    return readFileSync(join(store.dataDir, name), 'utf8');
  }
});
