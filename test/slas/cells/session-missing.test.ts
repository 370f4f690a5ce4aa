import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { NEW_SESSION, NO_CALLS, REFRESH } from '../../support/wire-lines.ts';

const MISSING = {
  async arrive(shopper) {
    await shopper.readBoth();
    await shopper.add(2);
  },
  // The browser was closed and is back within half an hour: the access token is still good.
  until: (shopper) => shopper.comeBack(600),
  becomes: 'same',
  pieces: 2,
} as const satisfies Partial<Cell>;
const HEADLESS = {
  ...MISSING,
  ask: (shopper) => shopper.readHeadless(),
  gets: 'page',
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  ...MISSING,
  ask: (shopper) => shopper.readController('Cart-Show'),
} as const satisfies Partial<Cell>;

describeCells('session-missing', {
  headless: {
    manual: [{ ...HEADLESS, calls: NEW_SESSION }],
    'hybrid-auth': [{ ...HEADLESS, calls: REFRESH }],
  },
  controller: {
    manual: [{ ...CONTROLLER, calls: NEW_SESSION, gets: 'reload' }],
    'hybrid-auth': [{ ...CONTROLLER, calls: NO_CALLS, gets: 'page' }],
  },
});
