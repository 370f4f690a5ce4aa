import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #2028: that a client id or an organization was wrong could be seen nowhere.
describe('failures that nobody can see', () => {
  it('are told with event, calls and code, and without a token', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readBoth();
    await world.emulator.advance(1_750);
    await world.emulator.faults({ operation: 'token', status: 400, times: 1 });
    await shopper.readHeadless();
    const told = world.news.at(-1);
    expect([told?.event, told?.calls, told?.failure?.code, told?.failure?.status]).toEqual([
      'token-expired',
      ['token-refresh'],
      'ERR_SLAS_REFUSED',
      400,
    ]);
    const text = JSON.stringify([told, told?.failure?.message]);
    for (const name of browser.cookieNames()) {
      const value = browser.cookie(name) ?? '';
      if (value.length > 8) expect(text).not.toContain(value);
    }
  });
});
