import { afterEach, describe, expect, it } from '@jest/globals';
import { labelOf } from '../../commerce-emulator/src/platform/random-ids.ts';
import { CLIENT_KINDS, type ClientKind } from '../../shared/src/slas/situation.ts';
import { controller, HybridShopper } from '../support/hybrid-shopper.ts';
import { inspect } from '../support/shopper-inspection.ts';
import { type SlasWorld, startSlasWorld } from '../support/slas-world.ts';

let world: SlasWorld | undefined;
afterEach(() => world?.close());

interface Change {
  readonly title: string;
  readonly isSignedIn?: true;
  readonly go: (shopper: HybridShopper) => Promise<unknown>;
  readonly login: string | null;
}

const CHANGES: readonly Change[] = [
  { title: 'signing in', go: (shopper) => shopper.signIn(), login: 'jane@example.com' },
  {
    title: 'signing in on a controller',
    go: (shopper) => shopper.signInOnController(),
    login: 'jane@example.com',
  },
  { title: 'registering', go: (shopper) => shopper.register(), login: 'john@example.com' },
  {
    title: 'registering on a controller',
    go: (shopper) => shopper.registerOnController(),
    login: 'john@example.com',
  },
  { title: 'signing out', isSignedIn: true, go: (shopper) => shopper.signOut(), login: null },
  {
    title: 'signing out on a controller',
    isSignedIn: true,
    go: (shopper) => shopper.signOutOnController(),
    login: null,
  },
];

async function start(client: ClientKind, { isSignedIn }: Change): Promise<HybridShopper> {
  world = await startSlasWorld({ client });
  const shopper = new HybridShopper(world);
  await shopper.readBoth();
  await shopper.add(2);
  if (isSignedIn) await shopper.signIn();
  await shopper.readController();
  return shopper;
}

/** Carries the change out, walks on over both sides, and looks for the session from before. */
async function expectLeftBehind(shopper: HybridShopper, change: Change): Promise<void> {
  const { browser } = shopper;
  const { emulator } = shopper.world;
  const old = browser.cookie('dwsid') ?? '';
  await change.go(shopper);
  // A failure is kept for a second, for those who came together.
  await emulator.advance(2);
  const [sent, mark] = [browser.sentSessions.length, await emulator.lastCall()];
  for (const path of [controller('Home-Show'), '/', controller('Cart-Show'), '/app/shopper']) {
    expect((await browser.open(path)).status).toBe(200);
  }
  const seen = await inspect(shopper);
  expect(seen.login).toBe(change.login);
  expect(seen.dwsid).not.toBe(old);
  expect(browser.sentSessions.slice(sent)).not.toContain(old);
  const later = await emulator.calls(mark, { pages: true });
  expect(later.map(({ dwsid }) => dwsid)).not.toContain(labelOf(old));
}

describe.each(CLIENT_KINDS)('the session from before is never sent again (%s client)', (client) => {
  it.each(CHANGES)('after $title', async (change) => {
    await expectLeftBehind(await start(client, change), change);
  });

  it.each(CHANGES)('after $title while OCAPI brings no other one', async (change) => {
    const shopper = await start(client, change);
    await shopper.world.emulator.faults({ operation: 'sessions', status: 503, times: 1 });
    await expectLeftBehind(shopper, change);
  });
});
