import { describeCells } from '../../support/cell-table.ts';
import {
  BRIDGED_GUEST,
  inTurn,
  NEW_GUEST,
  NEW_SESSION,
  NO_CALLS,
} from '../../support/wire-lines.ts';

const LANDING = { gets: 'page', becomes: 'new', pieces: 0 } as const;

describeCells('first-landing', {
  headless: {
    manual: [
      {
        ...LANDING,
        ask: (shopper) => shopper.readHeadless(),
        calls: inTurn(NEW_GUEST, NEW_SESSION),
      },
    ],
    'hybrid-auth': [{ ...LANDING, ask: (shopper) => shopper.readHeadless(), calls: NEW_GUEST }],
  },
  controller: {
    manual: [
      {
        ...LANDING,
        ask: (shopper) => shopper.readController(),
        calls: BRIDGED_GUEST,
        isSessionOfPlatform: true,
      },
    ],
    'hybrid-auth': [{ ...LANDING, ask: (shopper) => shopper.readController(), calls: NO_CALLS }],
  },
});
