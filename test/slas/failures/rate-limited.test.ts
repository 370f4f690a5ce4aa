import { describe, expect, it } from '@jest/globals';
import { HybridShopper } from '../../support/hybrid-shopper.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

describe('429 with Retry-After', () => {
  it('keeps this shopper from asking until then, and nobody else', async () => {
    const shopper = await start();
    const { emulator } = shopper.world;
    const other = new HybridShopper(shopper.world);
    for (const each of [shopper, other]) await each.readBoth();
    await shopper.add(1);
    await emulator.advance(1_810);
    await emulator.faults({ operation: 'token', status: 429, retryAfterSeconds: 20, times: 1 });
    const mark = await emulator.lastCall();
    for (let page = 0; page < 5; page++) {
      const answer = await shopper.readHeadless();
      expect([answer.status, answer.body]).toEqual([200, 'null']);
    }
    expect(await emulator.operations(mark)).toEqual(['token']);
    expect(JSON.parse((await other.readHeadless()).body).kind).toBe('guest');
    await emulator.advance(21);
    await shopper.browser.open('/on/demandware.store/Sites-RefArch-Site/en_US/Cart-Show');
    await shopper.readHeadless();
    expect(await inspect(shopper)).toMatchObject({ pieces: 1 });
  });
});
