import { describe, expect, it } from '@jest/globals';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

/** Ways in which SLAS does not bring what it was asked for; a page of HTML stands behind a 502. */
const WAYS = [
  ['does not answer', { drop: 'before' }],
  ['answers 500', { status: 500 }],
  ['answers 502 with HTML', { status: 502 }],
  ['answers 503', { status: 503 }],
] as const;

describe.each(WAYS)('SLAS %s', (_, fault) => {
  it('a first page works on either side, with nobody on it, and no cookie is set', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await world.emulator.faults({ operation: 'token', ...fault });
    const answer = await shopper.readHeadless();
    expect([answer.status, answer.body]).toEqual([200, 'null']);
    expect(browser.cookieNames()).toEqual([]);
    await world.emulator.faults({ operation: 'session-bridge/token', ...fault });
    expect((await shopper.readController()).status).toBe(200);
  });

  it('somebody with a token goes on; when it has ended the cookies stay, and the basket is back afterwards', async () => {
    const shopper = await start({ client: 'public' });
    const { browser, world } = shopper;
    await shopper.readBoth();
    await shopper.add(2);
    await world.emulator.faults({ operation: 'token', ...fault });
    expect(JSON.parse((await shopper.readHeadless()).body).kind).toBe('guest');
    await world.emulator.advance(1_750);
    // What is left of its time is used up to the end.
    expect(JSON.parse((await shopper.readHeadless()).body).kind).toBe('guest');
    await world.emulator.advance(60);
    const refreshToken = browser.cookie('cc-nx-g_RefArch');
    expect((await shopper.readHeadless()).body).toBe('null');
    expect(browser.cookie('cc-nx-g_RefArch')).toBe(refreshToken);
    await world.emulator.clearFaults();
    await world.emulator.advance(2);
    await shopper.readBoth();
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 2 });
  });

  it('a sign-in that fails leaves guest, basket and cookies as they were', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readBoth();
    await shopper.add(1);
    const before = browser.cookieNames().map((name) => [name, browser.cookie(name)]);
    await world.emulator.faults({ operation: 'login', ...fault });
    expect((await shopper.signIn()).status).toBeGreaterThanOrEqual(500);
    const form = await shopper.signInOnController();
    expect([form.status, form.location?.split('?')[1]]).toEqual([303, 'error=busy']);
    expect(browser.cookieNames().map((name) => [name, browser.cookie(name)])).toEqual(before);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 1 });
  });

  it('somebody who comes back to a controller sees the page, not reloaded, and is known again afterwards', async () => {
    const shopper = await start();
    const { world } = shopper;
    await shopper.readBoth();
    await shopper.add(1);
    await shopper.comeBack();
    await world.emulator.faults({ operation: 'token', ...fault });
    for (let page = 0; page < 2; page++) expect((await shopper.readController()).status).toBe(200);
    await world.emulator.clearFaults();
    await world.emulator.advance(2);
    await shopper.browser.open('/on/demandware.store/Sites-RefArch-Site/en_US/Cart-Show');
    expect(await inspect(shopper)).toMatchObject({ pieces: 1 });
  });
});
