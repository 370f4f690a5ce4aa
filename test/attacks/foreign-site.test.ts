import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ChromiumSuite, describeInChromium } from '../browser/chromium-suite.ts';
import { seeCart } from '../browser/page-view.ts';
import type { Shopper } from '../browser/shopper.ts';
import { buy, goToCheckout } from '../browser/steps.ts';
import { type ForeignServer, startForeignServer } from '../support/foreign-server.ts';
import { type RunningStore, startStore } from '../support/running-store.ts';

/** Two hosts below one registrable domain, which are two sites all the same: their schemes differ (A22). */
const HOSTS = { shoppingHost: 'shop.store.test', checkoutHost: 'checkout.store.test' };
const OFF = { shoppingHost: 'shop.store.test', checkoutHost: 'checkout.other.test' };
const args = ['--host-resolver-rules=MAP *.test 127.0.0.1'];
const DRIPPER = { sku: '100260', cart: { 'Slow Pour Dripper': 1 } };

let foreign: ForeignServer;
beforeAll(async () => {
  foreign = await startForeignServer();
});
afterAll(() => foreign.close());
const at = (host: string): string => `http://${host}:${foreign.port}/`;

/** Somebody with a cart on both domains. */
async function withCart(suite: ChromiumSuite<RunningStore>): Promise<Shopper> {
  const shopper = await suite.shopper();
  await buy(shopper, DRIPPER.sku);
  await goToCheckout(shopper.page);
  return shopper;
}
async function cartOn({ page, origins }: Shopper, side: 'shopping' | 'checkout') {
  await page.goto(`${origins[side]}/${side === 'shopping' ? 'cart' : 'checkout'}`);
  return seeCart(page);
}

