import { describe, expect, it } from '@jest/globals';
import { decode, encode } from 'cborg';
import {
  addPromotion,
  addToLine,
  emptyState,
  encodeState,
  mintActor,
  type Operation,
  setShipping,
} from 'domain-bridge/state';
import type { BrowserModel } from '../support/browser-model.ts';
import { eachClockedStore } from '../support/each-clocked-store.ts';
import { forge } from '../support/forged-token.ts';
import { CHECKOUT, SHOP } from '../support/store-pair.ts';

const ACCOUNT = { email: 'buyer@example.org', password: 'correct horse battery staple 9' };
const WHISK = { sku: '300172', price: 1_690 };
const STANDARD_TO_IRELAND = 490;
const TO_IRELAND = setShipping({ method: 'standard', country: 'IE' });

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A30: a shop that was taken over, or the shopper himself, names prices, discounts and ways of shipping. */
describe('a cart that was made up', () => {
  const store = eachClockedStore();

  function stateOf(...operations: readonly Operation[]): Uint8Array {
    const actor = mintActor('shopping', random);
    return encodeState(operations.reduce((s, change) => change(s, actor), emptyState(random)));
  }
  /** Brings a state to checkout as the shop would, which has the key, and signs in there. */
  async function arrive(...operations: readonly Operation[]): Promise<BrowserModel> {
    const browser = store().browser();
    const url = await forge(store(), browser, CHECKOUT, { state: stateOf(...operations) });
    expect((await browser.request(url)).status).toBe(303);
    await browser.request(`${CHECKOUT}/api/register`, { json: ACCOUNT });
    return browser;
  }
  async function order(browser: BrowserModel, json: object = {}) {
    const headers = { 'idempotency-key': 'one-order' };
    const { status, body } = await browser.request(`${CHECKOUT}/api/orders`, { json, headers });
    return { status, ...JSON.parse(body) };
  }

  it('is ordered at the prices of the catalogue, whatever the request says of them', async () => {
    const browser = await arrive(addToLine({ sku: WHISK.sku }, 2), TO_IRELAND);
    const named = {
      total: 1,
      price: 0.01,
      lines: [{ sku: WHISK.sku, unitPrice: 1 }],
      discounts: 99,
    };
    const placed = await order(browser, named);
    expect(placed).toMatchObject({
      status: 201,
      lines: [{ quantity: 2, unitPrice: { amount: 1_690 } }],
    });
    expect(placed.total.amount).toBe(2 * WHISK.price + STANDARD_TO_IRELAND);
  });

  it('gets no discount for a code that does not exist or is over', async () => {
    const codes = ['FREE100', 'SPRING25', 'free', 'FULLTABLE'].map((code) => addPromotion(code));
    const browser = await arrive(addToLine({ sku: WHISK.sku }, 1), TO_IRELAND, ...codes);
    expect((await order(browser)).total.amount).toBe(WHISK.price + STANDARD_TO_IRELAND);
  });

  it('gets one discount for a code that is good, however often it arrives', async () => {
    const ten = addPromotion('WELCOME10');
    const browser = await arrive(addToLine({ sku: WHISK.sku }, 1), TO_IRELAND, ten);
    const again = await forge(store(), browser, CHECKOUT, { state: stateOf(ten) });
    expect((await browser.request(again)).status).toBe(303);
    const { total } = await order(browser);
    expect(total.amount).toBe(WHISK.price - WHISK.price / 10 + STANDARD_TO_IRELAND);
  });

  it('is not ordered with a product that is not sold', async () => {
    const browser = await arrive(addToLine({ sku: 'NOT-ON-SALE' }, 1), TO_IRELAND);
    expect(await order(browser)).toMatchObject({ status: 422, code: 'unknown_sku' });
  });

  it.each([
    ['a way that does not exist', { method: 'teleport', country: 'IE' }],
    ['a free way that does not lead there', { method: 'pickup', country: 'US' }],
  ])('is not sent for nothing by %s', async (_, shipping) => {
    const browser = await arrive(addToLine({ sku: WHISK.sku }, 1), setShipping(shipping));
    expect(await order(browser)).toMatchObject({ status: 422, code: 'unknown_shipping' });
  });

  it('is not let in with a field for a price, nor with a price in the place of a number', async () => {
    const browser = store().browser();
    const fields = decode(stateOf(addToLine({ sku: WHISK.sku }, 1))) as unknown[];
    const made = [[...fields, 1], [...fields, { price: 1 }], fields.with(-1, 0.01)];
    for (const state of made.map((each) => encode(each))) {
      const answer = await browser.request(await forge(store(), browser, CHECKOUT, { state }));
      expect(answer).toMatchObject({ status: 400, location: null, setCookies: [] });
    }
  });

  it.each([
    ['POST', '/api/cart/lines', { sku: WHISK.sku, quantity: 1 }],
    ['POST', '/api/promotions', { code: 'WELCOME10' }],
    ['PUT', '/api/shipping', { method: 'standard', country: 'IE' }],
  ])('keeps no price that comes with %s %s', async (method, path, json) => {
    for (const origin of [SHOP, CHECKOUT]) {
      const [plain, priced] = [store().browser(), store().browser()];
      const named = { ...json, price: 1, unitPrice: { amount: 1 }, percent: 100, amount: 1 };
      const answers = [
        await plain.request(`${origin}${path}`, { method, json }),
        await priced.request(`${origin}${path}`, { method, json: named }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers[1]?.body).toBe(answers[0]?.body);
    }
  });

  it('of a customer is not priced as for the trade by a role that he names', async () => {
    const browser = await arrive(addToLine({ sku: WHISK.sku }, 1), TO_IRELAND);
    const { total } = await order(browser, { role: 'wholesale', priceList: 'wholesale' });
    expect(total.amount).toBe(WHISK.price + STANDARD_TO_IRELAND);
  });
});
