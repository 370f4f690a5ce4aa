import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { endRefreshToken } from '../../support/refresh-token-end.ts';
import {
  BRIDGED_GUEST,
  inTurn,
  NEW_GUEST,
  NEW_SESSION,
  NO_CALLS,
  REFUSED_REFRESH,
} from '../../support/wire-lines.ts';

const DEAD = {
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.add(2);
  },
  async until(shopper) {
    await shopper.comeBack();
    await endRefreshToken(shopper);
  },
  gets: 'page',
  becomes: 'new',
  // Nothing is left that could prove whose the basket was.
  pieces: 0,
} as const satisfies Partial<Cell>;
const HEADLESS = {
  ...DEAD,
  ask: (shopper) => shopper.readHeadless(),
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  ...DEAD,
  ask: (shopper) => shopper.readController('Cart-Show'),
} as const satisfies Partial<Cell>;

describeCells('refresh-token-dead', {
  headless: {
    manual: [{ ...HEADLESS, calls: inTurn(REFUSED_REFRESH, NEW_GUEST, NEW_SESSION) }],
    'hybrid-auth': [{ ...HEADLESS, calls: inTurn(REFUSED_REFRESH, NEW_GUEST) }],
  },
  controller: {
    manual: [
      {
        ...CONTROLLER,
        calls: inTurn(REFUSED_REFRESH, BRIDGED_GUEST),
        isSessionOfPlatform: true,
      },
    ],
    'hybrid-auth': [{ ...CONTROLLER, calls: NO_CALLS }],
  },
});
