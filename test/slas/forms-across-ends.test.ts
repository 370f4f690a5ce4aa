import { afterEach, describe, expect, it } from '@jest/globals';
import { CLIENT_KINDS, type ClientKind } from '../../shared/src/slas/situation.ts';
import { controller, HybridShopper } from '../support/hybrid-shopper.ts';
import { inspect } from '../support/shopper-inspection.ts';
import { type SlasWorld, startSlasWorld } from '../support/slas-world.ts';
import { BRIDGED_GUEST, inTurn, NEW_SESSION, REFRESH, wireLine } from '../support/wire-lines.ts';

let world: SlasWorld | undefined;
afterEach(() => world?.close());

async function start(client: ClientKind): Promise<HybridShopper> {
  world = await startSlasWorld({ client });
  return new HybridShopper(world);
}

async function wire(shopper: HybridShopper, mark: number): Promise<string[]> {
  return (await shopper.world.emulator.calls(mark)).map(wireLine);
}

describe.each(CLIENT_KINDS)('a form of a controller (%s client)', (client) => {
  it('that is the first request of all puts its piece into the basket of the pair', async () => {
    const shopper = await start(client);
    const answer = await shopper.addOnController(1);
    expect([answer.status, answer.location]).toEqual([
      303,
      `${shopper.world.origin}${controller('Cart-Show')}`,
    ]);
    expect(await wire(shopper, 0)).toEqual(BRIDGED_GUEST[client]);
    expect(await inspect(shopper)).toMatchObject({ kind: 'guest', pieces: 1 });
  });

  it('whose session has ended is sent once more, and counts once', async () => {
    const shopper = await start(client);
    await shopper.readBoth();
    await shopper.add(2);
    const before = await inspect(shopper);
    await shopper.world.emulator.advance(1_900);
    const mark = await shopper.world.emulator.lastCall();
    const reload = await shopper.addOnController(3);
    expect([reload.status, reload.location]).toEqual([307, reload.url]);
    const again = await shopper.addOnController(3);
    expect(again.status).toBe(303);
    expect(await wire(shopper, mark)).toEqual(inTurn(REFRESH, NEW_SESSION)[client]);
    const { customerId } = before;
    expect(await inspect(shopper)).toMatchObject({ customerId, pieces: 5 });
  });

  it('that signs in with a session that has ended takes the basket along', async () => {
    const shopper = await start(client);
    await shopper.readBoth();
    await shopper.add(2);
    await shopper.world.emulator.advance(1_900);
    const answer = await shopper.signInOnController();
    expect(answer.status).toBe(303);
    expect(await inspect(shopper)).toMatchObject({ login: 'jane@example.com', pieces: 2 });
  });
});
