import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

describe('SLAS that never answers', () => {
  it('costs a page the timeout, three pages in all, and then none: it is left alone for a while', async () => {
    const shopper = await start({ bridge: { timeoutSeconds: 0.2 } });
    const { emulator } = shopper.world;
    await emulator.faults({ operation: 'token', hang: true });
    const mark = await emulator.lastCall();
    for (let page = 0; page < 6; page++) {
      const answer = await shopper.readHeadless();
      expect([answer.status, answer.body]).toEqual([200, 'null']);
    }
    expect(await emulator.operations(mark)).toEqual(['token', 'token', 'token']);
  });
});
