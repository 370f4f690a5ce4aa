import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import { loseTokens } from '../../support/lost-tokens.ts';
import { BRIDGED_GUEST, NEW_GUEST, NO_CALLS } from '../../support/wire-lines.ts';

const MISSING = {
  async arrive(shopper) {
    await shopper.readBoth();
    await shopper.add(2);
  },
  until: loseTokens,
  gets: 'page',
  becomes: 'same',
  pieces: 2,
} as const satisfies Partial<Cell>;
const HEADLESS = {
  ...MISSING,
  ask: (shopper) => shopper.readHeadless(),
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  ...MISSING,
  ask: (shopper) => shopper.readController('Cart-Show'),
} as const satisfies Partial<Cell>;

describeCells('tokens-missing', {
  headless: {
    manual: [{ ...HEADLESS, calls: BRIDGED_GUEST }],
    // A lone session is one whose tokens were cleared: nobody knows it any more.
    'hybrid-auth': [
      { ...HEADLESS, calls: NEW_GUEST, becomes: 'new', pieces: 0, cannotOccur: true },
    ],
  },
  controller: {
    manual: [{ ...CONTROLLER, calls: BRIDGED_GUEST }],
    'hybrid-auth': [{ ...CONTROLLER, calls: NO_CALLS }],
  },
});
