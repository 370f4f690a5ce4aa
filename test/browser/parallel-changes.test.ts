import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Side } from '../support/running-store.ts';
import { describeInChromium } from './chromium-suite.ts';
import { seeCart } from './page-view.ts';
import { type ProxiedStore, startProxiedStore } from './proxied-store.ts';
import { goToCheckout } from './steps.ts';

const PRODUCTS = demoCatalogue.products.slice(0, 20);
const SKUS = PRODUCTS.map(({ sku }) => sku);
const CART = cartOf(PRODUCTS);
const CHANGES = '/api/cart/lines';
/** Chromium has six connections to one host over HTTP/1.1; the crossing takes the last. */
const SENDABLE = 5;

describeInChromium<ProxiedStore>('changes sent at once', { start: startProxiedStore }, (suite) => {
  it.each<[Side, string]>([
    ['shopping', '/cart'],
    ['checkout', '/checkout'],
  ])('all survive on %s, twenty of one page', async (side, path) => {
    const { page, origins } = await suite.shopper();
    await page.goto(`${origins[side]}${path}`);
    const statuses = await page.evaluate(
      (skus) =>
        Promise.all(
          skus.map(async (sku) => {
            const body = JSON.stringify({ sku, quantity: 1 });
            const headers = { 'content-type': 'application/json' };
            return (await fetch('/api/cart/lines', { method: 'POST', headers, body })).status;
          }),
        ),
      SKUS,
    );
    expect(statuses).toEqual(SKUS.map(() => 200));
    await page.reload();
    expect(await seeCart(page)).toEqual(CART);
  });

  it('all survive a crossing that begins before their answers arrive', async () => {
    const { page, origins } = await suite.shopper();
    await page.goto(`${origins.shopping}/cart`);
    const arrived = suite.store.proxies.shopping.whenAnswered(CHANGES, SKUS.length);
    await sendAndLeave(page, SKUS, `${origins.checkout}/bridge/start?return=%2Fcheckout`);
    await page.waitForURL(`${origins.checkout}/checkout`);
    // The browser may still be sending: it has six connections for twenty changes.
    await arrived;
    await page.goto(`${origins.shopping}/cart`);
    expect(await seeCart(page)).toEqual(CART);
    await goToCheckout(page);
    expect(await seeCart(page)).toEqual(CART);
  });

  it('cross at once when the shop has taken them, though no answer ever arrives', async () => {
    const { page, origins } = await suite.shopper();
    await page.goto(`${origins.shopping}/cart`);
    const arrived = suite.store.proxies.shopping.whenAnswered(CHANGES, SENDABLE);
    const endSilence = suite.store.proxies.shopping.loseAnswers(CHANGES, 'silence');
    await page.evaluate(
      (skus) => {
        const headers = { 'content-type': 'application/json' };
        for (const sku of skus) {
          const body = JSON.stringify({ sku, quantity: 1 });
          fetch('/api/cart/lines', { method: 'POST', headers, body }).catch(() => {});
        }
      },
      SKUS.slice(0, SENDABLE),
    );
    await arrived;
    await page.goto(`${origins.checkout}/bridge/start?return=%2Fcheckout`);
    expect(await seeCart(page)).toEqual(cartOf(PRODUCTS.slice(0, SENDABLE)));
    endSilence();
  });
});

/** Sends all the changes, in a way that outlives the page, and navigates in the same breath. */
function sendAndLeave(page: Page, skus: readonly string[], url: string): Promise<void> {
  return page.evaluate(
    ([all, target]) => {
      const headers = { 'content-type': 'application/json' };
      for (const sku of all) {
        const body = JSON.stringify({ sku, quantity: 1 });
        fetch('/api/cart/lines', { method: 'POST', headers, body, keepalive: true });
      }
      location.assign(target);
    },
    [skus, url] as const,
  );
}

function cartOf(products: typeof PRODUCTS): Record<string, number> {
  return Object.fromEntries(products.map(({ name }) => [name, 1]));
}
