import { describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import {
  cartOn,
  crossToShop,
  noticeOn,
  SETTLED_SECONDS,
  signedInOnBoth,
  stateOn,
} from '../support/session-steps.ts';
import { add, CHECKOUT, OTHER_USER, SHOP, see, signIn } from '../support/store-pair.ts';

/** Answers to requests of a session that has been ended: they get lost, meet others, and come late. */
describe('an answer that makes a guest', () => {
  const pair = eachInvalidationPair();

  async function ended(): Promise<BrowserModel> {
    const browser = await signedInOnBoth(pair());
    pair().clock.advance(SETTLED_SECONDS);
    await cartOn(browser, CHECKOUT);
    await cartOn(browser, SHOP);
    await pair().revoke();
    await pair().learn();
    return browser;
  }
  /** Asks for a page and keeps its answer back: its cookies come when the test says so. */
  const underWay = (browser: BrowserModel, origin: string) =>
    browser.request(`${origin}/notice`, { lost: true });

  it('is made again when it was lost, with the same cart and notice', async () => {
    const browser = await ended();
    for (const origin of [SHOP, CHECKOUT]) {
      for (const _ of [1, 2]) {
        const lost = await browser.request(origin, { lost: true });
        expect(JSON.parse(lost.body)).toMatchObject({
          session: { state: 'anonymous' },
          lines: { MUG: 2 },
        });
      }
      await underWay(browser, origin);
      expect(await cartOn(browser, origin)).toEqual({ MUG: 2 });
      expect(await noticeOn(browser, origin)).not.toBeNull();
    }
  });

  it('meets others of the same moment in the same cart', async () => {
    const browser = await ended();
    for (const origin of [SHOP, CHECKOUT]) {
      const answers = await browser.race(Array(5).fill(`${origin}/`));
      for (const { body } of answers) expect(JSON.parse(body).lines).toEqual({ MUG: 2 });
      expect(await cartOn(browser, origin)).toEqual({ MUG: 2 });
    }
  });

  it('loses no change that is made beside it, while the browser carries its state', async () => {
    const browser = await ended();
    const skus = ['CUP', 'PEN', 'RUG', 'VASE'];
    const url = `${SHOP}/lines`;
    const page = browser.race([SHOP, SHOP]);
    const adds = skus.map((sku) => browser.race([url], { json: { sku, quantity: 1 } }));
    await Promise.all([...adds, page]);
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2, CUP: 1, PEN: 1, RUG: 1, VASE: 1 });
  });

  it('that comes late does not take a new sign-in away, nor its cart', async () => {
    const browser = await ended();
    const late = [await underWay(browser, SHOP), await underWay(browser, CHECKOUT)];
    await signIn(browser);
    await add(browser, CHECKOUT, 'CUP');
    await browser.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 0 } });
    await crossToShop(browser);
    await add(browser, SHOP, 'PEN');
    for (const answer of late) browser.receive(answer);
    expect(await see(browser, CHECKOUT)).toMatchObject({
      session: { state: 'authenticated' },
      lines: { CUP: 1 },
    });
    expect(await cartOn(browser, CHECKOUT)).toEqual({ CUP: 1 });
    expect(await see(browser, SHOP)).toMatchObject({ session: { state: 'recognized' } });
    expect(await cartOn(browser, SHOP)).toEqual({ CUP: 1, PEN: 1 });
  });

  it('that comes late brings nothing of one user into the sight of the next', async () => {
    const browser = await ended();
    const late = await underWay(browser, SHOP);
    await signIn(browser, OTHER_USER);
    await crossToShop(browser);
    browser.receive(late);
    expect(await stateOn(browser, SHOP)).toBe('recognized');
    expect(await stateOn(browser, CHECKOUT)).toBe('authenticated');
  });

  it('that comes late does not bring the notice again', async () => {
    const browser = await ended();
    const late = await browser.request(CHECKOUT, { lost: true });
    expect(await noticeOn(browser, CHECKOUT)).not.toBeNull();
    browser.receive(late);
    expect(await noticeOn(browser, CHECKOUT)).toBeNull();
  });
});

describe('an answer of a sign-out', () => {
  const pair = eachInvalidationPair();

  it('that was lost is made up for by the next request: the cart leaves, and the shop is told', async () => {
    const browser = await signedInOnBoth(pair());
    await browser.request(`${CHECKOUT}/sign-out`, { json: {}, lost: true });
    expect(await see(browser, CHECKOUT)).toMatchObject({
      session: { state: 'anonymous' },
      lines: {},
    });
    await crossToShop(browser);
    expect(await see(browser, SHOP)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });

  it('that was lost may be asked for again', async () => {
    const browser = await signedInOnBoth(pair());
    await browser.request(`${CHECKOUT}/sign-out`, { json: {}, lost: true });
    await browser.open(`${CHECKOUT}/sign-out`, { json: {} });
    for (const origin of [SHOP, CHECKOUT]) {
      expect(await see(browser, origin)).toMatchObject({
        session: { state: 'anonymous' },
        lines: {},
      });
    }
  });

  it('takes the cart along too when somebody else ended the session just before', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await browser.open(`${CHECKOUT}/sign-out`, { json: {} });
    for (const origin of [SHOP, CHECKOUT]) expect(await cartOn(browser, origin)).toEqual({});
    await pair().learn();
    expect(await cartOn(browser, SHOP)).toEqual({});
  });

  it('leaves a guest’s cart alone, who clicks on an old page', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await add(browser, CHECKOUT, 'CUP');
    await browser.open(`${CHECKOUT}/sign-out`, { json: {} });
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 2, CUP: 1 });
  });
});
