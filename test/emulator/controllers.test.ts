import { afterEach, describe, expect, it } from '@jest/globals';
import { type EmulatorWorld, startEmulator } from './emulator-world.ts';
import { pagePieces, pageShopper } from './page-words.ts';

const JANE = { loginEmail: 'jane@example.com', loginPassword: 'Password1!' };

let world: EmulatorWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

async function start(settings: Parameters<typeof startEmulator>[0] = {}): Promise<EmulatorWorld> {
  world = await startEmulator(settings);
  return world;
}

describe('controller sessions', () => {
  it('start where a browser brings none', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    const first = await shopper.visit('Home-Show');
    expect(first.status).toBe(200);
    expect(first.set.get('dwsid')).toMatchObject({ path: '/' });
    expect(shopper.cookie('dwsid')).toMatch(/^[\w-]{86}==$/);
    expect(platform.sessions.allLiving()).toHaveLength(1);
    const second = await shopper.visit('Home-Show');
    expect(second.set.size).toBe(0);
  });

  it.each([true, false])('follow the switch of HttpOnly (%p)', async (httpOnlyDwsid) => {
    const { browser } = await start({ switches: { httpOnlyDwsid } });
    const first = await browser().visit('Home-Show');
    expect(first.set.get('dwsid')?.httpOnly ?? false).toBe(httpOnlyDwsid);
  });

  it('start where the id is nobody’s', async () => {
    const { browser } = await start();
    const shopper = browser();
    shopper.setCookie('dwsid', 'made-up');
    const first = await shopper.visit('Home-Show');
    expect(first.set.get('dwsid')?.value).not.toBe('made-up');
  });

  it('start again under the same id after 30 minutes, as somebody else', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    await shopper.visit('Cart-AddProduct', { pid: 'clip-lamp', quantity: '2' });
    const dwsid = shopper.cookie('dwsid');
    platform.clock.advance(1_799);
    expect(pagePieces((await shopper.visit('Home-Show')).text)).toBe('2');
    platform.clock.advance(1_800);
    const later = await shopper.visit('Home-Show');
    expect(later.set.get('dwsid')?.value).toBe(dwsid);
    expect(pagePieces(later.text)).toBe('0');
  });

  it('end after six hours, however busy they are', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    await shopper.visit('Home-Show');
    const dwsid = shopper.cookie('dwsid');
    for (let elapsed = 0; elapsed < 21_600; elapsed += 1_200) {
      expect(shopper.cookie('dwsid')).toBe(dwsid);
      await shopper.visit('Home-Show');
      platform.clock.advance(1_200);
    }
    const later = await shopper.visit('Home-Show');
    expect(later.set.get('dwsid')?.value).not.toBe(dwsid);
  });

  it('start where an API has made them, and repeat their id', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    const { dwsid } = platform.sessions.create({ siteId: platform.siteId });
    shopper.setCookie('dwsid', dwsid);
    const first = await shopper.visit('Home-Show');
    expect(first.set.get('dwsid')?.value).toBe(dwsid);
    expect((await shopper.visit('Home-Show')).set.size).toBe(0);
  });

  it('start anew for whoever comes after a change of password', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    await shopper.open('Account-Login', JANE);
    const rcid = platform.customers.find(JANE.loginEmail)?.rcid ?? '';
    platform.customers.changePassword(rcid, 'Password2!');
    const later = await shopper.visit('Home-Show');
    expect(later.set.has('dwsid')).toBe(true);
    expect(pageShopper(later.text)).toBe('guest');
  });
});

