import { expect } from '@jest/globals';
import type { EmulatorWorld } from './emulator-world.ts';
import type { VisitingBrowser } from './visiting-browser.ts';

/** Expects token, session and refresh token of a browser to name one customer, asked of the platform. */
export function expectOneShopper(emulator: EmulatorWorld, shopper: VisitingBrowser): void {
  const [first, ...others] = namedCustomers(emulator, shopper);
  expect(first).toEqual(expect.any(String));
  expect(others).toEqual([first, first]);
}

function namedCustomers(
  { platform }: EmulatorWorld,
  shopper: VisitingBrowser,
): (string | undefined)[] {
  const chunks = ['cc-at_RefArch', 'cc-at_RefArch_2', 'cc-at_RefArch_3'];
  const checked = platform.tokens.check(chunks.map((name) => shopper.cookie(name) ?? '').join(''));
  const refreshToken = shopper.cookie('cc-nx_RefArch') ?? shopper.cookie('cc-nx-g_RefArch') ?? '';
  const identities = [
    checked.ok ? checked.token.identity : undefined,
    platform.sessions.living(shopper.cookie('dwsid') ?? '')?.identity,
    platform.refreshTokens.find(refreshToken)?.identity,
  ];
  return identities.map((identity) =>
    identity?.kind === 'registered' ? identity.rcid : identity?.gcid,
  );
}
