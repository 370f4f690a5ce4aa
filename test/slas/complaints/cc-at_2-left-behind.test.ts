import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// plugin_slas signs out by `cc-at=refresh` and leaves the other chunks, so that a client reads `refresh<tail>`.
describe('cc-at_2 that was left behind', () => {
  it('does not keep the word `refresh` from being read, and goes', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readBoth();
    browser.plant('cc-at_RefArch', 'refresh');
    expect(browser.cookieNames()).toContain('cc-at_RefArch_2');
    const mark = await world.emulator.lastCall();
    await shopper.readHeadless();
    expect(await world.emulator.operations(mark)).toEqual(['token']);
    const again = await world.emulator.lastCall();
    await shopper.readHeadless();
    expect(await world.emulator.operations(again)).toEqual([]);
  });

  it('goes where the new token is shorter, and with a sign-out that SLAS does not hear of', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readHeadless();
    browser.plant('cc-at_RefArch_3', 'tail');
    browser.plant('cc-at_RefArch_4', 'tail');
    await shopper.signIn();
    expect(browser.cookieNames().filter((name) => name.startsWith('cc-at'))).toEqual([
      'cc-at_RefArch',
      'cc-at_RefArch_2',
    ]);
    browser.plant('cc-at_RefArch_3', 'tail');
    await world.emulator.faults({ operation: '*', drop: 'before' });
    await shopper.signOut();
    expect(browser.cookieNames()).toEqual(['cc-gen_RefArch']);
  });
});
