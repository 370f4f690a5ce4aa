import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import type { BrowserModel } from '../../../test/support/browser-model.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  OTHER_USER,
  SHOP,
  type StorePair,
  see,
  sideOptions,
  signIn,
  signOut,
  startStorePair,
  testKeyring,
  USER,
} from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import { DAY } from '../core/duration.ts';
import { crossingLabels } from '../crypto/direction.ts';
import { createSealer } from '../crypto/sealer.ts';
import { CLOCK_SKEW_SECONDS, TOKEN_TTL_SECONDS } from '../handoff/constants.ts';
import { createMemorySettlementStore } from '../memory/settlement-store.ts';
import { createPeerSealer } from '../peer/peer-credential.ts';
import { encodeState } from '../state/encode.ts';
import { MAX_STATE_BYTES } from '../state/limits.ts';
import { onState } from '../state/replica.ts';
import { settlementOf } from '../state/settlement.ts';
import type { SettlementDelivery, SettlementStore } from '../state/settlement-store.ts';
import { SETTLEMENT_HOLD_SECONDS } from '../state/waiting-settlements.ts';
import { createParts } from './create-parts.ts';
import { readReturnHandle } from './return-handle.ts';
import { MAX_SETTLED_BYTES, sealSettled, settle } from './settle.ts';

let clock: TestClock;
let settlements: SettlementStore;
let pair: StorePair;
let browser: BrowserModel;

beforeEach(async () => {
  clock = createTestClock();
  settlements = createMemorySettlementStore();
  const { stores } = await sideOptions('shopping', clock);
  pair = await startStorePair(
    { shop: { stores: { ...stores, settlements } }, checkout: { announcesOrders: true } },
    clock,
  );
  browser = pair.browser();
});
afterEach(() => pair.close());

const toCheckout = () => browser.open(`${CHECKOUT}/bridge/start`);
const handleOf = (of = browser) =>
  readReturnHandle(new CookieJar(of.cookies(CHECKOUT).join('; '), true));

/** Orders the whole cart of an account, as an application does; what the shop is to be told of it. */
async function order(entity = USER, id = 'ord_1'): Promise<SettlementDelivery> {
  await see(browser, CHECKOUT);
  const { accounts } = pair.checkout.bridge.parts;
  const after = await accounts?.change(
    entity,
    onState((state) => ({ ...state, lines: new Map(), promotions: new Map() })),
  );
  if (!after) throw new Error('the test checkout has accounts');
  return { handle: handleOf() ?? '', id, state: encodeState(settlementOf(after.state)) };
}

const tell = (settlement: SettlementDelivery) =>
  settle(pair.shop.bridge.parts, sealSettled(pair.checkout.bridge.parts, settlement));
const lines = async () => (await see(browser, `${SHOP}/cart`)).lines;

