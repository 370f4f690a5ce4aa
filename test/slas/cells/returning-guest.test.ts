import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { inTurn, NEW_SESSION, NO_CALLS, REFRESH } from '../../support/wire-lines.ts';

const RETURN = {
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.add(2);
  },
  until: (shopper) => shopper.comeBack(),
  becomes: 'same',
  pieces: 2,
} as const satisfies Partial<Cell>;
const HEADLESS = {
  ...RETURN,
  ask: (shopper) => shopper.readHeadless(),
  gets: 'page',
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  ...RETURN,
  ask: (shopper) => shopper.readController('Cart-Show?lang=en'),
} as const satisfies Partial<Cell>;

describeCells('returning-guest', {
  headless: {
    manual: [{ ...HEADLESS, calls: inTurn(REFRESH, NEW_SESSION) }],
    'hybrid-auth': [{ ...HEADLESS, calls: REFRESH }],
  },
  controller: {
    manual: [{ ...CONTROLLER, calls: inTurn(REFRESH, NEW_SESSION), gets: 'reload' }],
    'hybrid-auth': [{ ...CONTROLLER, calls: NO_CALLS, gets: 'page' }],
  },
});
