import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();
const TEN_DAYS = 10 * 86_400;

// pwa-kit #2854, #1342, #1654: SLAS refuses a usid whose refresh token has ended.
describe('a usid that outlives its refresh token', () => {
  it('ends with it', async () => {
    const shopper = await start();
    await shopper.readHeadless();
    await shopper.world.emulator.advance(TEN_DAYS);
    expect(shopper.browser.cookie('cc-nx-g_RefArch')).toBeUndefined();
    expect(shopper.browser.cookie('usid_RefArch')).toBeUndefined();
  });

  it('is not sent where another client has left it: the shopper is a new guest, and no error', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readHeadless();
    const usid = browser.cookie('usid_RefArch') ?? '';
    await world.emulator.advance(TEN_DAYS);
    browser.plant('usid_RefArch', usid);
    browser.lose('dwsid');
    const answer = await shopper.readHeadless();
    expect([answer.status, JSON.parse(answer.body).kind]).toEqual([200, 'guest']);
    expect(browser.cookie('usid_RefArch')).not.toBe(usid);
  });
});
