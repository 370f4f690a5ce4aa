import { expect, it } from '@jest/globals';
import { describeInChromium } from './chromium-suite.ts';
import { seeHeader } from './page-view.ts';
import { buy, follow, goToCheckout, sendCredentials } from './steps.ts';

describeInChromium('the page of a refused hand-off', {}, (suite) => {
  it('knows the shopper, and its forms work: somebody can sign out from there', async () => {
    const shopper = await suite.shopper();
    await buy(shopper, '100260');
    const { page, origins } = shopper;
    await goToCheckout(page);
    await page.goto(`${origins.checkout}/login`);
    await sendCredentials(page, 'shopper@example.com', suite.store.demoPassword());
    const refused = await page.goto(`${origins.checkout}/bridge/accept?t=AAAA`);
    expect(refused?.status()).toBe(400);
    expect(await seeHeader(page)).toMatchObject({ pieces: 1 });
    await follow(page.getByRole('button', { name: 'Sign out' }));
    expect(page.url()).toBe(`${origins.shopping}/?notice=signed_out`);
    expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 0 });
  });
});
