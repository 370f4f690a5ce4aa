import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInChromium } from './chromium-suite.ts';
import { stopBefore } from './navigation-stop.ts';
import { seeCart, seeHeading, seeText } from './page-view.ts';
import type { Shopper } from './shopper.ts';
import { buy, follow } from './steps.ts';

describeInChromium('a link out of one browser, opened in another', {}, (suite) => {
  it('is refused when it carries a token, with a way back and the cart as it was', async () => {
    const { owner, stranger } = await twoShoppers(suite.shopper);
    const token = await stopBefore(owner.page, startUrl(owner), '/bridge/accept');
    await stranger.page.goto(token);
    await expectRefusal(stranger.page);
    expect(stranger.page.url()).toMatch(`${stranger.origins.shopping}/cart`);
    expect(await seeCart(stranger.page)).toEqual({ 'Salt Cellar': 1 });
    await stranger.page.goto(`${stranger.origins.checkout}/checkout`);
    expect(await seeCart(stranger.page)).toEqual({});
    // The stranger's attempt has not used it up.
    await owner.page.goto(token);
    expect(await seeCart(owner.page)).toEqual({ 'Slow Pour Dripper': 1 });
  });

  it('is refused when it asks for a token, and brings neither cart to the other', async () => {
    const { owner, stranger } = await twoShoppers(suite.shopper);
    const question = await stopBefore(owner.page, startUrl(owner), '/bridge/issue');
    await stranger.page.goto(question);
    await expectRefusal(stranger.page);
    expect(await seeCart(stranger.page)).toEqual({ 'Salt Cellar': 1 });
    await owner.page.goto(`${owner.origins.checkout}/checkout`);
    expect(await seeCart(owner.page)).toEqual({});
  });

  it('begins a crossing of its own when it stood in a page: such a link carries no authority', async () => {
    const { owner, stranger } = await twoShoppers(suite.shopper);
    await stranger.page.goto(startUrl(owner));
    expect(stranger.page.url()).toBe(`${stranger.origins.checkout}/checkout`);
    expect(await seeCart(stranger.page)).toEqual({ 'Salt Cellar': 1 });
    await owner.page.reload();
    expect(await seeCart(owner.page)).toEqual({ 'Slow Pour Dripper': 1 });
  });

  it('is refused on the shop as well, and makes nobody recognized there', async () => {
    const { owner, stranger } = await twoShoppers(suite.shopper);
    const { shopping } = owner.origins;
    const token = await stopBefore(
      owner.page,
      `${shopping}/bridge/start?return=/cart`,
      '/bridge/accept',
    );
    expect(token).toMatch(`${shopping}/bridge/accept?t=`);
    await stranger.page.goto(token);
    await expectRefusal(stranger.page);
    expect(await seeCart(stranger.page)).toEqual({ 'Salt Cellar': 1 });
  });
});

/** Two browsers, each with something else in its cart and its cart page open. */
async function twoShoppers(open: () => Promise<Shopper>) {
  const [owner, stranger] = [await open(), await open()];
  await buy(owner, '100260');
  await buy(stranger, '200177');
  return { owner, stranger };
}

function startUrl({ origins }: Shopper): string {
  return `${origins.checkout}/bridge/start?return=%2Fcheckout`;
}

/** One page for every refusal; follows its way back. */
async function expectRefusal(page: Page): Promise<void> {
  expect(await seeHeading(page)).toBe('That did not work');
  expect(await seeText(page.locator('.lead'))).toContain('Your cart is safe');
  await follow(page.getByRole('link', { name: 'To your cart' }));
}
