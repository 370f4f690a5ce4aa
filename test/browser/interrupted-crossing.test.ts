import { expect, it } from '@jest/globals';
import { describeInChromium } from './chromium-suite.ts';
import { stopBefore } from './navigation-stop.ts';
import { seeCart, seeHeader } from './page-view.ts';
import { type ProxiedStore, startProxiedStore } from './proxied-store.ts';
import type { Shopper } from './shopper.ts';
import { buy, follow, goToCheckout, sendCredentials, setQuantity } from './steps.ts';

const CART = { 'Slow Pour Dripper': 1 };
const DRIPPER = '100260';

describeInChromium<ProxiedStore>('a crossing', { start: startProxiedStore }, (suite) => {
  const shopperWithCart = async (): Promise<Shopper> => {
    const shopper = await suite.shopper();
    await buy(shopper, DRIPPER);
    return shopper;
  };

  it('leaves a clean page behind: reload, back and forward show the same cart', async () => {
    const { page, origins, complaints } = await shopperWithCart();
    await goToCheckout(page);
    await page.reload();
    expect(await seeCart(page)).toEqual(CART);
    await page.goBack();
    expect(page.url()).toBe(`${origins.shopping}/cart`);
    expect(await seeCart(page)).toEqual(CART);
    await page.goForward();
    expect(page.url()).toBe(`${origins.checkout}/checkout`);
    expect(await seeCart(page)).toEqual(CART);
    expect(complaints).toEqual([]);
  });

  it('may be walked again and again from the history', async () => {
    const { page } = await shopperWithCart();
    for (const round of [1, 2, 3]) {
      await goToCheckout(page);
      expect([round, await seeCart(page)]).toEqual([round, CART]);
      await page.goBack();
      expect([round, await seeCart(page)]).toEqual([round, CART]);
    }
  });

  it('survives a double click', async () => {
    const { page, origins } = await shopperWithCart();
    await page.getByRole('link', { name: 'Go to secure checkout' }).dblclick();
    await page.waitForURL(`${origins.checkout}/checkout`);
    expect(await seeCart(page)).toEqual(CART);
  });

  it('works in two tabs, which do not sign each other out', async () => {
    const { page, context, origins } = await shopperWithCart();
    const second = await context.newPage();
    await second.goto(`${origins.shopping}/cart`);
    await goToCheckout(page);
    await follow(page.getByRole('link', { name: 'Sign in to order' }));
    await sendCredentials(page, 'wholesale@example.com', suite.store.demoPassword());
    await goToCheckout(second);
    expect((await seeHeader(second)).visitor).toContain('wholesale@example.com');
    expect(await seeCart(second)).toEqual(CART);
    await page.reload();
    expect((await seeHeader(page)).visitor).toContain('wholesale@example.com');
    await follow(page.getByRole('button', { name: 'Remove Slow Pour Dripper' }).last());
  });

  it('runs in five tabs at once', async () => {
    const { context, origins } = await shopperWithCart();
    const tabs = await Promise.all(Array.from({ length: 5 }, () => context.newPage()));
    await Promise.all(tabs.map((tab) => tab.goto(startUrl(origins))));
    for (const tab of tabs) {
      expect(tab.url()).toBe(`${origins.checkout}/checkout`);
      expect(await seeCart(tab)).toEqual(CART);
    }
  });

  it('can be broken off at either redirect and begun again', async () => {
    const { page, origins } = await shopperWithCart();
    await stopBefore(page, startUrl(origins), '/bridge/issue');
    await stopBefore(page, startUrl(origins), '/bridge/accept');
    await page.goto(`${origins.shopping}/cart`);
    expect(await seeCart(page)).toEqual(CART);
    await goToCheckout(page);
    expect(await seeCart(page)).toEqual(CART);
  });

  it.each(['issue', 'accept'])(
    'begins again by a reload when the answer of %s is lost',
    async (route) => {
      const { page, origins } = await shopperWithCart();
      const { proxies } = suite.store;
      const proxy = route === 'issue' ? proxies.shopping : proxies.checkout;
      const endLosing = proxy.loseAnswers(`/bridge/${route}`);
      await expect(page.goto(startUrl(origins))).rejects.toThrow(/ERR_/);
      endLosing();
      expect(lastStatus(proxy.seen, `/bridge/${route}`)).toBe(303);
      // The error page comes a little after the error.
      await page.waitForURL(/^chrome-error:/);
      await page.reload();
      expect(page.url()).toBe(`${origins.checkout}/checkout`);
      expect(await seeCart(page)).toEqual(CART);
      await setQuantity(page, 'Slow Pour Dripper', 2);
      expect(await seeCart(page)).toEqual({ 'Slow Pour Dripper': 2 });
    },
  );
});

function startUrl(origins: Shopper['origins']): string {
  return `${origins.checkout}/bridge/start?return=%2Fcheckout`;
}

function lastStatus(
  seen: ProxiedStore['proxies']['shopping']['seen'],
  prefix: string,
): number | undefined {
  return seen.findLast(({ path }) => path.startsWith(prefix))?.status;
}
