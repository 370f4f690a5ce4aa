import { afterEach, describe, expect, it } from '@jest/globals';
import { type EmulatorWorld, startEmulator } from './emulator-world.ts';
import { expectOneShopper } from './one-shopper.ts';
import { pagePieces, pageShopper } from './page-words.ts';
import type { VisitingBrowser } from './visiting-browser.ts';

const JANE = { loginEmail: 'jane@example.com', loginPassword: 'Password1!' };
const PRIVATE = {
  clientId: '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11',
  clientSecret: 'emulator-secret',
};
const NEW_GUEST = ['slas authorize', 'slas session-bridge/token', 'controllers Home-Show'];
const IDLE_SECONDS = 1_800;

let world: EmulatorWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

async function start(plugin = {}): Promise<EmulatorWorld> {
  world = await startEmulator({ switches: { sync: 'plugin_slas' }, controllers: { plugin } });
  return world;
}

/** Calls in the order in which they were made; pages stand before what they called. */
async function callsOf({ calls, lastCall }: EmulatorWorld, action: () => Promise<unknown>) {
  const before = lastCall();
  await action();
  return calls(before);
}

const put = (shopper: VisitingBrowser) =>
  shopper.visit('Cart-AddProduct', { pid: 'clip-lamp', quantity: '2' });

