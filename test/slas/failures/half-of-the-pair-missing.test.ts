import { describe, expect, it } from '@jest/globals';
import { inspect } from '../../support/shopper-inspection.ts';
import { controller } from '../../support/hybrid-shopper.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();

const HALVES = [
  ['the session', ['dwsid']],
  ['the access token', ['cc-at_RefArch', 'cc-at_RefArch_2']],
  ['a chunk of the access token', ['cc-at_RefArch_2']],
  ['the first chunk', ['cc-at_RefArch']],
  ['the refresh token', ['cc-nx-g_RefArch']],
  ['all tokens', ['cc-at_RefArch', 'cc-at_RefArch_2', 'cc-nx-g_RefArch', 'usid_RefArch']],
  ['the usid', ['usid_RefArch']],
] as const;

describe.each(HALVES)('a browser that has lost %s', (_, names) => {
  it.each(['headless', 'controller'] as const)('keeps its basket (%s)', async (side) => {
    const shopper = await start({ client: 'public' });
    await shopper.readBoth();
    await shopper.add(2);
    for (const name of names) shopper.browser.lose(name);
    const answer =
      side === 'headless'
        ? await shopper.readHeadless()
        : await shopper.browser.open(controller('Cart-Show'));
    expect(answer.status).toBe(200);
    await shopper.readHeadless();
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 2 });
  });
});
