import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';
import { inspect } from '../../support/shopper-inspection.ts';

const start = slasStage();
const MERGE = 'baskets/actions/merge';

describe('a basket that cannot be merged at sign-in', () => {
  it.each([
    ['no answer', { drop: 'before' }],
    ['503', { status: 503 }],
    ['429', { status: 429, retryAfterSeconds: 1 }],
  ] as const)('keeps its guest, who signs in a moment later: %s', async (_, fault) => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readBoth();
    await shopper.add(2);
    const before = browser.cookieNames().map((name) => [name, browser.cookie(name)]);
    await world.emulator.faults({ operation: MERGE, times: 1, ...fault });
    expect((await shopper.signIn()).status).toBeGreaterThanOrEqual(429);
    expect(browser.cookieNames().map((name) => [name, browser.cookie(name)])).toEqual(before);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 2 });
    await world.emulator.advance(2);
    expect((await shopper.signIn()).status).toBe(200);
    expect(await inspect(shopper)).toMatchObject({ kind: 'registered', pieces: 2 });
  });

  it('keeps nobody from signing in where SCAPI refuses it for good', async () => {
    const shopper = await start();
    await shopper.readBoth();
    await shopper.world.emulator.faults({ operation: MERGE, status: 403 });
    expect((await shopper.signIn()).status).toBe(200);
    expect(await inspect(shopper)).toMatchObject({ kind: 'registered' });
  });
});
