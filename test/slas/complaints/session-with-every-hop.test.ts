import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #1696: every change of sides made another session.
describe('a session with every hop from side to side', () => {
  it('is one session, and no call', async () => {
    const shopper = await start();
    await shopper.readBoth();
    const [dwsid, mark] = [
      shopper.browser.cookie('dwsid'),
      await shopper.world.emulator.lastCall(),
    ];
    for (let hop = 0; hop < 5; hop++) await shopper.readBoth();
    expect(shopper.browser.cookie('dwsid')).toBe(dwsid);
    expect(await shopper.world.emulator.operations(mark)).toEqual([]);
  });
});
