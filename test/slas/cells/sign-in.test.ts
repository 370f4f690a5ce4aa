import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { inTurn, NEW_SESSION, NO_CALLS, SIGN_IN } from '../../support/wire-lines.ts';

const HEADLESS = {
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.add(2);
  },
  ask: (shopper) => shopper.signIn(),
  gets: 'page',
  becomes: { login: 'jane@example.com' },
  pieces: 2,
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  async arrive(shopper) {
    await shopper.readController();
    await shopper.addOnController(2);
  },
  ask: (shopper) => shopper.signInOnController(),
  gets: { redirect: 'Home-Show' },
  becomes: { login: 'jane@example.com' },
  pieces: 2,
} as const satisfies Partial<Cell>;

describeCells('sign-in', {
  headless: {
    manual: [{ ...HEADLESS, calls: inTurn(SIGN_IN, NEW_SESSION) }],
    'hybrid-auth': [{ ...HEADLESS, calls: SIGN_IN }],
  },
  controller: {
    manual: [{ ...CONTROLLER, calls: inTurn(SIGN_IN, NEW_SESSION) }],
    'hybrid-auth': [{ ...CONTROLLER, calls: NO_CALLS }],
  },
});
