import { describe, expect, it } from '@jest/globals';
import { controller, HybridShopper } from '../../support/hybrid-shopper.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();
const kindOf = (answer: { readonly body: string }) => JSON.parse(answer.body).kind;

/** Somebody who has signed in, and used both sides. */
async function signedIn(options: Parameters<typeof start>[0]): Promise<HybridShopper> {
  const shopper = await start(options);
  await shopper.readBoth();
  await shopper.signIn();
  await shopper.readController();
  return shopper;
}

describe.each(['public', 'private'] as const)('who has signed out (%s client)', (client) => {
  it('is not signed in by the session of before, alone', async () => {
    const shopper = await signedIn({ client });
    const old = shopper.browser.cookie('dwsid') ?? '';
    await shopper.signOut();
    const elsewhere = new HybridShopper(shopper.world);
    elsewhere.browser.plant('dwsid', old);
    expect(kindOf(await elsewhere.readHeadless())).toBe('guest');
    expect(elsewhere.browser.cookieNames()).not.toContain('cc-nx_RefArch');
  });

  it('is not signed in by the cookies of before, all of them, once the token has ended', async () => {
    const shopper = await signedIn({ client });
    const { browser, world } = shopper;
    const before = browser.cookieNames().map((name) => [name, browser.cookie(name) ?? ''] as const);
    await shopper.signOut();
    const elsewhere = new HybridShopper(world);
    for (const [name, value] of before) elsewhere.browser.plant(name, value);
    elsewhere.browser.lose('cc-at_RefArch');
    elsewhere.browser.lose('cc-at_RefArch_2');
    expect(kindOf(await elsewhere.readHeadless())).toBe('guest');
  });

  it('is not signed in by what the refresh token was exchanged for just before', async () => {
    const shopper = await signedIn({ client });
    const { browser, world } = shopper;
    await shopper.comeBack(2_000);
    const refreshToken = browser.cookie('cc-nx_RefArch') ?? '';
    await shopper.readHeadless();
    await shopper.signOut();
    await world.emulator.advance(20);
    const elsewhere = new HybridShopper(world);
    elsewhere.browser.plant('cc-nx_RefArch', refreshToken);
    expect(kindOf(await elsewhere.readHeadless())).toBe('guest');
  });

  it('is not signed in by an answer from before that arrives after it', async () => {
    const shopper = await signedIn({ client });
    const { browser } = shopper;
    await shopper.comeBack(2_000);
    const late = await browser.ask('/', { lost: true });
    expect(kindOf(late)).toBe('registered');
    await shopper.signOut();
    browser.keep(late);
    const page = await shopper.readController();
    expect(page.body).not.toContain('Jane');
    await shopper.readHeadless();
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest' });
    expect(browser.cookieNames()).not.toContain('cc-nx_RefArch');
  });
});

describe('a token beside the session of somebody else', () => {
  it('does not stay: an answer for the guest that arrives after the sign-in', async () => {
    const shopper = await start({ client: 'public' });
    const { browser, world } = shopper;
    await shopper.readBoth();
    await world.emulator.advance(1_750);
    const late = await browser.ask('/app/shopper', { lost: true });
    await shopper.signIn();
    browser.keep(late);
    await shopper.readHeadless();
    await browser.open(controller('Cart-Show'));
    await inspect(shopper);
  });

  it('does not stay where another tool has put a session beside it', async () => {
    const shopper = await start();
    const other = new HybridShopper(shopper.world);
    for (const each of [shopper, other]) await each.readBoth();
    await shopper.add(2);
    shopper.browser.plant('dwsid', other.browser.cookie('dwsid') ?? '');
    await shopper.readHeadless();
    expect(await inspect(shopper)).toMatchObject({ pieces: 2 });
  });

  it.each(['headless', 'controller'])(
    'does not stay where another tool has put tokens beside it (%s)',
    async (entry) => {
      const shopper = await start();
      const other = new HybridShopper(shopper.world);
      for (const each of [shopper, other]) await each.readBoth();
      await other.add(2);
      for (const name of ['cc-at_RefArch', 'cc-at_RefArch_2', 'cc-nx-g_RefArch', 'usid_RefArch'])
        shopper.browser.plant(name, other.browser.cookie(name) ?? '');
      if (entry === 'headless') await shopper.readHeadless();
      else await shopper.browser.open(controller('Cart-Show'));
      expect(await inspect(shopper)).toMatchObject({ pieces: 2 });
    },
  );

  it('does not stay on a controller page either', async () => {
    const shopper = await start();
    const other = new HybridShopper(shopper.world);
    for (const each of [shopper, other]) await each.readBoth();
    await shopper.add(2);
    shopper.browser.plant('dwsid', other.browser.cookie('dwsid') ?? '');
    await shopper.browser.open(controller('Cart-Show'));
    expect(await inspect(shopper)).toMatchObject({ pieces: 2 });
  });

  it('does not stay where a request beside a page has begun the session anew', async () => {
    const shopper = await start();
    await shopper.readBoth();
    await shopper.signIn();
    await shopper.readController();
    await shopper.add(1);
    await shopper.world.emulator.advance(1_801);
    await shopper.browser.ask(controller('__Analytics-Start'), { headers: { accept: 'image/*' } });
    await shopper.browser.open(controller('Cart-Show'));
    await shopper.readHeadless();
    expect(await inspect(shopper)).toMatchObject({ kind: 'registered', pieces: 1 });
  });
});

describe('a session whose id somebody has learned', () => {
  it('does not give its registered shopper away for the life of a refresh token', async () => {
    const jane = await signedIn({});
    const thief = new HybridShopper(jane.world);
    thief.browser.plant('dwsid', jane.browser.cookie('dwsid') ?? '');
    expect(kindOf(await thief.readHeadless())).toBe('guest');
    expect(thief.browser.cookieNames()).not.toContain('cc-nx_RefArch');
  });

  it.each([
    { seal: 'of another shopper', madeUp: (seal: string) => seal },
    {
      seal: 'that was made up',
      madeUp: (seal: string, customerId: string) => seal.replace(/\.[^.]+\./, `.${customerId}.`),
    },
  ])('is not taken for one’s own with a seal $seal', async ({ madeUp }) => {
    const jane = await signedIn({});
    const { customerId } = await jane.browser.json<{ customerId: string }>('/app/shopper');
    const thief = new HybridShopper(jane.world);
    await thief.readHeadless();
    thief.browser.plant('dwsid', jane.browser.cookie('dwsid') ?? '');
    const seal = thief.browser.cookie('cc-pair_RefArch') ?? '';
    thief.browser.plant('cc-pair_RefArch', madeUp(seal, customerId));
    for (const name of ['cc-at_RefArch', 'cc-at_RefArch_2', 'cc-nx-g_RefArch'])
      thief.browser.lose(name);
    expect(kindOf(await thief.readHeadless())).toBe('guest');
  });
});

describe('a refused access token of a private client', () => {
  it('is renewed also where its refresh token was redeemed a moment ago', async () => {
    const shopper = await start();
    const { emulator } = shopper.world;
    await shopper.readBoth();
    await shopper.add(1);
    await emulator.advance(1_750);
    await shopper.readHeadless();
    await emulator.faults({ operation: 'customers/{id}/baskets', status: 401, times: 1 });
    const mark = await emulator.lastCall();
    expect((await shopper.browser.ask('/app/cart')).status).toBe(200);
    expect(await emulator.operations(mark)).toEqual([
      'customers/{id}/baskets',
      'token',
      'customers/{id}/baskets',
    ]);
  });
});
