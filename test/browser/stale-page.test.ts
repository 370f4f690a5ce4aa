import { expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describeInChromium } from './chromium-suite.ts';
import { seeCart, seeNotice } from './page-view.ts';
import { addToCart, buy, follow, leave, removeLine } from './steps.ts';

const NAME = 'Slow Pour Dripper';
const SKU = '100260';
const GONE = 'That line is not in your cart any more.';
const CHANGED = /has changed since the page was made/;

const BROWSERS: [string, BrowserContextOptions][] = [
  ['with script', {}],
  ['without script', { javaScriptEnabled: false }],
];

describeInChromium('an old page in a second tab', {}, (suite) => {
  const twoTabs = async (options: BrowserContextOptions) => {
    const shopper = await suite.shopper(options);
    await buy(shopper, SKU);
    const { page, context, origins } = shopper;
    const old = await context.newPage();
    await old.goto(page.url());
    return { page, old, origins };
  };

  it.each(BROWSERS)('does not revive a removed line, and says so, %s', async (_, options) => {
    const { page, old } = await twoTabs(options);
    await removeLine(page, NAME);
    await sendQuantity(old, '4');
    expect(await seeNotice(old)).toBe(GONE);
    expect(await seeCart(old)).toEqual({});
  });

  it.each(BROWSERS)(
    'does not change a line that was removed and added again, %s',
    async (_, options) => {
      const { page, old, origins } = await twoTabs(options);
      await removeLine(page, NAME);
      await page.goto(`${origins.shopping}/products/${SKU}`);
      await addToCart(page, { quantity: 2 });
      await sendQuantity(old, '9');
      expect(await seeNotice(old)).toMatch(CHANGED);
      expect(await seeCart(old)).toEqual({ [NAME]: 2 });
    },
  );

  it('does not remove what another tab has changed since', async () => {
    const { page, old } = await twoTabs({});
    await sendQuantity(page, '3');
    await removeLine(old, NAME);
    expect(await seeNotice(old)).toMatch(CHANGED);
    expect(await seeCart(old)).toEqual({ [NAME]: 3 });
    await removeLine(old, NAME);
    expect(await seeCart(old)).toEqual({});
  });

  it('takes a second removal for done', async () => {
    const { page, old } = await twoTabs({});
    await removeLine(page, NAME);
    await follow(old.getByRole('button', { name: `Remove ${NAME}` }));
    expect(await seeCart(old)).toEqual({});
  });
});

/** Enters a quantity and sends it; with script that is Enter, without there is a button. */
async function sendQuantity(page: Page, quantity: string): Promise<void> {
  const field = page.getByLabel(`Quantity of ${NAME}`, { exact: true });
  await field.fill(quantity);
  await leave(page, () => field.press('Enter'));
}
