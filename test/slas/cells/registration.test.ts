import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { inTurn, NEW_SESSION, NO_CALLS, REGISTER, SIGN_IN } from '../../support/wire-lines.ts';

const HEADLESS = {
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.add(2);
  },
  ask: (shopper) => shopper.register(),
  gets: 'page',
  becomes: { login: 'john@example.com' },
  pieces: 2,
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  async arrive(shopper) {
    await shopper.readController();
    await shopper.addOnController(2);
  },
  ask: (shopper) => shopper.registerOnController(),
  gets: { redirect: 'Home-Show' },
  becomes: { login: 'john@example.com' },
  pieces: 2,
} as const satisfies Partial<Cell>;

describeCells('registration', {
  headless: {
    manual: [{ ...HEADLESS, calls: inTurn(REGISTER, SIGN_IN, NEW_SESSION) }],
    'hybrid-auth': [{ ...HEADLESS, calls: inTurn(REGISTER, SIGN_IN) }],
  },
  controller: {
    manual: [{ ...CONTROLLER, calls: inTurn(REGISTER, SIGN_IN, NEW_SESSION) }],
    'hybrid-auth': [{ ...CONTROLLER, calls: NO_CALLS }],
  },
});
