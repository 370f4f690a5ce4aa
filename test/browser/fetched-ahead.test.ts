import { setTimeout } from 'node:timers/promises';
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
        const { headers, status, setCookies } = await askUntil(answered, () =>
          askAhead(page, kind, `${START}?return=%2Fcheckout`),
        );
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

/** Asks again each second: looking ahead is a hint, which a browser that is short of something lets go. */
async function askUntil<Answer>(
  answered: Promise<Answer>,
  ask: () => Promise<void>,
): Promise<Answer> {
  const isAnswered = answered.then(() => true);
  do await ask();
  while (!(await Promise.race([isAnswered, setTimeout(1_000, false)])));
  return answered;
}

/** Puts `<link rel=prefetch>` or a speculation rule (HTML standard, §7.6) into the page. */
async function askAhead(page: Page, kind: 'link' | 'speculation rule', href: string) {
  await page.evaluate(
    ([how, target]) => {
      document.getElementById('ahead')?.remove();
      const element = document.createElement(how === 'link' ? 'link' : 'script');
      element.id = 'ahead';
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