/** A8, A21, A22, A23: another site, and a sibling host, in a real browser with its own rules for cookies. */
describeInChromium('a foreign site', { start: () => startStore(HOSTS), args }, (suite) => {
  it('is what shop and checkout are to each other, and the cart crosses both ways', async () => {
    const shopper = await withCart(suite);
    expect(await seeCart(shopper.page)).toEqual(DRIPPER.cart);
    await buy(shopper, '300172');
    await goToCheckout(shopper.page);
    expect(Object.keys(await seeCart(shopper.page))).toHaveLength(2);
    expect(Object.keys(await cartOn(shopper, 'shopping'))).toHaveLength(2);
  });

  it('leads to the hand-off by a link, and the cookies are there at the end of it', async () => {
    const shopper = await suite.shopper();
    await buy(shopper, DRIPPER.sku);
    const start = `${shopper.origins.checkout}/bridge/start?return=%2Fcheckout`;
    foreign.answer = { html: `<a href="${start}">to the store</a>` };
    await shopper.page.goto(at('www.elsewhere.test'));
    await shopper.page.getByRole('link').click();
    await shopper.page.waitForURL(`${shopper.origins.checkout}/checkout`);
    expect(await seeCart(shopper.page)).toEqual(DRIPPER.cart);
  });

  it.each(['www.elsewhere.test', 'evil.store.test'])(
    'changes nothing by a form that %s sends with our shopper’s browser',
    async (host) => {
      const shopper = await withCart(suite);
      const fields = '<input name="sku" value="300172"><input name="quantity" value="9">';
      for (const side of ['checkout', 'shopping'] as const) {
        const action = `${shopper.origins[side]}/api/cart/lines`;
        foreign.answer = {
          html: `<form method="post" action="${action}">${fields}<button>win</button></form>`,
        };
        await shopper.page.goto(at(host));
        const [answer] = await Promise.all([
          shopper.page.waitForResponse(action),
          shopper.page.getByRole('button').click(),
        ]);
        expect(answer.status()).toBe(403);
        expect(await cartOn(shopper, side)).toEqual(DRIPPER.cart);
      }
    },
  );

  it('plants no verifier by pictures, frames and scripts', async () => {
    const shopper = await suite.shopper();
    const start = `${shopper.origins.checkout}/bridge/start`;
    foreign.answer = {
      html: `<img src="${start}"><iframe src="${start}"></iframe><script src="${start}"></script>
        <iframe src="${shopper.origins.checkout}/checkout"></iframe>`,
    };
    await shopper.page.goto(at('www.elsewhere.test'), { waitUntil: 'load' });
    const names = (await shopper.context.cookies()).map(({ name }) => name);
    expect(names.filter((name) => name.includes('bridge-'))).toEqual([]);
    const framed = shopper.page.frames().map((frame) => frame.url());
    expect(framed.filter((url) => url.startsWith(shopper.origins.checkout))).toEqual([]);
  });

  it('that is a sibling host, and so of one site with an HTTP shop, plants none there by a picture', async () => {
    const shopper = await suite.shopper();
    const start = `${shopper.origins.shopping}/bridge/start`;
    foreign.answer = { html: `<img src="${start}">` };
    await Promise.all([
      shopper.page.waitForRequest(start),
      shopper.page.goto(at('evil.store.test'), { waitUntil: 'load' }),
    ]);
    expect(await shopper.context.cookies()).toEqual([]);
  });

  it('that is a sibling host puts no cookie of ours on checkout, under whatever name', async () => {
    const shopper = await withCart(suite);
    const own = await shopper.context.cookies(shopper.origins.checkout);
    foreign.answer = {
      html: '',
      setCookies: [
        '__Host-bridge-session=x; Domain=store.test; Path=/',
        '__Host-bridge-state=x; Domain=store.test; Path=/; Secure',
        '__Host-bridge-flow-AAAAAAAAAAAAAAAA=1.x; Domain=store.test; Path=/',
        '=__Host-bridge-session=x; Domain=store.test; Path=/',
        'bridge-session=x; Domain=store.test; Path=/',
        'bridge-state=x; Domain=store.test; Path=/checkout',
      ],
    };
    await shopper.page.goto(at('evil.store.test'));
    const after = await shopper.context.cookies(`${shopper.origins.checkout}/checkout`);
    const tossed = after.filter(({ value }) => value === 'x').map(({ name }) => name);
    expect(tossed.sort()).toEqual(['bridge-session', 'bridge-state']);
    expect(after.filter(({ name }) => name.startsWith('__Host-'))).toEqual(own);
    expect(await cartOn(shopper, 'checkout')).toEqual(DRIPPER.cart);
  });

  it('that is a sibling host has no cart of its own taken for that of an HTTP shop’s shopper', async () => {
    const [shopper, attacker] = [await withCart(suite), await suite.shopper()];
    await buy(attacker, '300172');
    const cookies = await attacker.context.cookies(attacker.origins.shopping);
    const state = cookies.find(({ name }) => name === 'bridge-state')?.value ?? '';
    expect(state).not.toBe('');
    foreign.answer = {
      html: '',
      setCookies: [`bridge-state=${state}; Domain=store.test; Path=/cart`],
    };
    await shopper.page.goto(at('evil.store.test'));
    expect(await cartOn(shopper, 'shopping')).toEqual({});
    expect(await cartOn(shopper, 'checkout')).toEqual(DRIPPER.cart);
  });
});

/** A9: the control. One jar, two hosts, no bridge: what crosses in the tests above crosses by the bridge alone. */
describeInChromium(
  'with the bridge switched off, in one browser',
  { start: () => startStore({ ...OFF, env: { BRIDGE_MODE: 'off' } }), args },
  (suite) => {
    it('the cart does not cross between two hosts, however often the shopper goes back and forth', async () => {
      const shopper = await suite.shopper();
      await buy(shopper, DRIPPER.sku);
      for (const _ of [1, 2]) {
        expect(await cartOn(shopper, 'checkout')).toEqual({});
        expect(await cartOn(shopper, 'shopping')).toEqual(DRIPPER.cart);
      }
    });
  },
);
