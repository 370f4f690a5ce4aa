import { describe, expect, it } from '@jest/globals';
import { createMemoryFlightStore } from '../../../shared/src/memory/flight-store.ts';
import { HybridShopper } from '../../support/hybrid-shopper.ts';
import { slasStage } from '../../support/slas-stage.ts';
import { startSlasWorld } from '../../support/slas-world.ts';

const start = slasStage();

describe('keys of SLAS that signed nothing', () => {
  it('cost nothing for tokens that this process was given by SLAS itself', async () => {
    const shopper = await start();
    const { emulator } = shopper.world;
    await emulator.faults({ operation: 'jwks', wrongKeys: true });
    await shopper.readBoth();
    const mark = await emulator.lastCall();
    expect(JSON.parse((await shopper.readHeadless()).body).kind).toBe('guest');
    expect(await emulator.operations(mark)).toEqual([]);
  });

  it('have another process renew the token once, and show the same shopper', async () => {
    const shopper = await start();
    const { emulator } = shopper.world;
    await shopper.readBoth();
    const { customerId } = JSON.parse((await shopper.readHeadless()).body);
    await emulator.faults({ operation: 'jwks', wrongKeys: true });
    // Another process on the same machine: it has been given no token yet.
    const second = await startSlasWorld({
      emulator,
      bridge: { stores: { flights: createMemoryFlightStore() } },
    });
    const there = new HybridShopper(second);
    for (const name of shopper.browser.cookieNames()) {
      there.browser.plant(name, shopper.browser.cookie(name) ?? '');
    }
    const mark = await emulator.lastCall();
    for (let page = 0; page < 3; page++) {
      expect(JSON.parse((await there.readHeadless()).body).customerId).toBe(customerId);
    }
    expect(await emulator.operations(mark)).toEqual(['jwks', 'token']);
    await second.close();
  });
});
