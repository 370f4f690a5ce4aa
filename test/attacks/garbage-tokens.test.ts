import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryReplayStore, createMemoryStateStore } from 'domain-bridge/memory';
import { acceptUrl, forge, sealBytes } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import {
  CHECKOUT,
  fetchToken,
  type StorePair,
  sideOptions,
  startStorePair,
} from '../support/store-pair.ts';
import { createTestClock } from '../support/test-clock.ts';

/** A33: a flood of worthless tokens. */
describe('a worthless token', () => {
  const touched: string[] = [];
  let pair: StorePair;
  beforeEach(async () => {
    touched.length = 0;
    const { stores } = await sideOptions('checkout', createTestClock());
    const replays = createMemoryReplayStore();
    const states = createMemoryStateStore();
    pair = await startStorePair({
      checkout: {
        stores: {
          ...stores,
          replays: { ...replays, claim: (jti, until) => note('claim', replays.claim(jti, until)) },
          states: { ...states, read: (key, now) => note('read', states.read(key, now)) },
        },
      },
    });
  });
  afterEach(() => pair.close());

  function note<Result>(what: string, result: Result): Result {
    touched.push(what);
    return result;
  }

  it('costs no store a question and the browser no cookie', async () => {
    const [browser, other] = [pair.browser(), pair.browser()];
    const garbage = [
      'x',
      'A'.repeat(6_000),
      'A'.repeat(6_001),
      'AQ',
      'AQJiMQ',
      sealBytes(new Uint8Array(100), CHECKOUT),
      new URL(await fetchToken(other, CHECKOUT)).searchParams.get('t') ?? '',
    ];
    for (const token of garbage) {
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, token)));
    }
    expect(touched).toEqual([]);
  });

  it('that is too old or too new is not claimed either', async () => {
    const browser = pair.browser();
    const now = pair.clock.now() / 1000;
    await browser.request(await forge(pair, browser, CHECKOUT, { issuedAt: now - 90 }));
    await browser.request(await forge(pair, browser, CHECKOUT, { issuedAt: now + 90 }));
    expect(touched).toEqual([]);
  });

  it('whose state is of another shape is not claimed', async () => {
    const browser = pair.browser();
    const state = new Uint8Array([1]);
    await browser.request(await forge(pair, browser, CHECKOUT, { state }));
    expect(touched).toEqual([]);
  });

  it('is forgotten when its time is over: the claims do not pile up', async () => {
    const browser = pair.browser();
    await browser.open(await fetchToken(browser, CHECKOUT));
    const { replays } = pair.checkout.bridge.parts;
    const now = pair.clock.now() / 1000;
    expect(await replays.sweep(now + 75)).toBe(0);
    expect(await replays.sweep(now + 90)).toBe(1);
  });
});
