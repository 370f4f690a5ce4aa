import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Side } from '../support/running-store.ts';

/** Not a bound on speed: it says what a shopper waits for in vain, before the test is ended. Milliseconds. */
const PATIENCE = 120_000;

/** Somebody with a browser of his own, in front of the store. */
export interface Shopper {
  readonly context: BrowserContext;
  /** The first tab. */
  readonly page: Page;
  readonly origins: Readonly<Record<Side, string>>;
  /** What the console, the scripts and the content security policy of all his pages complained about. */
  readonly complaints: readonly string[];
}

/** Gives somebody a browser without cookies. It takes the certificate that the demo store made for itself. */
export async function openShopper(
  browser: Browser,
  origins: Shopper['origins'],
  options: BrowserContextOptions = {},
): Promise<Shopper> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
  context.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  // Violations of the content security policy come as console errors.
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return { context, page: await context.newPage(), origins, complaints };
}
