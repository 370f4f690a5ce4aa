import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type AxeLook, findViolations } from '../support/accessibility.ts';
import { launchChromium } from '../support/chromium.ts';
import { describeInChromium } from './chromium-suite.ts';
import type { GalleryPage } from './page-gallery.ts';
import { openShopper, type Shopper } from './shopper.ts';

const HEIGHT = 800;
const DESKTOP = 1_280;
/** A small phone; a 1,280 pixel screen at 200 % zoom (WCAG 1.4.4); one at 400 % (WCAG 1.4.10). */
const NARROW = [360, 640, 320];
/** What a colour scheme changes; the rest of a page is the same in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** The sixth of a kind is made as the first five: axe takes seconds for forty of them. */
const REPEATED = ['.line', '.card', '.line-table tr', '.merged-group li'].map(
  (kind) => `${kind}:nth-child(n+6)`,
);
/** Our own answers below 500 that are pages: Chromium notes their status in the console. */
const REFUSED_PAGE = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Walks through a gallery in one browser, in its order, and looks at each page in every way. */
export function describeGallery(title: string, gallery: readonly GalleryPage[]): void {
  describeInChromium(title, {}, (suite) => {
    let browser: Browser;
    let shopper: Shopper;
    beforeAll(async () => {
      browser = await launchChromium();
      // Without motion: in the middle of a transition between two schemes no contrast is right.
      shopper = await openShopper(browser, suite.store.origins, { reducedMotion: 'reduce' });
    });
    afterAll(() => browser?.close());

    it.each(gallery)('is accessible and fits narrow screens: $name', async ({ visit }) => {
      const { page, complaints } = shopper;
      await page.setViewportSize({ width: DESKTOP, height: HEIGHT });
      await visit(shopper, suite.store);
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await graveFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await graveFindings(page, { rules: COLOUR_RULES })).toEqual([]);
      expect(await overflow(page)).toEqual({});
      await lengthenNames(page);
      expect(await overflow(page)).toEqual({});
      expect(complaints.filter((text) => !REFUSED_PAGE.test(text))).toEqual([]);
    });
  });
}

/** What axe finds that keeps somebody from buying. */
async function graveFindings(page: Page, look: AxeLook = {}): Promise<string[]> {
  const violations = await findViolations(page, { ...look, except: REPEATED });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, html }) => `${id}: ${html.join(' | ')}`);
}

/** Widths at which the page is wider than the window, with how wide it is. */
async function overflow(page: Page): Promise<Record<number, number>> {
  const found: Record<number, number> = {};
  for (const width of [...NARROW, DESKTOP]) {
    await page.setViewportSize({ width, height: HEIGHT });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    if (needed > width) found[width] = needed;
  }
  return found;
}

/** Gives everything that has a name one that knows no blank: catalogues, devices and people have such names. */
async function lengthenNames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const names = [
      ...['h1', '.line-name', '.line-name a', '.card-name a', '.merged-name', '.line-options'],
      ...[
        '.breadcrumb a',
        '.session strong',
        '.audit-note',
        '.audit a',
        '.audit span:not(.audit-initiator)',
      ],
    ].join();
    for (const element of document.querySelectorAll(names)) {
      if (element.childElementCount === 0) element.textContent = 'Donaudampfschiff'.repeat(6);
    }
  });
}