describe('plugin_slas', () => {
  it('gives a new guest tokens without a redirect', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    const calls = await callsOf(emulator, async () => {
      const first = await shopper.visit('Home-Show');
      expect(first.status).toBe(200);
      for (const name of ['cc-sg', 'cc-nx-g', 'cc-at', 'usid']) {
        expect(first.set.get(`${name}_RefArch`)).toMatchObject({ path: '/', httpOnly: false });
      }
      expect(first.set.has('cc-at_RefArch_2')).toBe(true);
      expect(first.set.get('cc-sg_RefArch')).toMatchObject({ value: '1', maxAge: 1_800 });
      expect(first.set.get('usid_RefArch')?.maxAge).toBe(7_776_000);
      expect(first.set.get('cc-nx-g_RefArch')?.maxAge).toBe(777_600);
      expect(first.set.get('cc-at_RefArch')?.value).toHaveLength(1_199);
      // From 7.4 on, so that a PWA can read it.
      expect(first.set.get('dwsid')?.httpOnly).toBe(false);
    });
    expect(calls.sort()).toEqual([...NEW_GUEST].sort());
    expectOneShopper(emulator, shopper);
  });

  it('asks SLAS in its own wire shape', async () => {
    const seen: { url: URL; init: RequestInit }[] = [];
    const emulator = await startEmulator({
      switches: { sync: 'plugin_slas' },
      controllers: {
        fetch: (input, init = {}) => {
          seen.push({ url: new URL(String(input)), init });
          return fetch(input, init);
        },
      },
    });
    world = emulator;
    await emulator.browser().visit('Home-Show');
    const [authorize, bridge] = seen;
    expect([...(authorize?.url.searchParams.keys() ?? [])]).toEqual([
      'redirect_uri',
      'response_type',
      'hint',
      'code_challenge',
      'client_id',
    ]);
    expect(authorize?.url.searchParams.get('hint')).toBe('sb-guest');
    expect([...(bridge?.url.searchParams.keys() ?? [])]).toEqual([
      'channel_id',
      'login_id',
      'grant_type',
      'code_verifier',
      'usid',
      'code',
      'dwsgst',
      'client_id',
    ]);
    expect(bridge?.url.searchParams.get('login_id')).toBe('sb-guest');
    expect(bridge?.init).toMatchObject({ method: 'POST', redirect: 'manual' });
    expect(bridge?.init.body).toBeUndefined();
  });

  it('needs no code for a private client', async () => {
    const emulator = await start(PRIVATE);
    const shopper = emulator.browser();
    const calls = await callsOf(emulator, () => shopper.visit('Home-Show'));
    expect(calls.sort()).toEqual(['controllers Home-Show', 'slas session-bridge/token']);
    expectOneShopper(emulator, shopper);
  });

  it('does nothing on the second request, and sets no guard', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    const calls = await callsOf(emulator, async () => {
      const second = await shopper.visit('Home-Show');
      expect(second.set.size).toBe(0);
    });
    expect(calls).toEqual(['controllers Home-Show']);
  });

  it.each([
    ['public', {}, false],
    ['private', PRIVATE, true],
  ])(
    'redirects a returning guest of a %s client once, with the basket',
    async (_kind, plugin, isSame) => {
      const emulator = await start(plugin);
      const shopper = emulator.browser();
      await shopper.visit('Home-Show');
      await put(shopper);
      const [refreshToken, dwsid] = [shopper.cookie('cc-nx-g_RefArch'), shopper.cookie('dwsid')];
      emulator.platform.clock.advance(IDLE_SECONDS);
      const calls = await callsOf(emulator, async () => {
        const redirected = await shopper.visit('Product-Show?pid=arc%20lamp&x=1');
        expect(redirected.status).toBe(302);
        expect(redirected.headers.get('location')).toBe(
          '/on/demandware.store/Sites-RefArch-Site/en_US/Product-Show?pid=arc+lamp&x=1',
        );
        expect(redirected.set.get('cc-sg_RefArch')?.value).toBe('1');
        expect(redirected.set.get('dwsid')?.httpOnly).toBe(false);
      });
      expect(calls.sort()).toEqual(['controllers Product-Show', 'ocapi sessions', 'slas token']);
      expect(shopper.cookie('cc-nx-g_RefArch') === refreshToken).toBe(isSame);
      expect(shopper.cookie('dwsid')).not.toBe(dwsid);
      expectOneShopper(emulator, shopper);
      const page = await shopper.visit('Cart-Show');
      expect(page.status).toBe(200);
      expect(pagePieces(page.text)).toBe('2');
      expect(shopper.cookie('cc-sg_RefArch')).toBeNull();
    },
  );

  it('knows a returning customer by the refresh token alone', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.open('Home-Show');
    await shopper.open('Account-Login', JANE);
    for (const name of shopper.cookieNames()) if (name !== 'cc-nx_RefArch') shopper.forget(name);
    emulator.platform.clock.advance(7 * 3_600);
    expect(pageShopper((await shopper.open('Home-Show')).text)).toBe('Jane');
    expectOneShopper(emulator, shopper);
  });

  it.each(['__Analytics-Start', 'ConsentTracking-SetSession', 'SLASSessionHelper-SaveSession'])(
    'leaves %s alone',
    async (controller) => {
      const emulator = await start();
      const calls = await callsOf(emulator, () => emulator.browser().visit(controller));
      expect(calls).toEqual([`controllers ${controller}`]);
    },
  );

  it('leaves a form alone', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    const calls = await callsOf(emulator, () => put(shopper));
    expect(calls).toEqual(['controllers Cart-AddProduct']);
  });

  it('leaves a session alone that is signed in already', async () => {
    const emulator = await start();
    const { customers, sessions, siteId } = emulator.platform;
    const { rcid = '', login = '' } = customers.find(JANE.loginEmail) ?? {};
    const identity = { kind: 'registered', gcid: 'nobody', rcid, login } as const;
    const shopper = emulator.browser();
    shopper.setCookie('dwsid', sessions.create({ siteId, identity }).dwsid);
    const calls = await callsOf(emulator, () => shopper.visit('Home-Show'));
    expect(calls).toEqual(['controllers Home-Show']);
  });

  it('needs both guard and session id to be guarded', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    shopper.setCookie('cc-sg_RefArch', '1');
    const calls = await callsOf(emulator, () => shopper.visit('Home-Show'));
    expect(calls.sort()).toEqual([...NEW_GUEST].sort());
    const guarded = emulator.browser();
    guarded.setCookie('cc-sg_RefArch', '1');
    guarded.setCookie('dwsid', 'gone');
    const none = await callsOf(emulator, () => guarded.visit('Home-Show'));
    expect(none).toEqual(['controllers Home-Show']);
    expect(guarded.cookie('cc-sg_RefArch')).toBeNull();
  });

  it('shows its error page for a dead refresh token, as 7.3 does', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    shopper.setCookie('cc-nx-g_RefArch', 'dead');
    const page = await shopper.visit('Home-Show');
    expect(page.status).toBe(500);
    expect(page.text).toContain('role="alert"');
    expect(page.text).not.toContain('dead');
  });

  it.each([
    ['public', {}],
    ['private', PRIVATE],
  ])('signs in with a %s client, and the basket of the guest', async (_kind, plugin) => {
    const emulator = await start(plugin);
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    await put(shopper);
    const [dwsid, usid] = [shopper.cookie('dwsid'), shopper.cookie('usid_RefArch')];
    const calls = await callsOf(emulator, async () => {
      const answer = await shopper.visit('Account-Login', JANE);
      expect(answer.status).toBe(303);
      expect(answer.set.has('usid_RefArch')).toBe(false);
    });
    expect(calls).toEqual([
      'controllers Account-Login',
      'slas login',
      'slas token',
      'ocapi sessions',
      'scapi baskets/actions/merge',
    ]);
    expect(shopper.cookie('cc-nx-g_RefArch')).toBeNull();
    expect(shopper.cookie('dwsid')).not.toBe(dwsid);
    expect(shopper.cookie('usid_RefArch')).toBe(usid);
    const page = await shopper.visit('Home-Show');
    expect([pageShopper(page.text), pagePieces(page.text)]).toEqual(['Jane', '2']);
    expectOneShopper(emulator, shopper);
  });

  it('finds the usid by the refresh token where its cookie is gone', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    await put(shopper);
    shopper.forget('usid_RefArch');
    const calls = await callsOf(emulator, () => shopper.visit('Account-Login', JANE));
    expect(calls.slice(1, 3)).toEqual(['slas token', 'slas login']);
    expect(pagePieces((await shopper.visit('Home-Show')).text)).toBe('2');
  });

  it('merges nothing where there is no basket', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    const calls = await callsOf(emulator, () => shopper.visit('Account-Login', JANE));
    expect(calls).not.toContain('scapi baskets/actions/merge');
  });

  it.each([
    ['not', {}, null],
    ['if remembered', { loginRememberMe: 'true' }, expect.any(String)],
  ])(
    'keeps the registered refresh token %s where the site does not always',
    async (_when, form, kept) => {
      const emulator = await start({ saveRefreshTokenAlways: false });
      const shopper = emulator.browser();
      await shopper.visit('Home-Show');
      await shopper.visit('Account-Login', { ...JANE, ...form });
      expect(shopper.cookie('cc-nx_RefArch')).toEqual(kept);
    },
  );

  it('answers wrong credentials with its error JSON', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    const headers = { 'x-requested-with': 'XMLHttpRequest' };
    const answer = await shopper.visit(
      'Account-Login',
      { ...JANE, loginPassword: 'wrong' },
      headers,
    );
    expect(JSON.parse(answer.text)).toMatchObject({ success: false, error: [expect.any(String)] });
    expect(answer.set.size).toBe(0);
  });

  it('keeps the basket of the guest through a registration', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    await put(shopper);
    const page = await shopper.open('Account-SubmitRegistration', {
      dwfrm_profile_customer_firstname: 'John',
      dwfrm_profile_customer_lastname: 'Roe',
      dwfrm_profile_customer_email: 'john@example.com',
      dwfrm_profile_login_password: 'Password2!',
    });
    expect([pageShopper(page.text), pagePieces(page.text)]).toEqual(['John', '2']);
    expectOneShopper(emulator, shopper);
  });

  it('signs out at SLAS, tells a PWA so, and starts a new guest', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    await shopper.open('Account-Login', JANE);
    const calls = await callsOf(emulator, async () => {
      const answer = await shopper.visit('Login-Logout');
      expect(answer.set.get('cc-at_RefArch')?.value).toBe('refresh');
    });
    expect(calls).toEqual(['controllers Login-Logout', 'slas token', 'slas logout']);
    for (const name of ['cc-nx', 'cc-nx-g', 'cc-sg', 'usid']) {
      expect(shopper.cookie(`${name}_RefArch`)).toBeNull();
    }
    const next = await callsOf(emulator, () => shopper.visit('Home-Show'));
    expect(next.sort()).toEqual([...NEW_GUEST].sort());
    expectOneShopper(emulator, shopper);
  });

  it('signs out on the platform when SLAS does not answer', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    await shopper.open('Account-Login', JANE);
    emulator.platform.faults.add({
      operation: 'logout',
      status: 503,
      times: 1,
      delaySeconds: 0,
      retryAfterSeconds: null,
      hang: false,
      drop: null,
      wrongKeys: false,
    });
    const answer = await shopper.visit('Login-Logout');
    expect(answer.status).toBe(302);
    expect(shopper.cookie('cc-nx_RefArch')).toBeNull();
    expect(pageShopper((await shopper.visit('Home-Show')).text)).toBe('guest');
  });
});
