import { expect, it } from '@jest/globals';
import { type RunningStore, startStore } from '../support/running-store.ts';
import { type ChromiumSuite, describeInChromium } from './chromium-suite.ts';
import { seeCart, seeHeading } from './page-view.ts';
import { registerOnBoth } from './signed-in.ts';
import { addToCart, follow, goToCheckout } from './steps.ts';
import { reloadUntil } from './until.ts';

const TITLE = 'the ordered lines are gone, and what was added in another tab meanwhile is there';

describeInChromium('typing the address of the shop after an order', {}, (suite) => {
  it(TITLE, () => orderAndType(suite));

  it('finds more of an ordered line where more of it was added meanwhile', async () => {
    const { shopper } = await registerOnBoth(await suite.shopper());
    const { page, context, origins } = shopper;
    const shop = await context.newPage();
    await goToCheckout(page);
    await shop.goto(`${origins.shopping}/products/100260`);
    await addToCart(shop, { quantity: 1 });
    await follow(page.getByRole('button', { name: /^Place order/ }));
    await page.goto(`${origins.shopping}/cart`);
    await reloadUntil(page, async () => !('Round Teapot' in (await seeCart(page))));
    // The line was written anew in the shop, and what it says is what the shopper last saw of it.
    expect(await seeCart(page)).toEqual({ 'Slow Pour Dripper': 3 });
  });
});

describeInChromium(
  'typing the address of a shop on https after an order',
  { start: () => startStore({ shoppingScheme: 'https' }) },
  (suite) => {
    it(TITLE, () => orderAndType(suite));
  },
);

async function orderAndType(suite: ChromiumSuite<RunningStore>): Promise<void> {
  const { shopper } = await registerOnBoth(await suite.shopper());
  const { page, context, origins } = shopper;
  await goToCheckout(page);
  const shop = await context.newPage();
  await shop.goto(`${origins.shopping}/products/200177`);
  await addToCart(shop);
  await follow(page.getByRole('button', { name: /^Place order/ }));
  expect(await seeHeading(page)).toBe('Thank you, your order is placed');
  await page.goto(`${origins.shopping}/cart`);
  await reloadUntil(page, async () => !('Round Teapot' in (await seeCart(page))));
  expect(await seeCart(page)).toEqual({ 'Salt Cellar': 1 });
  await shop.reload();
  await shop.goto(`${origins.shopping}/cart`);
  expect(await seeCart(shop)).toEqual({ 'Salt Cellar': 1 });
}
