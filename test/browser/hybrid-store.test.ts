import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeHybrid } from './hybrid-suite.ts';
import { seeTop } from './hybrid-view.ts';
import { serveSdkPage } from './sdk-page.ts';

const PASSWORD = 'Password1!';

/** Fills in the sign-in form of either side, and sends it. */
async function signIn(page: Page, email: string): Promise<void> {
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Sign in' }) });
  await form.getByLabel('E-mail').fill(email);
  await form.getByLabel('Password').fill(PASSWORD);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

describeHybrid('a walk through both sides', {}, (suite) => {
  it('keeps one shopper and one basket from the first page to the last', async () => {
    const { page, complaints } = await suite.shopper();
    const { origin, platform } = suite.world;
    await page.goto(origin);
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'guest', pieces: 0 });

    // Into the cart on the headless side; the cart page is a controller's.
    await page.getByRole('link', { name: 'Lamps' }).first().click();
    await page.getByRole('link', { name: 'Arc reading lamp' }).click();
    await page.getByRole('spinbutton', { name: 'Quantity' }).fill('2');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'guest', pieces: 2 });
    await page.locator('.mini-cart summary').click();
    await page.getByRole('link', { name: 'View cart' }).click();
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'guest', pieces: 2 });

    // Into the cart on the controller side; the home page is headless.
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByRole('link', { name: 'Brass ruler' }).click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'guest', pieces: 3 });
    await page.getByRole('link', { name: 'RefArch' }).click();
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'guest', pieces: 3 });

    // Signed in on the headless side: the basket goes along, to both.
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await signIn(page, 'jane@example.com');
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'Jane', pieces: 3 });
    await page.locator('.site-header').getByRole('link', { name: 'Checkout' }).click();
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'Jane', pieces: 3 });

    // Signed out on controllers: a guest on both, without Jane's basket.
    await page.getByRole('link', { name: 'Sign out' }).click();
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'guest', pieces: 0 });
    await page.getByRole('link', { name: 'RefArch' }).click();
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'guest', pieces: 0 });

    // Signed in on controllers: Jane finds her basket, on both.
    const footer = page.getByRole('navigation', { name: 'Controller side' });
    await footer.getByRole('link', { name: 'Sign-in' }).click();
    await signIn(page, 'jane@example.com');
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'Jane', pieces: 3 });
    await page.getByRole('link', { name: 'RefArch' }).click();
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'Jane', pieces: 3 });

    // Time passes: token and session end, and both are had again without a word.
    for (const step of ['31 minutes', '6 hours']) {
      await page.locator('.bridge-panel summary').click();
      await page.getByRole('button', { name: step }).click();
      expect(await seeTop(page)).toEqual({ side: 'headless', who: 'Jane', pieces: 3 });
      await page.goto(`${origin}/cart`);
      expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'Jane', pieces: 3 });
      await page.goto(origin);
    }

    // Signed out on the headless side.
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'guest', pieces: 0 });
    await page.goto(`${origin}/cart`);
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'guest', pieces: 0 });

    const { rcid = '' } = platform.customers.find('jane@example.com') ?? {};
    expect(platform.baskets.of(rcid)?.items).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  it('shares a basket with commerce-sdk-isomorphic in a page of the same origin', async () => {
    const { page } = await suite.shopper();
    const { origin, controllers, emulatorUrl } = suite.world;
    await page.goto(origin);
    const sdk = await serveSdkPage(page, { origin, emulatorUrl });
    expect(await sdk.addWithToken('clip-lamp')).toEqual({ 'clip-lamp': 1 });

    await page.goto(`${origin}${controllers}/Cart-Show`);
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'guest', pieces: 1 });
    await page.goto(`${origin}${controllers}/Product-Show?pid=brass-ruler`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'guest', pieces: 2 });

    await sdk.open();
    expect(await sdk.basket()).toEqual({ 'clip-lamp': 1, 'brass-ruler': 1 });
  });
});

describeHybrid('a storefront with a public client', { client: 'public' }, (suite) => {
  it('takes over the guest whom commerce-sdk-isomorphic has made by itself', async () => {
    const { page, context } = await suite.shopper();
    const { origin, controllers, emulatorUrl } = suite.world;
    const sdk = await serveSdkPage(page, { origin, emulatorUrl });
    // What PWA Kit would write.
    const guest = await sdk.loginAsGuest();
    await context.addCookies([
      { name: 'cc-nx-g_RefArch', value: guest.refreshToken, url: origin },
      { name: 'usid_RefArch', value: guest.usid, url: origin },
    ]);
    expect(await sdk.addWithToken('day-pack', guest.accessToken)).toEqual({ 'day-pack': 1 });
    await page.goto(`${origin}${controllers}/Cart-Show`);
    expect(await seeTop(page)).toEqual({ side: 'controllers', who: 'guest', pieces: 1 });
    await page.goto(origin);
    expect(await seeTop(page)).toEqual({ side: 'headless', who: 'guest', pieces: 1 });
  });
});
