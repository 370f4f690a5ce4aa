import { describe, expect, it } from '@jest/globals';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// pwa-kit #3782, #3836: one cookie for the host and one for the domain above it.
describe('two cookies of one name', () => {
  it('are neither of them believed', async () => {
    const shopper = await start();
    const { browser, world } = shopper;
    await shopper.readHeadless();
    const own = browser.jar.getCookieStringSync(world.origin);
    const forged = ['cc-at_RefArch=x.y.z', 'cc-nx-g_RefArch=stolen', 'dwsid=stolen'].join('; ');
    const answer = await browser.ask('/app/shopper', {
      headers: { cookie: `${forged}; ${own}` },
      lost: true,
    });
    expect(answer.status).toBe(200);
    const calls = JSON.stringify(await world.emulator.calls());
    expect(calls).not.toContain('stolen');
    expect(JSON.parse(answer.body).kind).toBe('guest');
  });
});
