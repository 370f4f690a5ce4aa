import { describe, expect, it } from '@jest/globals';
import { controller, type HybridShopper } from '../support/hybrid-shopper.ts';
import { inspect } from '../support/shopper-inspection.ts';
import { slasStage } from '../support/slas-stage.ts';

const start = slasStage();

/** Comes back, loses the first answer, and gets the same session once more, shortly before it is given out no longer. */
async function landLate(shopper: HybridShopper, path: string): Promise<void> {
  await shopper.readBoth();
  await shopper.add(2);
  await shopper.comeBack();
  await shopper.browser.ask(path, { lost: true });
  await shopper.world.emulator.advance(55);
  const mark = await shopper.world.emulator.lastCall();
  await shopper.browser.ask(path);
  expect(await shopper.world.emulator.operations(mark)).not.toContain('sessions');
  expect(shopper.browser.cookie('cc-sg_RefArch')).toBeDefined();
}

describe('the guard of a session', () => {
  it.each(['/', controller('Home-Show')])(
    'is gone before the session times out, however late %s was answered',
    async (path) => {
      const shopper = await start();
      await landLate(shopper, path);
      // 30 minutes and 5 seconds after the session was made.
      await shopper.world.emulator.advance(1_750);
      await shopper.browser.open(controller('Cart-Show'));
      expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 2 });
    },
  );
});
