import { afterEach, describe, expect, it } from '@jest/globals';
import { type EmulatorWorld, startEmulator } from './emulator-world.ts';
import { expectOneShopper } from './one-shopper.ts';
import { pagePieces, pageShopper } from './page-words.ts';
import type { VisitingBrowser } from './visiting-browser.ts';

const JANE = { loginEmail: 'jane@example.com', loginPassword: 'Password1!' };
const PRIVATE_CLIENT = '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11';
const IDLE_SECONDS = 1_800;

let world: EmulatorWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

async function start(controllers = {}): Promise<EmulatorWorld> {
  world = await startEmulator({ switches: { sync: 'hybrid_auth' }, controllers });
  return world;
}

const put = (shopper: VisitingBrowser) =>
  shopper.visit('Cart-AddProduct', { pid: 'clip-lamp', quantity: '2' });

describe('Hybrid Auth on controllers', () => {
  it('gives a new guest tokens with the first answer, and makes no call', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    const first = await shopper.visit('Home-Show');
    expect(first.status).toBe(200);
    for (const name of ['cc-nx-g', 'cc-at', 'usid'])
      expect(first.set.has(`${name}_RefArch`)).toBe(true);
    expect(first.set.has('cc-at_RefArch_2')).toBe(true);
    expect(first.set.has('cc-sg_RefArch')).toBe(false);
    expect(emulator.calls()).toEqual(['controllers Home-Show']);
    expectOneShopper(emulator, shopper);
  });

  it('gives them with the answer to a form, too', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await put(shopper);
    expectOneShopper(emulator, shopper);
    expect(pagePieces((await shopper.visit('Home-Show')).text)).toBe('2');
  });

  it('writes nothing while token and session name one shopper', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    expect((await shopper.visit('Home-Show')).set.size).toBe(0);
  });

  it.each([
    ['public', {}, false],
    ['private', { hybridClientId: PRIVATE_CLIENT }, true],
  ])(
    'follows the refresh token of a %s client after the time-out',
    async (_kind, controllers, isSame) => {
      const emulator = await start(controllers);
      const shopper = emulator.browser();
      await put(shopper);
      const refreshToken = shopper.cookie('cc-nx-g_RefArch');
      const usid = shopper.cookie('usid_RefArch');
      emulator.platform.clock.advance(IDLE_SECONDS);
      const later = await shopper.visit('Home-Show');
      expect(later.status).toBe(200);
      expect(pagePieces(later.text)).toBe('2');
      expect(shopper.cookie('cc-nx-g_RefArch') === refreshToken).toBe(isSame);
      expect(shopper.cookie('usid_RefArch')).toBe(usid);
      expect(emulator.calls().filter((call) => !call.startsWith('controllers'))).toEqual([]);
      expectOneShopper(emulator, shopper);
    },
  );

  it('brings a returning customer back by the refresh token alone', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.open('Account-Login', JANE);
    for (const name of shopper.cookieNames()) if (name !== 'cc-nx_RefArch') shopper.forget(name);
    const page = await shopper.visit('Home-Show');
    expect(pageShopper(page.text)).toBe('Jane');
    expectOneShopper(emulator, shopper);
  });

  it('makes a new guest of a dead refresh token', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    shopper.setCookie('cc-nx_RefArch', 'dead');
    const page = await shopper.visit('Home-Show');
    expect(page.status).toBe(200);
    expect(shopper.cookie('cc-nx_RefArch')).toBeNull();
    expectOneShopper(emulator, shopper);
  });

  it('gives tokens to a session whose tokens were cleared', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await put(shopper);
    for (const name of shopper.cookieNames()) if (name !== 'dwsid') shopper.forget(name);
    expect(pagePieces((await shopper.visit('Home-Show')).text)).toBe('2');
    expectOneShopper(emulator, shopper);
  });

  it('signs in with the basket of the guest and its usid', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await put(shopper);
    const usid = shopper.cookie('usid_RefArch');
    const page = await shopper.open('Account-Login', JANE);
    expect([pageShopper(page.text), pagePieces(page.text)]).toEqual(['Jane', '2']);
    expect(shopper.cookie('cc-nx-g_RefArch')).toBeNull();
    expect(shopper.cookie('usid_RefArch')).toBe(usid);
    expectOneShopper(emulator, shopper);
  });

  it('leaves everything as it is when the credentials are wrong', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.visit('Home-Show');
    const answer = await shopper.visit('Account-Login', { ...JANE, loginPassword: 'wrong' });
    expect(answer.status).toBe(400);
    expect(answer.set.size).toBe(0);
  });

  it('registers, and signs in to the account', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
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

  it('signs out with both: the old tokens end, and a new guest has the next ones', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.open('Account-Login', JANE);
    const refreshToken = shopper.cookie('cc-nx_RefArch') ?? '';
    const accessToken = `${shopper.cookie('cc-at_RefArch')}${shopper.cookie('cc-at_RefArch_2')}`;
    const page = await shopper.open('Login-Logout');
    expect(pageShopper(page.text)).toBe('guest');
    expect(shopper.cookie('cc-nx_RefArch')).toBeNull();
    expect(emulator.platform.refreshTokens.find(refreshToken)).toBeNull();
    expect(emulator.platform.tokens.check(accessToken)).toEqual({ ok: false, reason: 'revoked' });
    expectOneShopper(emulator, shopper);
  });

  it('removes chunks of a longer token before', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    shopper.setCookie('cc-at_RefArch_4', 'tail');
    await shopper.visit('Home-Show');
    expect(shopper.cookie('cc-at_RefArch_4')).toBeNull();
    expectOneShopper(emulator, shopper);
  });

  it('ends what a change of password ends, and goes on as a guest', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    await shopper.open('Account-Login', JANE);
    const rcid = emulator.platform.customers.find(JANE.loginEmail)?.rcid ?? '';
    emulator.platform.customers.changePassword(rcid, 'Password2!');
    expect(pageShopper((await shopper.visit('Home-Show')).text)).toBe('guest');
    expect(shopper.cookie('cc-nx_RefArch')).toBeNull();
    expectOneShopper(emulator, shopper);
  });

  it('has the session of the token answer name the same shopper', async () => {
    const emulator = await start();
    const shopper = emulator.browser();
    const answer = await fetch(
      `${emulator.origin}/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2/token`,
      {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${PRIVATE_CLIENT}:emulator-secret`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', channel_id: 'RefArch' }),
      },
    );
    const { refresh_token: refreshToken } = (await answer.json()) as { refresh_token: string };
    const dwsid = /dwsid=([^;]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1] ?? '';
    shopper.setCookie('dwsid', dwsid);
    shopper.setCookie('cc-nx-g_RefArch', refreshToken);
    const page = await shopper.visit('Home-Show');
    expect(page.set.get('dwsid')?.value).toBe(dwsid);
    expect(page.set.has('cc-nx-g_RefArch')).toBe(false);
  });
});
