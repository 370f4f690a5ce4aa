import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInChromium } from './chromium-suite.ts';
import { seeCart } from './page-view.ts';
import { type ProxiedStore, startProxiedStore } from './proxied-store.ts';
import type { Shopper } from './shopper.ts';
import { buy } from './steps.ts';

const START = '/bridge/start';

// Our own pages ask for nothing ahead, and their policy forbids it; it is set aside, because other pages
// and the browser itself may ask.
describeInChromium<ProxiedStore>(
  'a browser that looks ahead',
  { start: startProxiedStore },
  (suite) => {
    it.each(['link', 'speculation rule'] as const)(
      'plants nothing by a prefetching %s, and the click after it works',
      async (kind) => {
        const shopper = await suite.shopper({ bypassCSP: true });
        const { page, origins } = shopper;
        await buy(shopper, '100260');
        await page.goto(`${origins.checkout}/checkout`);
        const before = await verifiers(shopper);
        const answered = suite.store.proxies.checkout.whenAnswered(START);
        await askAhead(page, kind, `${START}?return=%2Fcheckout`);
        const { headers, status, setCookies } = await answered;
        expect(headers['sec-purpose']).toMatch(/^prefetch/);
        expect({ status, setCookies }).toEqual({ status: 503, setCookies: [] });
        expect(await verifiers(shopper)).toEqual(before);
        await page.goto(`${origins.checkout}${START}?return=%2Fcheckout`);
        expect(page.url()).toBe(`${origins.checkout}/checkout`);
        expect(await seeCart(page)).toEqual({ 'Slow Pour Dripper': 1 });
      },
    );

    it('asks for nothing when the mouse hovers over a link across', async () => {
      const shopper = await suite.shopper();
      const { page } = shopper;
      await buy(shopper, '100260');
      const { seen } = suite.store.proxies.checkout;
      const before = seen.length;
      await page.getByRole('link', { name: 'Go to secure checkout' }).hover();
      await page.locator('.site-header').getByRole('link', { name: 'Sign in' }).hover();
      await page.reload();
      expect(seen.slice(before)).toEqual([]);
    });
  },
);

/** Names of the verifier cookies, one per flow. */
async function verifiers({ context, origins }: Shopper): Promise<string[]> {
  const cookies = await context.cookies(origins.checkout);
  return cookies.map(({ name }) => name).filter((name) => name.includes('bridge-flow-'));
}

/** Puts `<link rel=prefetch>` or a speculation rule (HTML standard, §7.6) into the page. */
async function askAhead(page: Page, kind: 'link' | 'speculation rule', href: string) {
  await page.evaluate(
    ([how, target]) => {
      const element = document.createElement(how === 'link' ? 'link' : 'script');
      if (element instanceof HTMLLinkElement) {
        element.rel = 'prefetch';
        element.href = target;
      } else {
        const rule = { source: 'list', urls: [target], eagerness: 'immediate' };
        element.type = 'speculationrules';
        element.textContent = JSON.stringify({ prefetch: [rule] });
      }
      document.head.append(element);
    },
    [kind, href] as const,
  );
}
