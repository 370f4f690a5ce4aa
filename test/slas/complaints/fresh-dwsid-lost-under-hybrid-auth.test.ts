import { describe, expect, it } from '@jest/globals';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #2190, #3151: the session of the token answer was dropped, or deleted again after signing in.
describe('the session that a token answer brings under Hybrid Auth', () => {
  it('is the one that the browser has afterwards', async () => {
    const shopper = await start({ mode: 'hybrid-auth' });
    await shopper.readHeadless();
    const [guest] = [shopper.browser.cookie('dwsid')];
    expect(guest).toBeDefined();
    await shopper.add(1);
    await shopper.signIn();
    expect(shopper.browser.cookie('dwsid')).toBeDefined();
    expect(await inspect(shopper)).toMatchObject({ kind: 'registered', pieces: 1 });
  });
});