describe('controllers without a sync', () => {
  it('make no call and set no token', async () => {
    const { browser, calls } = await start();
    const shopper = browser();
    await shopper.open('Account-Login', JANE);
    expect(calls()).toEqual(['controllers Account-Login', 'controllers Home-Show']);
    expect(shopper.cookieNames().every((name) => name.startsWith('dw'))).toBe(true);
  });

  it('show shopper and basket on every page, through to the checkout', async () => {
    const { browser } = await start();
    const shopper = browser();
    expect(pageShopper((await shopper.open('Home-Show')).text)).toBe('guest');
    expect((await shopper.open('Product-Show?pid=clip-lamp')).text).toContain('Clip lamp');
    const cart = await shopper.open('Cart-AddProduct', { pid: 'clip-lamp', quantity: '2' });
    expect(cart.text).toContain('$72.00');
    const checkout = await shopper.open('Checkout-Begin');
    expect(checkout.text).toContain('2 × Clip lamp');
    expect(pagePieces(checkout.text)).toBe('2');
  });

  it('update and remove a line of the cart', async () => {
    const { browser } = await start();
    const shopper = browser();
    const cart = await shopper.open('Cart-AddProduct', { pid: 'clip-lamp', quantity: '2' });
    const uuid = /name="uuid" value="([^"]+)"/.exec(cart.text)?.[1] ?? '';
    const updated = await shopper.open('Cart-UpdateQuantity', { uuid, quantity: '5' });
    expect(pagePieces(updated.text)).toBe('5');
    const removed = await shopper.open('Cart-UpdateQuantity', {
      uuid,
      quantity: '5',
      remove: 'true',
    });
    expect(removed.text).toContain('Your cart is empty.');
  });

  it.each([
    ['Cart-AddProduct', { pid: 'moon', quantity: '1' }],
    ['Cart-AddProduct', { pid: 'clip-lamp', quantity: '-1' }],
    ['Cart-UpdateQuantity', { uuid: 'nothing', quantity: '1' }],
  ])('refuse a wrong %s', async (controller, form) => {
    const { browser } = await start();
    expect((await browser().visit(controller, form)).status).toBe(400);
  });

  it('lead an empty basket from the checkout to the cart', async () => {
    const { browser } = await start();
    const answer = await browser().visit('Checkout-Begin');
    expect(answer.headers.get('location')).toMatch(/Cart-Show$/);
  });

  it('sign in with the basket of the guest, and out', async () => {
    const { browser } = await start();
    const shopper = browser();
    await shopper.open('Cart-AddProduct', { pid: 'clip-lamp', quantity: '2' });
    const signedIn = await shopper.open('Account-Login?rurl=2', JANE);
    expect(pageShopper(signedIn.text)).toBe('Jane');
    expect(signedIn.text).toContain('2 × Clip lamp');
    const signedOut = await shopper.open('Login-Logout');
    expect(pageShopper(signedOut.text)).toBe('guest');
    expect(pagePieces(signedOut.text)).toBe('0');
  });

  it('refuse wrong credentials on the page, and as JSON to a script', async () => {
    const { browser } = await start();
    const wrong = { ...JANE, loginPassword: '<b>wrong</b>' };
    const page = await browser().visit('Account-Login', wrong);
    expect(page.status).toBe(400);
    expect(page.text).toContain('role="alert"');
    expect(page.text).toContain('value="jane@example.com"');
    const script = await browser().visit('Account-Login', wrong, {
      'x-requested-with': 'XMLHttpRequest',
    });
    expect(JSON.parse(script.text)).toMatchObject({ success: false });
  });

  it('register an account and sign in to it', async () => {
    const { browser, platform } = await start();
    const form = {
      dwfrm_profile_customer_firstname: 'John',
      dwfrm_profile_customer_lastname: 'Roe',
      dwfrm_profile_customer_email: 'john@example.com',
      dwfrm_profile_login_password: 'Password2!',
    };
    const shopper = browser();
    const registered = await shopper.open('Account-SubmitRegistration', form);
    expect(pageShopper(registered.text)).toBe('John');
    expect(platform.customers.find('john@example.com')?.lastName).toBe('Roe');
    const again = await browser().visit('Account-SubmitRegistration', form);
    expect(again.status).toBe(400);
    const short = { ...form, dwfrm_profile_login_password: 'short' };
    expect((await browser().visit('Account-SubmitRegistration', short)).status).toBe(400);
  });

  it('escape what a shopper wrote', async () => {
    const { browser } = await start();
    const shopper = browser();
    const page = await shopper.open('Account-SubmitRegistration', {
      dwfrm_profile_customer_firstname: '<script>alert(1)</script>',
      dwfrm_profile_customer_lastname: 'Roe',
      dwfrm_profile_customer_email: 'x@example.com',
      dwfrm_profile_login_password: 'Password2!',
    });
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toContain('<script');
  });

  it('answer pages that nobody else may keep, frame or script', async () => {
    const { browser } = await start();
    const { headers } = await browser().visit('Home-Show');
    expect(headers.get('cache-control')).toBe('private, no-store');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('refuse the form of another site', async () => {
    const { browser, platform } = await start();
    const answer = await browser().visit('Account-Login', JANE, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(platform.sessions.allLiving()).toEqual([]);
  });

  it('have no page for what they do not know', async () => {
    const { browser } = await start();
    expect((await browser().visit('Search-Show')).status).toBe(404);
    expect((await browser().visit('Product-Show?pid=moon')).status).toBe(404);
  });
});

describe('DomainBridge-Session', () => {
  const auth = { 'x-domain-bridge-auth': 'emulator-bridge-secret' };

  it('signs the session of a guest', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    await shopper.visit('Home-Show');
    const answer = await shopper.visit('DomainBridge-Session', {}, auth);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = JSON.parse(answer.text);
    expect(Object.keys(body)).toEqual(['dwsgst']);
    expect(platform.signatures.open('dwsgst', body.dwsgst)?.dwsid).toBe(shopper.cookie('dwsid'));
    expect(answer.set.size).toBe(0);
  });

  it('signs the session of somebody registered, and says who', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    await shopper.open('Account-Login', JANE);
    const body = JSON.parse((await shopper.visit('DomainBridge-Session', {}, auth)).text);
    expect(body.login_id).toBe('jane@example.com');
    expect(platform.signatures.open('dwsrst', body.dwsrst)?.dwsid).toBe(shopper.cookie('dwsid'));
  });

  it('starts no session, and knows none that has ended', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    const none = await shopper.visit('DomainBridge-Session', {}, auth);
    expect([none.status, none.text, none.set.size]).toEqual([404, '{"error":"no_session"}', 0]);
    expect(platform.sessions.allLiving()).toEqual([]);
    await shopper.visit('Home-Show');
    platform.clock.advance(1_800);
    expect((await shopper.visit('DomainBridge-Session', {}, auth)).status).toBe(404);
  });

  it('counts as a use of the session', async () => {
    const { browser, platform } = await start();
    const shopper = browser();
    await shopper.visit('Home-Show');
    platform.clock.advance(1_000);
    await shopper.visit('DomainBridge-Session', {}, auth);
    platform.clock.advance(1_000);
    expect((await shopper.visit('Home-Show')).set.has('dwsid')).toBe(false);
  });

  it.each([{}, { 'x-domain-bridge-auth': 'wrong' }])('refuses %j', async (headers) => {
    const { browser } = await start();
    const shopper = browser();
    await shopper.visit('Home-Show');
    expect(
      (await shopper.visit('DomainBridge-Session', {}, headers as Record<string, string>)).status,
    ).toBe(401);
  });
});
