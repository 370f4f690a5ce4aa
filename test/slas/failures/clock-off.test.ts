import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../../support/emulator.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

describe.each([
  ['two minutes behind', -120],
  ['two minutes ahead', 120],
])('a clock that is %s', (_, seconds) => {
  it('changes nothing for the shopper, and makes no call for a warm page', async () => {
    const emulator = await startEmulator();
    const clock = () => emulator.clock() + seconds * 1000;
    const shopper = await start({ emulator, bridge: { clock } });
    await shopper.readBoth();
    await shopper.add(1);
    const mark = await emulator.lastCall();
    await shopper.readBoth();
    expect(await emulator.operations(mark)).toEqual([]);
    await emulator.advance(1_790);
    await shopper.browser.ask('/app/cart');
    expect(await inspect(shopper)).toMatchObject({ pieces: 1 });
    await emulator.stop();
  });
});
