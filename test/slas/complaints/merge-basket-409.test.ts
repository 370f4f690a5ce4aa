import { describe, expect, it } from '@jest/globals';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #1410: mergeBasket answered 409 where the guest had no basket, and the sign-in failed with it.
describe('mergeBasket that answers 409', () => {
  it('is nothing to merge, and nobody’s error', async () => {
    const shopper = await start();
    await shopper.readBoth();
    const mark = await shopper.world.emulator.lastCall();
    expect((await shopper.signIn()).status).toBe(200);
    const calls = await shopper.world.emulator.calls(mark);
    expect(calls.map(({ operation, status }) => [operation, status])).toContainEqual([
      'baskets/actions/merge',
      409,
    ]);
    expect(await inspect(shopper)).toMatchObject({ kind: 'registered', pieces: 0 });
  });
});
