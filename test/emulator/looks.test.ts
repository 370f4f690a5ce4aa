import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type AxeLook, findViolations } from '../support/accessibility.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from '../support/chromium.ts';
import { type EmulatorWorld, startEmulator } from './emulator-world.ts';

const CONTROLLERS = '/on/demandware.store/Sites-RefArch-Site/en_US';
const WIDTHS = [320, 360, 1_280];
const isAbsent = findChromium() === null;
if (isAbsent) process.stderr.write(`skipped the looks of the emulator: ${NO_CHROMIUM}\n`);
const describeLooks = isAbsent && process.env.REQUIRE_BROWSER !== '1' ? describe.skip : describe;

describeLooks('the emulator in Chromium', () => {
  let browser: Browser;
  let emulator: EmulatorWorld;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    emulator = await startEmulator();
    context = await browser.newContext({ reducedMotion: 'reduce' });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  });
  afterEach(async () => {
    await context.close();
    await emulator.close();
  });

  const go = (path: string) => page.goto(emulator.origin + path);

  async function expectGoodLooks(): Promise<void> {
    await page.emulateMedia({ colorScheme: 'light' });
    await expectNoViolation();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoViolation({ rules: ['color-contrast'] });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([width, needed]).toEqual([width, Math.min(width, needed)]);
    }
    expect(complaints).toEqual([]);
  }

  async function expectNoViolation(look?: AxeLook): Promise<void> {
    const violations = await findViolations(page, look);
    expect(violations.map(({ id, html }) => [id, html[0]])).toEqual([]);
  }

  /** Does something that posts to the control, and waits for its answer. */
  async function steered(path: string, action: () => Promise<void>): Promise<void> {
    const isAnswer = (url: string) => url.endsWith(`/__emulator/${path}`);
    const answered = page.waitForResponse(
      (response) => isAnswer(response.url()) && response.request().method() === 'POST',
    );
    await action();
    await answered;
  }

  async function fillCart(): Promise<void> {
    await go(`${CONTROLLERS}/Product-Show?pid=clip-lamp`);
    await page.fill('#quantity', '2');
    await page.click('text=Add to cart');
  }

  it.each(['Home-Show', 'Product-Show?pid=clip-lamp', 'Login-Show', 'Cart-Show'])(
    'shows %s to everybody',
    async (controller) => {
      await go(`${CONTROLLERS}/${controller}`);
      await expectGoodLooks();
    },
  );

  it('shows a full cart and the checkout to everybody', async () => {
    await fillCart();
    await expectGoodLooks();
    await page.click('text=Checkout');
    await expectGoodLooks();
  });

  it('lets a shopper walk from product to checkout, and sign in, without a script', async () => {
    await fillCart();
    await page.click('text=Checkout');
    await page.click('text=Sign in instead');
    await page.fill('#login-email', 'jane@example.com');
    await page.fill('#login-password', 'Password1!');
    await page.click('form[action*="Account-Login"] button');
    expect(await page.textContent('.who')).toContain('Jane');
    expect(await page.textContent('main')).toContain('2 × Clip lamp');
    await page.click('text=Sign out');
    expect(await page.textContent('.who')).toContain('guest');
    expect(complaints).toEqual([]);
  });

  it('shows in the console who shops, and steers', async () => {
    const shopper = emulator.browser();
    await shopper.visit('Cart-AddProduct', { pid: 'clip-lamp', quantity: '2' });
    await go('/__emulator/');
    await page.waitForSelector('text=2 × clip-lamp');
    await page.waitForSelector('text=POST Cart-AddProduct');
    await expectGoodLooks();

    const before = emulator.platform.clock.now();
    await steered('clock', () => page.click('text=Go on 31 min'));
    expect(emulator.platform.clock.now()).toBe(before + 1_860);
    await steered('switches', () => page.click('text=Hybrid Auth'));
    expect(emulator.platform.switches.sync).toBe('hybrid_auth');
    await steered('reset', () => page.click('text=Reset everything'));
    await page.waitForSelector('#calls-empty:visible');
    expect(emulator.platform.calls.list()).toEqual([]);
  });

  it('shows in the console what is written, and runs none of it', async () => {
    emulator.platform.customers.register({
      login: '<img src=x onerror=alert(1)>',
      password: 'Password2!',
      email: 'x@example.com',
      firstName: 'X',
      lastName: 'X',
    });
    await go('/__emulator/');
    await page.waitForSelector('text=<img src=x');
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
