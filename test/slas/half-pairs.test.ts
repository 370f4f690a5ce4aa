import { afterEach, describe, expect, it } from '@jest/globals';
import { CLIENT_KINDS, ENTRIES, type Entry } from '../../shared/src/slas/situation.ts';
import { type Cell, playCell } from '../support/cell-play.ts';
import { controller, HybridShopper } from '../support/hybrid-shopper.ts';
import { endRefreshToken } from '../support/refresh-token-end.ts';
import { inspect } from '../support/shopper-inspection.ts';
import { type SlasWorld, startSlasWorld } from '../support/slas-world.ts';
import { BRIDGED_GUEST, inTurn, REFUSED_REFRESH, wireLine } from '../support/wire-lines.ts';

let world: SlasWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const ASK = {
  headless: (shopper: HybridShopper) => shopper.readHeadless(),
  controller: (shopper: HybridShopper) => shopper.readController('Cart-Show'),
} satisfies Record<Entry, Cell['ask']>;

async function outliveToken(shopper: HybridShopper): Promise<void> {
  await shopper.world.emulator.advance(1_000);
  await shopper.readController();
  await shopper.world.emulator.advance(1_000);
}

describe.each(CLIENT_KINDS)('one half of a pair (%s client)', (client) => {
  it('keeps the basket where the refresh token is dead and the session is not', () =>
    playCell(
      { event: 'tokens-missing', entry: 'headless', client, mode: 'manual' },
      {
        async arrive(shopper) {
          await shopper.readBoth();
          await shopper.add(2);
        },
        async until(shopper) {
          await outliveToken(shopper);
          await endRefreshToken(shopper);
        },
        ask: ASK.headless,
        calls: inTurn(REFUSED_REFRESH, BRIDGED_GUEST),
        gets: 'page',
        becomes: 'same',
        pieces: 2,
      },
    ));

  it('is the session that a change of password has left: a guest, as the controllers have it', async () => {
    world = await startSlasWorld({ client });
    const [shopper, elsewhere] = [new HybridShopper(world), new HybridShopper(world)];
    await shopper.readHeadless();
    await shopper.signIn();
    await shopper.readController();
    await shopper.add(2);
    await outliveToken(shopper);
    await elsewhere.readHeadless();
    await elsewhere.signIn();
    await elsewhere.changePassword('Password3!');
    const mark = await world.emulator.lastCall();
    await shopper.readHeadless();
    const calls = (await world.emulator.calls(mark)).map(wireLine);
    expect(calls).toEqual(inTurn(REFUSED_REFRESH, BRIDGED_GUEST)[client]);
    // For the platform it starts with the next page of a controller, and then it is fetched like any other.
    expect((await shopper.browser.open(controller('Cart-Show'))).status).toBe(200);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 0 });
  });

  it('is a stranger under Hybrid Auth, where no session is adopted', async () => {
    world = await startSlasWorld({ client, mode: 'hybrid-auth' });
    const shopper = new HybridShopper(world);
    await shopper.readBoth();
    await outliveToken(shopper);
    await endRefreshToken(shopper);
    const page = await shopper.readHeadless();
    expect(JSON.parse(page.body)).toMatchObject({ kind: 'guest' });
    expect(world.news.map(({ event }) => event)).not.toContain('tokens-missing');
  });

  it.each(ENTRIES)('is completed by the next page where SLAS was down at first (%s)', (entry) =>
    playCell(
      { event: 'tokens-missing', entry, client, mode: 'manual' },
      {
        async arrive(shopper) {
          const { emulator } = shopper.world;
          await emulator.faults({ operation: 'session-bridge/token', status: 503, times: 1 });
          await shopper.addOnController(2);
          // The failure is kept for a second, for those who came together.
          await emulator.advance(2);
        },
        isNobodyYet: true,
        ask: ASK[entry],
        calls: BRIDGED_GUEST,
        gets: 'page',
        becomes: 'new',
        pieces: 2,
      },
    ),
  );
});
