import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { HybridShopper } from '../../support/hybrid-shopper.ts';
import {
  BRIDGED_GUEST,
  inTurn,
  NEW_GUEST,
  NEW_SESSION,
  NO_CALLS,
  REFUSED_BASKETS,
  REFUSED_REFRESH,
} from '../../support/wire-lines.ts';

const CHANGED = {
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.signIn();
    await shopper.readController();
    await shopper.add(2);
  },
  async until({ world }) {
    const elsewhere = new HybridShopper(world);
    await elsewhere.readHeadless();
    await elsewhere.signIn();
    await elsewhere.changePassword('Password3!');
  },
  gets: 'page',
  becomes: 'new',
  // What Jane has put in stays hers.
  pieces: 0,
} as const satisfies Partial<Cell>;
const HEADLESS = {
  ...CHANGED,
  ask: ({ browser }) => browser.ask('/app/cart'),
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  ...CHANGED,
  ask: (shopper) => shopper.readController('Cart-Show'),
} as const satisfies Partial<Cell>;

describeCells('password-changed', {
  headless: {
    manual: [{ ...HEADLESS, calls: inTurn(REFUSED_BASKETS, NEW_GUEST, NEW_SESSION) }],
    'hybrid-auth': [{ ...HEADLESS, calls: inTurn(REFUSED_BASKETS, NEW_GUEST) }],
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
