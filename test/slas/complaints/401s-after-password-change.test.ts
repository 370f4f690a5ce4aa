import { describe, expect, it } from '@jest/globals';
import { HybridShopper } from '../../support/hybrid-shopper.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #658, #1475, #3860: every call was refused for half an hour.
describe('401s after the password was changed elsewhere', () => {
  it('end with the first one: the shopper is a guest, and can sign in with the new password', async () => {
    const shopper = await start();
    const elsewhere = new HybridShopper(shopper.world);
    for (const each of [shopper, elsewhere]) {
      await each.readBoth();
      await shopper.world.emulator.advance(2);
      await each.signIn();
    }
    await shopper.add(1);
    await elsewhere.changePassword('Password9!');
    const cart = await shopper.browser.ask('/app/cart');
    expect([cart.status, cart.body]).toEqual([200, '{}']);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 0 });
    await shopper.world.emulator.advance(2);
    await shopper.signIn({ username: 'jane@example.com', password: 'Password9!' });
    expect(await inspect(shopper)).toMatchObject({ kind: 'registered', pieces: 1 });
  });

  it('are renewed once where it is the token alone that SCAPI does not take', async () => {
    const shopper = await start();
    const { emulator } = shopper.world;
    await shopper.readBoth();
    await shopper.add(1);
    await emulator.faults({ operation: 'customers/{id}/baskets', status: 401, times: 1 });
    const mark = await emulator.lastCall();
    expect((await shopper.browser.ask('/app/cart')).status).toBe(200);
    expect(await emulator.operations(mark)).toEqual([
      'customers/{id}/baskets',
      'token',
      'customers/{id}/baskets',
    ]);
  });
});
