import { beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { inlineState } from '../../../test/support/inline-state.ts';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import { DAY } from '../core/duration.ts';
import type { HandoffClaims } from '../handoff/claims.ts';
import { createMemorySettlementStore } from '../memory/settlement-store.ts';
import { addToLine } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import type { SettlementStore } from '../state/settlement-store.ts';
import { createParts } from './create-parts.ts';
import { issueHandoff } from './issue.ts';
import type { LocalCart } from './local-cart.ts';
import type { BridgeParts } from './parts.ts';
import { keepReturnHandle, readReturnHandle, SETTLED_RETRY_SECONDS } from './return-handle.ts';

const REQUEST = { flow: 'A'.repeat(16), challenge: 'A'.repeat(43), returnPath: '/' };
const HANDLE = Buffer.alloc(16, 7).toString('base64url');
const CLAIMS = { returnHandle: HANDLE } as HandoffClaims;
const CART: LocalCart = { read: () => ({ lines: [] }), write: () => {} };

const fail = async (): Promise<never> => {
  throw new Error('the store is away');
};
const BROKEN: SettlementStore = {
  ...createMemorySettlementStore(),
  handleOf: fail,
  bind: fail,
};

let clock: TestClock;
let settlements: SettlementStore;
let checkout: BridgeParts;
beforeEach(async () => {
  clock = createTestClock();
  settlements = createMemorySettlementStore();
  checkout = createParts(await sideOptions('checkout', clock));
});

async function shopWith(store: SettlementStore | undefined): Promise<BridgeParts> {
  const options = await sideOptions('shopping', clock);
  return createParts({
    ...options,
    stores: { ...options.stores, ...(store && { settlements: store }) },
  });
}

/** What the token says that the shop seals for this browser. */
async function claimsOf(
  parts: BridgeParts,
  browser: FlowBrowser,
  cart?: LocalCart,
): Promise<HandoffClaims> {
  const url = await browser.visit((jar) => issueHandoff(parts, jar, REQUEST, cart));
  return checkout.incoming.open(new URL(url).searchParams.get('t') ?? '');
}

describe('the return handle of a token', () => {
  it('stays the same for a browser, and is another one for another', async () => {
    const shop = await shopWith(settlements);
    const [one, other] = [new FlowBrowser(false), new FlowBrowser(false)];
    const { returnHandle: first } = await claimsOf(shop, one);
    await one.visit((jar) => shop.browser.change(jar, onState(addToLine({ sku: 'MUG' }, 1))));
    expect(first).toMatch(/^[\w-]{22}$/);
    expect((await claimsOf(shop, one)).returnHandle).toBe(first);
    expect((await claimsOf(shop, other)).returnHandle).not.toBe(first);
  });

  it('is not the key of the state, which leaves the domain nowhere', async () => {
    const shop = await shopWith(settlements);
    const browser = new FlowBrowser(false);
    const claims = await claimsOf(shop, browser);
    const { returnHandle } = claims;
    const key = await browser.visit((jar) => shop.browser.key(jar));
    expect(key).toMatch(/^[\w-]{22}$/);
    expect(returnHandle).not.toBe(key);
    expect(Buffer.from(inlineState(claims)).includes(Buffer.from(key ?? '', 'base64url'))).toBe(
      false,
    );
  });

  it('is found for as long as checkout may use it: a state’s life and thirty days of attempts', async () => {
    const shop = await shopWith(settlements);
    const { returnHandle: handle = '' } = await claimsOf(shop, new FlowBrowser(false));
    const deliver = () => {
      const now = clock.now() / 1000;
      return settlements.deliver({ handle, id: 'o', state: new Uint8Array() }, { now, until: now });
    };
    clock.advance(30 * DAY + SETTLED_RETRY_SECONDS - 1);
    expect(await deliver()).toBe(true);
    clock.advance(1);
    expect(await deliver()).toBe(false);
  });

  it('is a new one for a state that begins anew', async () => {
    const shop = await shopWith(settlements);
    const browser = new FlowBrowser(false);
    const before = await claimsOf(shop, browser);
    await browser.visit((jar) => shop.browser.plant(jar));
    expect((await claimsOf(shop, browser)).returnHandle).not.toBe(before.returnHandle);
  });

  it('is left out where nobody keeps handles, and for a store with its own cart', async () => {
    const shop = await shopWith(settlements);
    const none = await claimsOf(await shopWith(undefined), new FlowBrowser(false));
    expect(none).not.toHaveProperty('returnHandle');
    const own = await claimsOf(shop, new FlowBrowser(false), CART);
    expect(own).not.toHaveProperty('returnHandle');
  });

  it('is left out when its store fails: the cart crosses without', async () => {
    const claims = await claimsOf(await shopWith(BROKEN), new FlowBrowser(false));
    expect(claims).not.toHaveProperty('returnHandle');
  });
});

describe('checkout', () => {
  const returnsOf = (jar: CookieJar) => jar.toHeaders().filter((line) => line.includes('return'));
  const issueOn = async (announcesOrders: boolean, browser: FlowBrowser) => {
    const parts = createParts({ ...(await sideOptions('checkout', clock)), announcesOrders });
    const url = await browser.visit((jar) => issueHandoff(parts, jar, REQUEST));
    const shop = await shopWith(settlements);
    return (await shop.incoming.open(new URL(url).searchParams.get('t') ?? '')).returnHandle;
  };

  it('keeps the handle in a cookie of its own for the life of a state', async () => {
    const jar = new CookieJar(undefined, true);
    await keepReturnHandle(checkout, jar, CLAIMS, undefined);
    expect(jar.toHeaders()).toEqual([
      `__Host-bridge-return=${HANDLE}; Max-Age=${30 * DAY}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    ]);
    expect(readReturnHandle(jar)).toBe(HANDLE);
  });

  it('leaves the cookie alone when a token brings none', async () => {
    const jar = new CookieJar(`__Host-bridge-return=${HANDLE}`, true);
    await keepReturnHandle(checkout, jar, {} as HandoffClaims, undefined);
    expect(returnsOf(jar)).toEqual([]);
    expect(readReturnHandle(jar)).toBe(HANDLE);
  });

  it.each([
    undefined,
    '__Host-bridge-return=',
    '__Host-bridge-return=x',
    `bridge-return=${HANDLE}`,
  ])('has none from %j', (header) => {
    expect(readReturnHandle(new CookieJar(header, true))).toBeNull();
  });

  it('passes on the handle that it has, or makes one that it keeps', async () => {
    const browser = new FlowBrowser(true);
    const minted = await issueOn(true, browser);
    expect(minted).toMatch(/^[\w-]{22}$/);
    expect(browser.get('__Host-bridge-return')).toBe(minted);
    expect(await issueOn(true, browser)).toBe(minted);
    browser.put('__Host-bridge-return', HANDLE);
    expect(await issueOn(true, browser)).toBe(HANDLE);
  });

  it('keeps nothing of what is told, whatever it is given', async () => {
    const options = await sideOptions('checkout', clock);
    const parts = createParts({ ...options, stores: { ...options.stores, settlements } });
    expect(parts.settlements).toBeUndefined();
  });

  it('does neither unless it tells of orders: shops from before would refuse its tokens', async () => {
    const browser = new FlowBrowser(true);
    browser.put('__Host-bridge-return', HANDLE);
    expect(await issueOn(false, browser)).toBeUndefined();
  });
});

describe('the shop', () => {
  const arrive = async (parts: BridgeParts, cart?: LocalCart) => {
    const jar = new CookieJar(undefined, false);
    await parts.browser.plant(jar);
    await keepReturnHandle(parts, jar, CLAIMS, cart);
    return { jar, key: (await parts.browser.key(jar)) ?? '' };
  };
  const deliver = (afterSeconds: number) => {
    const now = clock.now() / 1000 + afterSeconds;
    const delivery = { handle: HANDLE, id: 'ord_1', state: new Uint8Array() };
    return settlements.deliver(delivery, { now, until: now + 1 });
  };

  it('lets a handle that arrives stand for the state of the browser, and sets no cookie for it', async () => {
    const { jar, key } = await arrive(await shopWith(settlements));
    expect(jar.toHeaders().join()).not.toContain('bridge-return');
    expect(await deliver(0)).toBe(true);
    expect(await settlements.waiting(key, clock.now() / 1000)).toHaveLength(1);
    expect(await deliver(30 * DAY + SETTLED_RETRY_SECONDS - 1)).toBe(true);
    expect(await deliver(30 * DAY + SETTLED_RETRY_SECONDS)).toBe(false);
  });

  it('passes over one where it keeps none, or has a cart of its own', async () => {
    await arrive(await shopWith(undefined));
    await arrive(await shopWith(settlements), CART);
    expect(await deliver(0)).toBe(false);
  });

  it('takes an arrival in although the store of handles fails', async () => {
    await expect(arrive(await shopWith(BROKEN))).resolves.toBeDefined();
  });
});
