import { expect, it } from '@jest/globals';
import { describeGallery } from './appearance.ts';
import { describeInChromium } from './chromium-suite.ts';
import { GALLERY } from './page-gallery.ts';

describeGallery('every page on the way to an order', GALLERY);

describeInChromium('a page', {}, (suite) => {
  it('would be caught doing what its policy forbids', async () => {
    const { page, complaints } = await suite.shopper();
    await page.goto(suite.store.origins.shopping);
    const noted = page.waitForEvent('console');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline"';
      document.body.append(script);
    });
    await noted;
    expect(complaints).toEqual([expect.stringContaining('Content Security Policy')]);
  });
});
