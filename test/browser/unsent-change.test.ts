import { expect, it } from '@jest/globals';
import { describeInChromium } from './chromium-suite.ts';
import { seeCart, seeHeading, seeTotals } from './page-view.ts';
import { buy, follow, goToCheckout, sendCredentials } from './steps.ts';

const NAME = 'Slow Pour Dripper';
const SKU = '100260';
const HOUR = 3_600_000;
const START = Date.UTC(2040, 0, 1);

// With script a quantity is sent by itself, a moment after it has changed.
describeInChromium('a quantity changed just before a click', {}, (suite) => {
  /** Somebody on whose pages no time passes: the moment lasts until the click. */
  const openShopper = async () => {
    const shopper = await suite.shopper();
    await shopper.page.clock.install({ time: START });
    // It runs from the start on until it is stopped, and never goes back.
    await shopper.page.clock.pauseAt(START + HOUR);
    return shopper;
  };

  it('crosses with the cart', async () => {
    const shopper = await openShopper();
    const { page, complaints } = shopper;
    await buy(shopper, SKU);
    await page.getByLabel(`Quantity of ${NAME}`, { exact: true }).fill('7');
    await follow(page.getByRole('link', { name: 'Go to secure checkout' }));
    expect(await seeCart(page)).toEqual({ [NAME]: 7 });
    expect(complaints).toEqual([]);
  });

  it('is overruled by the removal of its line', async () => {
    const shopper = await openShopper();
    const { page } = shopper;
    await buy(shopper, SKU);
    await page.getByRole('button', { name: `One more. Quantity of ${NAME}` }).click();
    await follow(page.getByRole('button', { name: `Remove ${NAME}` }));
    expect(await seeCart(page)).toEqual({});
  });

  it('holds an order back until its total has been seen', async () => {
    const shopper = await openShopper();
    const { page } = shopper;
    await buy(shopper, SKU);
    await goToCheckout(page);
    await follow(page.getByRole('link', { name: 'Sign in to order' }));
    await sendCredentials(page, 'shopper@example.com', suite.store.demoPassword());
    await page.getByRole('button', { name: `One more. Quantity of ${NAME}` }).click();
    await follow(page.getByRole('button', { name: /^Place order/ }));
    expect(await seeHeading(page)).toBe('Checkout');
    expect(await seeCart(page)).toEqual({ [NAME]: 2 });
    const { Total: total } = await seeTotals(page);
    await follow(page.getByRole('button', { name: /^Place order/ }));
    expect(await seeHeading(page)).toBe('Thank you, your order is placed');
    expect((await seeTotals(page)).Total).toBe(total);
  });
});