describe('after an order, by typing the address of the shop', () => {
  it('one finds the ordered lines gone, and what was added meanwhile still there', async () => {
    await add(browser, SHOP, 'MUG', 2);
    await toCheckout();
    await signIn(browser);
    await add(browser, SHOP, 'LAMP');
    const settlement = await order();
    expect(await lines()).toEqual({ MUG: 2, LAMP: 1 });
    expect(await tell(settlement)).toBe('kept');
    expect(await lines()).toEqual({ LAMP: 1 });
    expect(await lines()).toEqual({ LAMP: 1 });
  });

  it('also when the quantity was changed on checkout', async () => {
    await add(browser, SHOP, 'MUG', 2);
    await toCheckout();
    await signIn(browser);
    await browser.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 5 } });
    await tell(await order());
    expect(await lines()).toEqual({});
  });

  it('also when the shop was away for a while, and the cookie had settled', async () => {
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    const settlement = await order();
    for (const _ of ['seen', 'settled']) {
      clock.advance(61);
      expect(await lines()).toEqual({ MUG: 1 });
    }
    clock.advance(DAY);
    await tell(settlement);
    expect(await lines()).toEqual({});
  });

  it('also when the account had lines of another device, which stay where they are', async () => {
    const phone = pair.browser();
    await add(phone, CHECKOUT, 'RUG');
    await signIn(phone);
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    await tell(await order());
    expect(await lines()).toEqual({});
    await browser.open(`${SHOP}/bridge/start`);
    expect(await lines()).toEqual({});
  });

  it('also by a browser that had nothing on the shop when it crossed', async () => {
    await see(browser, SHOP);
    await toCheckout();
    await add(browser, CHECKOUT, 'MUG');
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    expect(await lines()).toEqual({ MUG: 1 });
    await tell(await order());
    expect(await lines()).toEqual({});
  });

  it('also where one began on checkout, and has never gone there from the shop', async () => {
    await add(browser, CHECKOUT, 'MUG');
    await browser.open(`${SHOP}/bridge/start`);
    expect(await lines()).toEqual({ MUG: 1 });
    await add(browser, SHOP, 'LAMP');
    await signIn(browser);
    await tell(await order());
    expect(await lines()).toEqual({ LAMP: 1 });
  });

  it('also as the second user of a browser', async () => {
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    await signIn(browser, OTHER_USER);
    await add(browser, CHECKOUT, 'VASE');
    await browser.open(`${SHOP}/bridge/start`);
    expect(await lines()).toEqual({ VASE: 1 });
    await tell(await order(OTHER_USER));
    expect(await lines()).toEqual({});
  });

  it('also after a second order, and the same again makes no difference', async () => {
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    const first = await order(USER, 'ord_1');
    await add(browser, SHOP, 'LAMP');
    await toCheckout();
    const second = await order(USER, 'ord_2');
    await add(browser, SHOP, 'VASE');
    for (const settlement of [second, first, second]) expect(await tell(settlement)).toBe('kept');
    expect(await lines()).toEqual({ VASE: 1 });
    clock.advance(DAY);
    await lines();
    expect(await tell(first)).toBe('kept');
    await add(browser, SHOP, 'MUG');
    expect(await lines()).toEqual({ MUG: 1, VASE: 1 });
  });

  it('also when a token from before the order arrives after it', async () => {
    await add(browser, SHOP, 'MUG', 2);
    await toCheckout();
    await signIn(browser);
    await browser.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 5 } });
    const stale = await fetchToken(browser, SHOP);
    await tell(await order());
    expect(await lines()).toEqual({});
    await browser.open(stale);
    expect(await lines()).toEqual({});
  });
});

describe('a handle', () => {
  it('is another one after the sign-out: the old one reaches nobody', async () => {
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    const settlement = await order();
    await signOut(browser);
    expect(handleOf()).not.toBe(settlement.handle);
    await add(browser, SHOP, 'MUG');
    expect(await tell(settlement)).toBe('kept');
    expect(await lines()).toEqual({ MUG: 1 });
    expect(await waiting()).toEqual([]);
  });

  it('is forgotten at the sign-out although the shop is away', async () => {
    await toCheckout();
    await signIn(browser);
    expect(handleOf()).not.toBeNull();
    await browser.request(`${CHECKOUT}/sign-out`, { json: {} });
    expect(handleOf()).toBeNull();
  });

  it('takes nothing from another user, who came after in the same browser', async () => {
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    const settlement = await order();
    await signIn(browser, OTHER_USER);
    await add(browser, CHECKOUT, 'MUG', 3);
    await browser.open(`${SHOP}/bridge/start`);
    await add(browser, SHOP, 'VASE');
    expect(await tell(settlement)).toBe('kept');
    expect(await lines()).toEqual({ MUG: 3, VASE: 1 });
  });

  it('takes from the cart that a second user ordered what the first one had begun', async () => {
    await toCheckout();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    clock.advance(3_600);
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser, OTHER_USER);
    await tell(await order(OTHER_USER));
    expect(await lines()).toEqual({});
  });

  it('does not come to a new state with a token from before the sign-out', async () => {
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    const settlement = await order();
    const stale = await fetchToken(browser, SHOP);
    await signOut(browser);
    await browser.open(stale);
    await tell(settlement);
    expect(await waiting()).toEqual([]);
  });

  it('stands in no cookie of the shop, and crosses to no shop that keeps none', async () => {
    await toCheckout();
    await browser.open(`${SHOP}/bridge/start`);
    expect(browser.cookies(SHOP).join()).not.toContain('bridge-return');
    const plain = await startStorePair();
    const other = plain.browser();
    await add(other, SHOP, 'MUG');
    await other.open(`${CHECKOUT}/bridge/start`);
    expect(handleOf(other)).toBeNull();
    await plain.close();
  });

  async function waiting() {
    const jar = new CookieJar(browser.cookies(SHOP).join('; '), false);
    const key = (await pair.shop.bridge.parts.browser.key(jar)) ?? '';
    return settlements.waiting(key, clock.now() / 1000);
  }
});

