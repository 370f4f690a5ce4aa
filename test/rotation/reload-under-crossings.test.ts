import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOOK_TOKEN, type HookCaller, openHooks } from '../support/hook-caller.ts';
import { expectStatus, Shopper } from '../support/http-shopper.ts';
import { signedInOnBoth, statesOf, untilGuest } from '../support/known-shopper.ts';
import { type RunningStore, type Side, startStore } from '../support/running-store.ts';
import { type Variant, variants } from '../support/variants.ts';
import { hangUp, kidOf } from './hang-up.ts';
import { age, freshKey, type KeyFolder, makeKeyFolder, takeStep } from './key-folder.ts';

describe('two servers whose keys change while shoppers cross', () => {
  let keys: KeyFolder;
  let store: RunningStore;
  let hooks: HookCaller;
  let goods: readonly Variant[];
  const shoppers: Shopper[] = [];
  beforeAll(async () => {
    keys = await makeKeyFolder();
    store = await startStore({ sides: [], env: { HOOK_TOKEN } });
    for (const side of ['shopping', 'checkout'] as const) await store.start(side, keys.env[side]);
    hooks = openHooks(store);
    goods = await variants(store, 40);
  });
  afterAll(async () => {
    await Promise.all(shoppers.map(({ browser }) => browser.close()));
    await hooks?.close();
    await store?.close();
    keys?.close();
  });

  function newShopper(): Shopper {
    const shopper = new Shopper(store);
    shoppers.push(shopper);
    return shopper;
  }

  async function reload(side: Side): Promise<Readonly<Record<string, readonly string[]>>> {
    const line = await hangUp(store, side);
    expect(line.msg).toBe('keys reloaded');
    return line.kids ?? {};
  }

  const tokenLink = ({ browser }: Shopper, to: Side): Promise<string> =>
    browser.openUntil(`${store.origins[to]}/bridge/start`, '/bridge/accept');
  const kidOfLink = (link: string): string => kidOf(new URL(link).searchParams.get('t') ?? '');

  /** A shopper who goes to and fro without a pause, and puts something into the cart on each side. */
  function keepCrossing(shopper: Shopper) {
    let isOver = false;
    const walk = async (): Promise<number> => {
      let put = 0;
      while (!isOver || put < 2) {
        await shopper.add('shopping', goods[put++ % goods.length] as Variant);
        await shopper.cross('checkout');
        await shopper.add('checkout', goods[put++ % goods.length] as Variant);
        await shopper.cross('shopping');
      }
      return put;
    };
    const walking = walk();
    return async (): Promise<void> => {
      isOver = true;
      const put = await walking;
      const pieces = Object.values(await shopper.cart('shopping')).reduce((a, b) => a + b, 0);
      expect(pieces).toBe(put);
      expect(await shopper.cart('checkout')).toEqual(await shopper.cart('shopping'));
    };
  }

  /** Does something while shoppers cross, and while one is on the way in each direction. */
  async function underCrossings(act: () => Promise<void>): Promise<void> {
    const walkers = [newShopper(), newShopper()].map(keepCrossing);
    const [out, back] = [newShopper(), newShopper()];
    await out.add('shopping', goods[0] as Variant, 3);
    await back.add('checkout', goods[1] as Variant, 4);
    const links = [await tokenLink(out, 'checkout'), await tokenLink(back, 'shopping')] as const;
    const before = [await out.cart('shopping'), await back.cart('checkout')];
    try {
      await act();
    } finally {
      for (const end of walkers) await end();
    }
    expectStatus(303, await out.browser.ask(links[0]));
    expectStatus(303, await back.browser.ask(links[1]));
    expect([await out.cart('checkout'), await back.cart('shopping')]).toEqual(before);
  }

  it('bridge keys: one side at a time, at every step', async () => {
    const { shopBridge, checkoutBridge } = keys.files;
    const inBothFiles = async (step: string) => {
      if (step === 'add') {
        await takeStep(shopBridge, 'bridge', step);
        writeFileSync(checkoutBridge, readFileSync(shopBridge));
        return;
      }
      for (const file of [shopBridge, checkoutBridge]) await takeStep(file, 'bridge', step);
    };
    await underCrossings(async () => {
      await inBothFiles('add');
      expect((await reload('shopping')).bridge).toHaveLength(2);
    });
    await underCrossings(async () => void (await reload('checkout')));
    const [old = ''] = (await reload('shopping')).bridge ?? [];
    let fresh = '';
    await underCrossings(async () => {
      await inBothFiles('promote');
      [fresh = ''] = (await reload('checkout')).bridge ?? [];
    });
    expect(fresh).not.toBe(old);
    expect(kidOfLink(await tokenLink(newShopper(), 'checkout'))).toBe(old);
    expect(kidOfLink(await tokenLink(newShopper(), 'shopping'))).toBe(fresh);
    await underCrossings(async () => void (await reload('shopping')));
    expect(kidOfLink(await tokenLink(newShopper(), 'checkout'))).toBe(fresh);
    for (const file of [shopBridge, checkoutBridge]) age(file, 10);
    await underCrossings(async () => {
      await inBothFiles('retire');
      expect((await reload('shopping')).bridge).toEqual([fresh]);
    });
    await underCrossings(async () => void (await reload('checkout')));
  });

  it('cookie keys: a cart of before is there after it, and sealed anew when it changes', async () => {
    const { shopping } = keys.files;
    const early = newShopper();
    await early.add('shopping', goods[0] as Variant, 2);
    const cart = await early.cart('shopping');
    const cookieKid = ({ browser }: Shopper) =>
      kidOf(browser.cookie(store.origins.shopping, 'bridge-state') ?? '');
    await underCrossings(async () => {
      await takeStep(shopping, 'cookie', 'add');
      await reload('shopping');
      await takeStep(shopping, 'cookie', 'promote');
      await reload('shopping');
    });
    const [fresh] = (await reload('shopping')).cookie ?? [];
    expect(await early.cart('shopping')).toEqual(cart);
    await early.add('shopping', goods[1] as Variant);
    expect(cookieKid(early)).toBe(fresh);
    age(shopping, 30 * 1_440);
    await underCrossings(async () => {
      await takeStep(shopping, 'cookie', 'retire');
      expect((await reload('shopping')).cookie).toEqual([fresh]);
    });
    expect(await early.cart('shopping')).toMatchObject(cart);
  });

  it('signing keys: published first, and every end arrives', async () => {
    const { signing } = keys.files;
    const publishedKids = async (): Promise<readonly string[]> => {
      const { body } = await newShopper().see('checkout', '/.well-known/jwks.json');
      return JSON.parse(body).keys.map(({ kid }: { kid: string }) => kid);
    };
    for (const step of ['add', 'promote', 'retire']) {
      const { shopper, account } = await signedInOnBoth(newShopper());
      await takeStep(signing, 'signing', step);
      expect(await publishedKids()).not.toEqual((await reload('checkout')).signing);
      age(signing, 10);
      await hooks.revoke(account.email, 0);
      await untilGuest(shopper);
      expect(await statesOf(shopper)).toEqual(['anonymous', 'anonymous']);
    }
    expect(await publishedKids()).toHaveLength(1);
  });

  it.each([
    ['bridge keys', 'shopBridge', 'BRIDGE_KEYS_FILE', 'shopping'],
    ['cookie keys', 'shopping', 'SHOPPING_KEYS_FILE', 'shopBridge'],
  ] as const)(
    'a file of %s that is wrong changes nothing, and is named',
    async (_, wrong, variable, right) => {
      const [file, other] = [keys.files[wrong], keys.files[right]];
      const good = [file, other].map((each) => [each, readFileSync(each, 'utf8')] as const);
      const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
      await underCrossings(async () => {
        // The other one is right, and holds another key: it must not be taken alone.
        writeFileSync(other, await freshKey());
        writeFileSync(file, `k1:${secret}\n`);
        expect(await hangUp(store, 'shopping')).toMatchObject({
          msg: 'keys not reloaded',
          problems: [`${variable} (${file}) key 1 expected 32 bytes, got 20`],
        });
      });
      expect(store.output()).not.toContain(secret);
      for (const [each, text] of good) writeFileSync(each, text);
      await reload('shopping');
    },
  );
});
