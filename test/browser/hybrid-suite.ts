import { afterAll, afterEach, beforeAll, describe, it, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type HybridOptions, type HybridWorld, startHybrid } from '../hybrid/hybrid-world.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from '../support/chromium.ts';
import { openShopper, type Shopper } from './shopper.ts';

/** A test here is a walk through several pages of two sides, on a machine with other work. Milliseconds. */
const PATIENCE = 60_000;
/** Pages that a test puts on the storefront's origin come from no address, so they may not call loopback without. */
const ARGUMENTS = ['--disable-features=LocalNetworkAccessChecks'];

/** A running hybrid storefront with Chromium in front of it. */
export interface HybridSuite {
  readonly world: HybridWorld;
  /** A browser of its own, without cookies; closed after the test. */
  shopper(options?: BrowserContextOptions): Promise<Shopper>;
}

/**
 * `describe` for tests that need Chromium and the hybrid storefront, both started before the first of them.
 * Without a browser the tests are skipped and say so; under `REQUIRE_BROWSER=1` that is a failure.
 */
export function describeHybrid(
  title: string,
  options: HybridOptions,
  body: (suite: HybridSuite) => void,
): void {
  if (findChromium() !== null) {
    describe(title, () => body(runningSuite(options)));
  } else if (process.env.REQUIRE_BROWSER === '1') {
    describe(title, () => {
      it('has a browser to run in', absent);
    });
  } else {
    process.stderr.write(`skipped "${title}": ${NO_CHROMIUM}\n`);
    describe.skip(title, () => body({ world: {} as HybridWorld, shopper: absent }));
  }
}

function absent(): never {
  throw new Error(NO_CHROMIUM);
}

function runningSuite(options: HybridOptions): HybridSuite {
  let world: HybridWorld | undefined;
  let browser: Browser | undefined;
  const shoppers: Shopper[] = [];
  jest.setTimeout(PATIENCE);

  beforeAll(async () => {
    [world, browser] = await Promise.all([startHybrid(options), launchChromium(ARGUMENTS)]);
  });
  afterEach(async () => {
    await Promise.all(shoppers.splice(0).map(({ context }) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  return {
    get world() {
      return present(world);
    },
    async shopper(options = {}) {
      const { origin } = present(world);
      const origins = { shopping: origin, checkout: origin };
      const shopper = await openShopper(present(browser), origins, options);
      shoppers.push(shopper);
      return shopper;
    },
  };
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the store and the browser start before the first test');
  return value;
}
