import { describe, expect, it } from '@jest/globals';
import { piecesOn, inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #738, #684, #1220, #460: signed in on the headless side, a guest with an empty basket on the other.
describe('a basket that looks empty after signing in', () => {
  it.each(['public', 'private'] as const)(
    'is the guest’s on both sides (%s client)',
    async (client) => {
      const shopper = await start({ client });
      await shopper.readBoth();
      await shopper.add(2);
      const before = shopper.browser.cookie('dwsid');
      expect((await shopper.signIn()).status).toBe(200);
      expect(shopper.browser.cookie('dwsid')).not.toBe(before);
      const page = await shopper.readController('Cart-Show');
      expect([piecesOn(page.body), page.body.includes('Jane')]).toEqual([2, true]);
      expect(await inspect(shopper)).toMatchObject({ kind: 'registered', pieces: 2 });
    },
  );
});
