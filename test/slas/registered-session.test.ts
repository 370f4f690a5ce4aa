import { describe, it } from '@jest/globals';
import { CLIENT_KINDS, ENTRIES } from '../../shared/src/slas/situation.ts';
import { type Cell, playCell } from '../support/cell-play.ts';
import type { HybridShopper } from '../support/hybrid-shopper.ts';
import { loseTokens } from '../support/lost-tokens.ts';
import { BRIDGED_REGISTERED, inTurn, NEW_GUEST, NEW_SESSION } from '../support/wire-lines.ts';

const SIGNED_IN = {
  async arrive(shopper) {
    await shopper.readHeadless();
    await shopper.signIn();
    await shopper.readController();
    await shopper.add(2);
  },
  gets: 'page',
} as const satisfies Partial<Cell>;

const ASK = {
  headless: (shopper: HybridShopper) => shopper.readHeadless(),
  controller: (shopper: HybridShopper) => shopper.readController('Cart-Show'),
};

describe('a registered session whose tokens are lost', () => {
  for (const entry of ENTRIES) {
    it.each(CLIENT_KINDS)(
      `is adopted as who it is, by its dwsrst (${entry}, %s client)`,
      (client) =>
        playCell(
          { event: 'tokens-missing', entry, client, mode: 'manual' },
          {
            ...SIGNED_IN,
            until: loseTokens,
            ask: ASK[entry],
            calls: BRIDGED_REGISTERED,
            becomes: 'same',
            pieces: 2,
          },
        ),
    );
  }

  it.each(CLIENT_KINDS)('is a stranger once it has ended (%s client)', (client) =>
    playCell(
      { event: 'first-landing', entry: 'headless', client, mode: 'manual' },
      {
        ...SIGNED_IN,
        async until(shopper) {
          await loseTokens(shopper);
          await shopper.world.emulator.advance(1_800);
        },
        ask: ASK.headless,
        calls: inTurn(NO_SESSION, NEW_GUEST, NEW_SESSION),
        becomes: 'new',
        pieces: 0,
      },
    ),
  );
});

const NO_SESSION = {
  public: ['controllers DomainBridge-Session 404'],
  private: ['controllers DomainBridge-Session 404'],
};
