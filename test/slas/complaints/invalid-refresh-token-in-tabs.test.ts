import { describe, expect, it } from '@jest/globals';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #527, #505, #1135, #3786, #3788: of two tabs the second one lost its shopper.
describe('"invalid refresh_token" with several tabs', () => {
  it.each(['public', 'private'] as const)(
    'comes to nobody: one refresh for all (%s client)',
    async (client) => {
      const shopper = await start({ client });
      const { browser, world } = shopper;
      await shopper.readBoth();
      await shopper.add(1);
      await world.emulator.advance(1_750);
      const mark = await world.emulator.lastCall();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => browser.ask('/app/shopper', { lost: true })),
      );
      expect(await world.emulator.operations(mark)).toEqual(['token']);
      expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
      for (const answer of answers) browser.keep(answer);
      expect(await inspect(shopper)).toMatchObject({ pieces: 1 });
    },
  );

  it('comes to no tab that is slow, and still has the old token', async () => {
    const shopper = await start({ client: 'public' });
    const { browser, world } = shopper;
    await shopper.readBoth();
    await world.emulator.advance(1_750);
    const lost = await browser.ask('/app/shopper', { lost: true });
    await world.emulator.advance(30);
    const mark = await world.emulator.lastCall();
    const late = await browser.ask('/app/shopper');
    expect(JSON.parse(late.body)).toEqual(JSON.parse(lost.body));
    expect(await world.emulator.operations(mark)).toEqual([]);
  });
});
