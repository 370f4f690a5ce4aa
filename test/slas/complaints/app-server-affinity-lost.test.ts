import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #1984, #2011, #2036, #2090: a fresh basket is in the cache of one application server.
describe('affinity to the application server', () => {
  it('is kept by `sfdc_dwsid` on every call of SCAPI', async () => {
    const shopper = await start();
    await shopper.readBoth();
    const mark = await shopper.world.emulator.lastCall();
    await shopper.add(1);
    await shopper.add(1);
    const calls = await shopper.world.emulator.calls(mark);
    expect(calls.length).toBeGreaterThan(1);
    for (const call of calls) expect(call.sfdcDwsid).toBe('same-shopper');
  });

  it('is not sought by a session of before: the merge of a sign-in goes without the guest’s', async () => {
    const shopper = await start();
    await shopper.readBoth();
    await shopper.add(1);
    const mark = await shopper.world.emulator.lastCall();
    await shopper.signIn();
    const merge = (await shopper.world.emulator.calls(mark)).find(({ operation }) =>
      operation.endsWith('merge'),
    );
    expect(merge?.sfdcDwsid).toBeNull();
  });
});
