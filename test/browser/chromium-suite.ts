import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { findChromium, launchChromium, NO_CHROMIUM } from '../support/chromium.ts';
import type { RunningStore } from '../support/running-store.ts';
import { startStore } from '../support/running-store.ts';
import { untilHeard } from '../support/until-heard.ts';
import { openShopper, type Shopper } from './shopper.ts';

/** What a suite has of its own. */
export interface SuiteOptions<Store extends RunningStore> {
  /** Default: the store on `shop.localhost` and `checkout.localhost`. */
  readonly start?: () => Promise<Store>;
  /** Command line of Chromium, beside the usual one. */
  readonly args?: readonly string[];
}

/** A running store with Chromium in front of it. */
export interface ChromiumSuite<Store extends RunningStore> {
  readonly store: Store;
  /** A browser of its own, without cookies; closed after the test. */
  shopper(options?: BrowserContextOptions): Promise<Shopper>;
}

/**
 * `describe` for tests that need Chromium and a running store, both started before the first of them.
 * Without a browser the tests are skipped and say so; under `REQUIRE_BROWSER=1` that is a failure.
 */
export function describeInChromium<Store extends RunningStore = RunningStore>(
  title: string,
  options: SuiteOptions<Store>,
  body: (suite: ChromiumSuite<Store>) => void,
): void {
  if (findChromium() !== null) {
    describe(title, () => body(runningSuite(options)));
  } else if (process.env.REQUIRE_BROWSER === '1') {
    describe(title, failWithoutChromium);
  } else {
    process.stderr.write(`skipped "${title}": ${NO_CHROMIUM}\n`);
    describe.skip(title, () => body(absentSuite()));
  }
}

function failWithoutChromium(): void {
  it('has a browser to run in', () => {
    throw new Error(NO_CHROMIUM);
  });
}

function runningSuite<Store extends RunningStore>({
  start = startStore as () => Promise<Store>,
  args = [],
}: SuiteOptions<Store>): ChromiumSuite<Store> {
  let store: Store | undefined;
  let browser: Browser | undefined;
  const shoppers: Shopper[] = [];

  beforeAll(async () => {
    [store, browser] = await Promise.all([start(), launchChromium(args)]);
    await untilHeard(store);
  });
  afterEach(async () => {
    await Promise.all(shoppers.splice(0).map(({ context }) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await store?.close();
  });
  return {
    get store() {
      return present(store);
    },
    async shopper(options = {}) {
      const shopper = await openShopper(present(browser), present(store).origins, options);
      shoppers.push(shopper);
      return shopper;
    },
  };
}

/** For a body that only names its tests: none of them runs. */
function absentSuite<Store extends RunningStore>(): ChromiumSuite<Store> {
  const absent = (): never => {
    throw new Error(NO_CHROMIUM);
  };
  return {
    get store() {
      return absent();
    },
    shopper: absent,
  };
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the store and the browser start before the first test');
  return value;
}
