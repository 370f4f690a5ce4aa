import { describe, expect, it } from '@jest/globals';
import { controller } from '../../support/hybrid-shopper.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();
const ANALYTICS = controller('__Analytics-Start');

// pwa-kit #2397: what a page asks for beside itself began a session of its own, and a second guest.
describe('two guests from parallel requests', () => {
  it('are one: requests beside a page begin no session', async () => {
    const shopper = await start();
    const { browser } = shopper;
    const [page] = await Promise.all([
      browser.ask('/', { lost: true }),
      browser.ask(ANALYTICS, { headers: { accept: 'image/*' }, lost: true }),
    ]);
    const beside = browser.history.find(({ url }) => url.includes('__Analytics'));
    expect(beside?.setCookies.filter((line) => line.startsWith('dwsid='))).toEqual([]);
    for (const answer of browser.history) browser.keep(answer);
    expect(page.status).toBe(200);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest' });
  });

  it('are one: a page’s own scripts and pictures make none before the page has', async () => {
    const shopper = await start();
    await shopper.browser.ask('/app/static', { headers: { accept: 'image/*' } });
    expect(await shopper.world.emulator.operations()).toEqual([]);
    expect(shopper.browser.cookieNames()).toEqual([]);
  });

  it('are none at all for what is fetched ahead of a click', async () => {
    const shopper = await start();
    await shopper.browser.ask('/', { headers: { 'sec-purpose': 'prefetch' } });
    expect(shopper.browser.history[0]?.setCookies.length).toBeGreaterThan(0);
  });
});
