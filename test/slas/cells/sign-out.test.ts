import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { inTurn, NEW_GUEST, NEW_SESSION, NO_CALLS, SIGN_OUT } from '../../support/wire-lines.ts';

const HEADLESS = {
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.signIn();
    await shopper.add(2);
  },
  ask: (shopper) => shopper.signOut(),
  gets: 'page',
  becomes: 'new',
  // What Jane has put in stays hers.
  pieces: 0,
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  async arrive(shopper) {
    await shopper.readController();
    await shopper.signInOnController();
    await shopper.readController();
    await shopper.addOnController(2);
  },
  ask: (shopper) => shopper.signOutOnController(),
  gets: { redirect: 'Home-Show' },
  becomes: 'new',
  pieces: 0,
} as const satisfies Partial<Cell>;
const WIRE = inTurn(SIGN_OUT, NEW_GUEST);

describeCells('sign-out', {
  headless: {
    manual: [{ ...HEADLESS, calls: inTurn(WIRE, NEW_SESSION) }],
    'hybrid-auth': [{ ...HEADLESS, calls: WIRE }],
  },
  controller: {
    manual: [{ ...CONTROLLER, calls: inTurn(WIRE, NEW_SESSION) }],
    'hybrid-auth': [{ ...CONTROLLER, calls: NO_CALLS }],
  },
});
