import { expect, it } from '@jest/globals';
import { describeInChromium } from './chromium-suite.ts';
import { focused, tabTo } from './keyboard.ts';
import { seeCart, seeHeader, seeHeading, seeLines } from './page-view.ts';
import { leave } from './steps.ts';
import { untilShown } from './until.ts';

describeInChromium('by keyboard alone', {}, (suite) => {
  it('begins with a link to the content, which shows itself and works', async () => {
    const { page, origins } = await suite.shopper();
    await page.goto(origins.shopping);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    expect(await focused(page)).toMatchObject({ name: 'Skip to content', visible: true });
    const box = await skip.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect((await focused(page)).id).toBe('main');
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('Harbour Mug');
  });

  it('takes a shopper from the shop through sign-in to an order and back, the focus always visible', async () => {
    const shopper = await suite.shopper();
    const { page, origins } = shopper;
    const press = (key: string) => leave(page, () => page.keyboard.press(key));
    await page.goto(origins.shopping);
    await tabTo(page, 'Round Teapot');
    await press('Enter');
    await tabTo(page, 'Size');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Quantity');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, 'Add to cart');
    await press('Enter');
    await tabTo(page, /^Cart 2 items$/);
    await press('Enter');
    expect(await seeLines(page)).toMatchObject([{ options: 'Size: Four cups, Glaze: Oat' }]);
    await tabTo(page, 'One more. Quantity of Round Teapot');
    await press('Space');
    expect(await seeCart(page)).toEqual({ 'Round Teapot': 3 });
    // The page was read anew under the shopper's fingers.
    expect((await focused(page)).name).toBe('One more. Quantity of Round Teapot');
    await tabTo(page, 'Go to secure checkout');
    await press('Enter');
    await tabTo(page, 'Sign in to order');
    await press('Enter');
    await tabTo(page, 'E-mail');
    await page.keyboard.type('shopper@example.com');
    await tabTo(page, 'Password');
    await page.keyboard.type(suite.store.demoPassword());
    await press('Enter');
    await tabTo(page, 'Place order (on invoice)');
    await press('Enter');
    expect(await seeHeading(page)).toBe('Thank you, your order is placed');
    await tabTo(page, 'Back to the shop');
    await press('Enter');
    await untilShown(page, 'Welcome back');
    expect(await seeHeader(page)).toEqual({ visitor: 'Welcome back · Sign in', pieces: 0 });
    expect(shopper.complaints).toEqual([]);
  });
});
