import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { HybridWorld } from '../hybrid/hybrid-world.ts';
import { type AxeLook, findViolations } from '../support/accessibility.ts';
import { launchChromium } from '../support/chromium.ts';
import { describeHybrid } from './hybrid-suite.ts';
import { openShopper, type Shopper } from './shopper.ts';

const HEIGHT = 800;
const DESKTOP = 1_280;
/** A small phone; a 1,280 pixel screen at 200 % zoom (WCAG 1.4.4); one at 400 % (WCAG 1.4.10). */
const WIDTHS = [360, 640, 320, DESKTOP];
/** What a colour scheme changes; the rest of a page is the same in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** Our own answers below 500 that are pages: Chromium notes their status in the console. */
const REFUSED_PAGE = /^Failed to load resource: the server responded with a status of 4\d\d/;
const LONG_NAME = 'Donaudampfschiff'.repeat(6);

/** One walk past every page of the headless side, in this order: a guest, then somebody with a very long name. */
const GALLERY: readonly (readonly [name: string, visit: Visit])[] = [
  ['the home page', at('/')],
  ['a category', at('/category/lamps')],
  ['a product that was added', add],
  ['the open mini-cart', openAll('.mini-cart')],
  ['the open panel', openAll('.bridge-panel details')],
  ['a category with an error', at('/category/bags?notice=invalid_quantity')],
  ['a page that does not exist', at('/none')],
  ['the sign-in', at('/login')],
  ['a refused sign-in', refusedSignIn],
  ['the registration', at('/register')],
  ['the account of a long name', register],
  ['the home page of a long name', at('/?notice=signed_in')],
  ['the home page without SLAS', withoutSlas],
];

type Visit = (page: Page, world: HybridWorld) => Promise<unknown>;

describeHybrid('every page of the headless side', {}, (suite) => {
  let browser: Browser;
  let shopper: Shopper;
  beforeAll(async () => {
    browser = await launchChromium();
    const { origin } = suite.world;
    const origins = { shopping: origin, checkout: origin };
    // Without motion: in the middle of a transition between two schemes no contrast is right.
    shopper = await openShopper(browser, origins, { reducedMotion: 'reduce' });
  });
  afterAll(() => browser?.close());

  it.each(GALLERY)('is accessible and fits narrow screens: %s', async (_name, visit) => {
    const { page, complaints } = shopper;
    await page.setViewportSize({ width: DESKTOP, height: HEIGHT });
    await visit(page, suite.world);
    expect(await findingsOf(page)).toEqual([]);
    expect(complaints.filter((text) => !REFUSED_PAGE.test(text))).toEqual([]);
  });
});

async function findingsOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await axeFindings(page, { rules: COLOUR_RULES });
  return [...light, ...dark, ...(await overflow(page))];
}

async function axeFindings(page: Page, look?: AxeLook): Promise<string[]> {
  const violations = await findViolations(page, look);
  return violations.map(({ id, html }) => `${id}: ${html.join(' | ')}`);
}

async function overflow(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    if (needed > width) found.push(`${needed} px wide in a window of ${width}`);
  }
  return found;
}

function at(path: string): Visit {
  return (page, { origin }) => page.goto(`${origin}${path}`);
}

function openAll(selector: string): Visit {
  return (page) =>
    page.locator(selector).evaluateAll((all) => {
      for (const each of all) each.setAttribute('open', '');
    });
}

async function add(page: Page, { origin }: HybridWorld): Promise<void> {
  await page.goto(`${origin}/product/paper-lantern`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
}

async function refusedSignIn(page: Page, { origin }: HybridWorld): Promise<void> {
  await page.goto(`${origin}/login`);
  await page.getByLabel('E-mail').fill(`${'long-name-'.repeat(6)}@example.org`);
  await page.getByLabel('Password').fill('wrong');
  await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
}

async function register(page: Page, { origin }: HybridWorld): Promise<void> {
  await page.goto(`${origin}/register`);
  await page.getByLabel('First name').fill(LONG_NAME);
  await page.getByLabel('Last name').fill(LONG_NAME);
  await page.getByLabel('E-mail').fill(`${'long-name-'.repeat(6)}@example.org`);
  await page.getByLabel('Password').fill('a long walk by the harbour');
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** In a browser that has no token yet. */
async function withoutSlas(page: Page, { origin, platform }: HybridWorld): Promise<void> {
  await page.context().clearCookies();
  const quiet = { times: null, delaySeconds: 0, retryAfterSeconds: null, hang: false, drop: null };
  platform.faults.add({ operation: 'token', status: 503, wrongKeys: false, ...quiet });
  await page.goto(origin);
}