describe('what the shop is told', () => {
  const HANDLE = Buffer.alloc(16, 7).toString('base64url');
  const state = encodeState({
    vector: new Map(),
    lines: new Map(),
    promotions: new Map(),
    registers: new Map(),
    visitorId: 'A'.repeat(22),
  });
  const delivery = { handle: HANDLE, id: 'ord_1', state };
  const bytes = Buffer.alloc(16, 7);

  it('concerns nobody when the handle stands for nothing', async () => {
    expect(await tell(delivery)).toBe('unknown_handle');
    const without = createParts(await sideOptions('shopping', clock));
    expect(await settle(without, sealSettled(without, delivery))).toBe('unknown_handle');
  });

  it('is held for longer than a token from before the order may take', () => {
    const lifetime = TOKEN_TTL_SECONDS + 2 * CLOCK_SKEW_SECONDS;
    expect(SETTLEMENT_HOLD_SECONDS).toBeGreaterThanOrEqual(lifetime);
  });

  it('waits for as long as a cookie that is about now can come back', async () => {
    await settlements.handleOf('key', HANDLE, { now: 0, until: Number.MAX_SAFE_INTEGER });
    await tell(delivery);
    const now = clock.now() / 1000;
    expect(await settlements.waiting('key', now + 30 * DAY - 1)).toHaveLength(1);
    expect(await settlements.waiting('key', now + 30 * DAY)).toEqual([]);
  });

  it.each([
    ['two elements', [bytes, 'ord_1']],
    ['four elements', [bytes, 'ord_1', state, 1]],
    ['no array', { 0: bytes, 1: 'ord_1', 2: state }],
    ['a short handle', [bytes.subarray(1), 'ord_1', state]],
    ['a handle as text', [HANDLE, 'ord_1', state]],
    ['no id', [bytes, '', state]],
    ['a long id', [bytes, 'x'.repeat(65), state]],
    ['an id of bytes', [bytes, bytes, state]],
    ['no state', [bytes, 'ord_1', null]],
    ['another state', [bytes, 'ord_1', Buffer.from([0])]],
    ['half a state', [bytes, 'ord_1', state.subarray(0, -1)]],
  ])('is refused with %s', async (_, fields) => {
    await settlements.handleOf('key', HANDLE, { now: 0, until: Number.MAX_SAFE_INTEGER });
    const { settled } = pair.checkout.bridge.parts;
    expect(await settle(pair.shop.bridge.parts, settled.seal(encode(fields)))).toBe('malformed');
  });

  it('is refused when it is not CBOR, not sealed, or sealed for something else', async () => {
    const { parts } = pair.checkout.bridge;
    const plain = encode([bytes, 'ord_1', state]);
    const options = { keyring: testKeyring('b1'), pair: parts.pair, random: parts.random };
    const labels = crossingLabels('handoff', 'to-shopping', parts.pair);
    const handoffs = createSealer({ keyring: testKeyring('b1'), labels });
    const foreign = createParts({
      ...(await sideOptions('checkout', clock)),
      shoppingOrigin: 'http://staging.test',
    });
    const bodies = [
      '',
      'garbage!',
      Buffer.from(plain).toString('base64url'),
      parts.settled.seal(Uint8Array.of(0xff)),
      handoffs.seal(plain),
      createPeerSealer({ ...options, receiver: 'shopping' }).seal(plain),
      foreign.settled.seal(plain),
    ];
    for (const body of bodies) {
      expect(await settle(pair.shop.bridge.parts, body)).toBe('malformed');
    }
  });

  it('fits into its limit, however large the account is', () => {
    const largest = new Uint8Array(MAX_STATE_BYTES);
    const body = sealSettled(pair.checkout.bridge.parts, {
      handle: HANDLE,
      id: 'x'.repeat(64),
      state: largest,
    });
    expect(body.length).toBeLessThan(MAX_SETTLED_BYTES);
  });

  it('says who ordered and how it is sent to nobody', async () => {
    await add(browser, SHOP, 'MUG');
    await toCheckout();
    await signIn(browser);
    const told = Buffer.from((await order()).state).toString('latin1');
    for (const secret of [USER, 'MUG']) expect(told).not.toContain(secret);
  });
});
