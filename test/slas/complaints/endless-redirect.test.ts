import { describe, expect, it } from '@jest/globals';
import { controller } from '../../support/hybrid-shopper.ts';
import { piecesOn } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

// plugin_slas guards against it with `cc-sg`: the session of `/sessions` starts with its first use.
describe('an endless redirect', () => {
  it('ends after one for somebody who comes back', async () => {
    const shopper = await start();
    await shopper.readBoth();
    await shopper.comeBack();
    const first = await shopper.readController();
    expect([first.status, first.location]).toEqual([
      302,
      `${shopper.world.origin}${controller('Home-Show')}`,
    ]);
    expect((await shopper.readController()).status).toBe(200);
    expect((await shopper.readController()).status).toBe(200);
  });

  it('does not begin in a browser that keeps no session cookie', async () => {
    const shopper = await start();
    await shopper.readBoth();
    await shopper.comeBack();
    const statuses: number[] = [];
    for (let page = 0; page < 4; page++) {
      statuses.push((await shopper.readController()).status);
      shopper.browser.lose('dwsid');
    }
    // One reload for each page that somebody asked for, and never two for one.
    expect(statuses).toEqual([302, 200, 302, 200]);
  });

  it('is not feared where a browser was closed after a headless page: the basket is there', async () => {
    const shopper = await start();
    await shopper.readHeadless();
    await shopper.add(2);
    shopper.browser.restart();
    const page = await shopper.browser.open(controller('Cart-Show'));
    expect(piecesOn(page.body)).toBe(2);
  });

  it('does not begin in a browser that keeps no cookie at all', async () => {
    const shopper = await start();
    for (let page = 0; page < 3; page++) {
      const answer = await shopper.browser.ask(controller('Home-Show'), { lost: true });
      expect(answer.status).toBe(200);
    }
  });
});
