import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import type { HybridShopper } from '../../support/hybrid-shopper.ts';
import { inTurn, NEW_SESSION, NO_CALLS, REFRESH } from '../../support/wire-lines.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

async function arriveAsGuest(shopper: HybridShopper): Promise<void> {
  await shopper.readBoth();
  await shopper.add(2);
}

async function arriveSignedIn(shopper: HybridShopper): Promise<void> {
  await shopper.readHeadless();
  await shopper.signIn();
  await shopper.readController();
  await shopper.add(2);
}

/** Asks for a page of the controllers every 20 minutes: the session is never idle, and old. */
async function beBusyForSixHours(shopper: HybridShopper): Promise<void> {
  for (let passed = 0; passed < 6 * HOUR; passed += 20 * MINUTE) {
    await shopper.readController();
    await shopper.world.emulator.advance(20 * MINUTE);
  }
}

const CONTROLLER = {
  ask: (shopper) => shopper.readController('Cart-Show?lang=en'),
  gets: 'page',
  becomes: 'same',
  pieces: 2,
} as const satisfies Partial<Cell>;
const beIdle = ({ world }: HybridShopper) => world.emulator.advance(31 * MINUTE);
const played = [
  { by: 'a guest, 30 min idle', arrive: arriveAsGuest, until: beIdle },
  { by: 'somebody registered, 30 min idle', arrive: arriveSignedIn, until: beIdle },
  { by: 'a guest, 6 h busy', arrive: arriveAsGuest, until: beBusyForSixHours },
  { by: 'somebody registered, 6 h busy', arrive: arriveSignedIn, until: beBusyForSixHours },
].map((cell) => ({ ...CONTROLLER, ...cell }));

const FOUND_OUT = {
  ...CONTROLLER,
  arrive: arriveAsGuest,
  ask: (shopper) => shopper.readHeadless(),
  calls: NO_CALLS,
  cannotOccur: true,
} as const satisfies Partial<Cell>;
/** The token is renewed shortly before the session has been idle for too long. */
const renewToken = async (shopper: HybridShopper) => {
  await shopper.world.emulator.advance(1_750);
  await shopper.readHeadless();
  await shopper.world.emulator.advance(100);
};
/** A renewed token brings another session there, so only the instance itself ends one early. */
const loseSessions = async ({ world }: HybridShopper) => world.emulator.platform.sessions.clear();
const askController = (shopper: HybridShopper) => shopper.readController('Cart-Show');

describeCells('session-expired', {
  headless: {
    manual: [
      {
        ...FOUND_OUT,
        until: renewToken,
        foundOutBy: { ask: askController, calls: inTurn(REFRESH, NEW_SESSION) },
      },
    ],
    'hybrid-auth': [
      { ...FOUND_OUT, until: loseSessions, foundOutBy: { ask: askController, calls: NO_CALLS } },
    ],
  },
  controller: {
    manual: played.map((cell) => ({
      ...cell,
      calls: inTurn(REFRESH, NEW_SESSION),
      gets: 'reload',
    })),
    'hybrid-auth': played.map((cell) => ({ ...cell, calls: NO_CALLS })),
  },
});
