import { expect, it } from '@jest/globals';
import { describeInChromium } from './chromium-suite.ts';
import { walkJourney } from './journey.ts';
import { type ProxiedStore, startProxiedStore } from './proxied-store.ts';
import { follow } from './steps.ts';

/** Chromium trusts `*.localhost` as if it were encrypted; an ordinary name over plain HTTP it does not. */
const start = () =>
  startProxiedStore(
    { shoppingHost: 'shop.test', checkoutHost: 'checkout.test' },
    { plantedCookie: 'probe=1; Path=/; Secure' },
  );
const args = ['--host-resolver-rules=MAP *.test 127.0.0.1'];
const isFetchMetadata = (name: string): boolean => name.startsWith('sec-fetch-');

describeInChromium<ProxiedStore>('on shop.test over plain HTTP', { start, args }, (suite) => {
  it('takes a shopper from the shop through sign-in to an order and back', async () => {
    const shopper = await suite.shopper();
    const password = suite.store.demoPassword();
    await walkJourney(shopper, { email: 'shopper@example.com', password });
    expect(shopper.complaints).toEqual([]);
  });

  it('gets no Sec-Fetch-* headers on the shop, and gets them on checkout', async () => {
    const { page, origins } = await suite.shopper();
    await page.goto(`${origins.shopping}/cart`);
    await follow(page.locator('.site-header').getByRole('link', { name: 'Checkout' }));
    const { shopping, checkout } = suite.store.proxies;
    const paths = shopping.seen.map(({ path }) => new URL(path, origins.shopping).pathname);
    expect(paths).toEqual(expect.arrayContaining(['/cart', '/bridge/issue', '/assets/store.js']));
    expect(
      shopping.seen.flatMap(({ headers }) => Object.keys(headers)).filter(isFetchMetadata),
    ).toEqual([]);
    const accepted = checkout.seen.find(({ path }) => path.startsWith('/bridge/accept'));
    expect(accepted?.headers).toMatchObject({ 'sec-fetch-dest': 'document' });
  });

  it('keeps no Secure cookie on the shop, and works by plain ones', async () => {
    const { page, context, origins } = await suite.shopper();
    await page.goto(origins.shopping);
    await page.goto(`${origins.shopping}/cart`);
    const own = await context.cookies(origins.shopping);
    expect(own.map(({ name }) => name)).not.toContain('probe');
    expect(own.length).toBeGreaterThan(0);
    for (const { secure, httpOnly, sameSite } of own) {
      expect({ secure, httpOnly, sameSite }).toEqual({
        secure: false,
        httpOnly: true,
        sameSite: 'Lax',
      });
    }
    await page.goto(`${origins.checkout}/checkout`);
    const secured = await context.cookies(origins.checkout);
    expect(secured.length).toBeGreaterThan(0);
    for (const { name, secure } of secured) {
      expect(name).toMatch(/^__Host-/);
      expect(secure).toBe(true);
    }
  });
});
