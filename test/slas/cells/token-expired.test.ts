import type { Cell } from '../../support/cell-play.ts';
import { describeCells } from '../../support/cell-table.ts';
import type { HybridShopper } from '../../support/hybrid-shopper.ts';
import { NO_CALLS, REFRESH } from '../../support/wire-lines.ts';

/** The session is used halfway, so that the token ends and the session does not. */
async function outliveToken(shopper: HybridShopper): Promise<void> {
  await shopper.world.emulator.advance(1_000);
  await shopper.readController();
  await shopper.world.emulator.advance(1_000);
}

const GUEST = {
  by: 'a guest',
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.add(2);
  },
  until: outliveToken,
  gets: 'page',
  becomes: 'same',
  pieces: 2,
} as const satisfies Partial<Cell>;
const REGISTERED = {
  ...GUEST,
  by: 'somebody registered',
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.signIn();
    await shopper.add(2);
  },
} as const satisfies Partial<Cell>;
/** A minute before its end a token is as good as past (slas.md §2.3). */
const ALMOST = {
  ...GUEST,
  by: 'a guest whose token has a minute left',
  async until(shopper) {
    // The session has been used: later than its guard that would look like another one.
    await shopper.readController();
    await shopper.world.emulator.advance(1_740);
  },
} as const satisfies Partial<Cell>;

const HEADLESS = {
  ask: (shopper) => shopper.readHeadless(),
  calls: REFRESH,
} as const satisfies Partial<Cell>;
const CONTROLLER = {
  ask: (shopper) => shopper.readController('Cart-Show'),
  calls: NO_CALLS,
  cannotOccur: true,
  foundOutBy: HEADLESS,
} as const satisfies Partial<Cell>;

const headless = [GUEST, REGISTERED, ALMOST].map((cell) => ({ ...cell, ...HEADLESS }));
const controller = [GUEST, REGISTERED].map((cell) => ({ ...cell, ...CONTROLLER }));

describeCells('token-expired', {
  headless: { manual: headless, 'hybrid-auth': headless },
  controller: { manual: controller, 'hybrid-auth': controller },
});
