import { describe, expect, it } from '@jest/globals';
import { controller } from '../../support/hybrid-shopper.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

describe('OCAPI that makes no session', () => {
  it('does not lose the tokens of a spent refresh token: the next page fetches the session', async () => {
    const shopper = await start({ client: 'public' });
    const { browser, world } = shopper;
    await shopper.readBoth();
    await shopper.add(2);
    await shopper.comeBack();
    await world.emulator.faults({ operation: 'sessions', status: 503 });
    expect(JSON.parse((await shopper.readHeadless()).body).kind).toBe('guest');
    expect(browser.cookie('dwsid')).toBeUndefined();
    await world.emulator.clearFaults();
    await world.emulator.advance(2);
    await shopper.readHeadless();
    expect(await inspect(shopper)).toMatchObject({ pieces: 2 });
  });

  it('takes the guest’s session away from somebody who has signed in: never two shoppers at once', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readBoth();
    await shopper.add(1);
    await world.emulator.faults({ operation: 'sessions', status: 503, times: 1 });
    expect((await shopper.signIn()).status).toBe(200);
    expect(browser.cookie('dwsid')).toBeUndefined();
    await world.emulator.advance(2);
    await browser.open(controller('Cart-Show'));
    expect(await inspect(shopper)).toMatchObject({ kind: 'registered', pieces: 1 });
  });
});
