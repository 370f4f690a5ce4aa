import { expect } from '@jest/globals';
import { labelOf } from '../../commerce-emulator/src/platform/random-ids.ts';
import { cookiesOf, type Plan, planFor, type Situation } from '../../shared/src/slas.ts';
import type { Answer } from './http-exchange.ts';
import { controller, HybridShopper } from './hybrid-shopper.ts';
import { changedCookies } from './set-cookie-names.ts';
import { type Inspected, inspect } from './shopper-inspection.ts';
import { startSlasWorld } from './slas-world.ts';
import { type WireLines, wireLine } from './wire-lines.ts';

/** One cell of the table of plans, as a browser comes to it. */
export interface Cell {
  /** Who it is, where a cell is played by more than one. */
  readonly by?: string;
  /** How the shopper came to be who it is; left out: nobody was here before. */
  readonly arrive?: (shopper: HybridShopper) => Promise<unknown>;
  /** There are no tokens after that, and nothing to compare with. */
  readonly isNobodyYet?: true;
  /** What happens before the request. */
  readonly until?: (shopper: HybridShopper) => Promise<unknown>;
  /** The request. */
  readonly ask: (shopper: HybridShopper) => Promise<Answer>;
  /** On the wire, in order; pages of controllers left out. */
  readonly calls: WireLines;
  /** The page, the same URL once more, or the page of that controller. */
  readonly gets: 'page' | 'reload' | { readonly redirect: string };
  /** Whom token and session name then: the shopper from before, a guest from nowhere, or an account. */
  readonly becomes: 'same' | 'new' | { readonly login: string };
  /** What is in the basket then. */
  readonly pieces: number;
  /** The controllers began a session in this request, and it stays. */
  readonly isSessionOfPlatform?: boolean;
  /** By the planner there is no such cell: the request is one like any other. */
  readonly cannotOccur?: true;
  /** The request after it, which has something to do. */
  readonly foundOutBy?: Pick<Cell, 'ask' | 'calls'>;
}

/** Plays a cell over HTTP, against a storefront and an emulator of its own. */
export async function playCell(situation: Situation, cell: Cell): Promise<void> {
  const world = await startSlasWorld({ client: situation.client, mode: situation.mode });
  try {
    await play(new HybridShopper(world), situation, cell);
  } finally {
    await world.close();
  }
}

async function play(shopper: HybridShopper, situation: Situation, cell: Cell): Promise<void> {
  const { browser, world } = shopper;
  await cell.arrive?.(shopper);
  const isSomebody = cell.arrive && !cell.isNobodyYet;
  const before = isSomebody ? await customerOf(shopper) : null;
  await cell.until?.(shopper);
  const newsBefore = world.news.length;
  const mark = await world.emulator.lastCall();
  const old = { dwsid: browser.cookie('dwsid'), names: browser.cookieNames() };

  const answer = await cell.ask(shopper);
  let sent = browser.sentSessions.length;
  expect(await wireSince(shopper, mark)).toEqual(cell.calls[situation.client]);
  let after = await world.emulator.lastCall();
  await checkAnswer(shopper, cell, answer);
  const plan = planFor(situation);
  if (cell.foundOutBy) {
    await cell.foundOutBy.ask(shopper);
    sent = browser.sentSessions.length;
    expect(await wireSince(shopper, after)).toEqual(cell.foundOutBy.calls[situation.client]);
    after = await world.emulator.lastCall();
  } else {
    expect(await wireSince(shopper, after)).toEqual([]);
  }
  if (plan.kind === 'plan' && plan.byPlatform) expect(world.news.length).toBe(newsBefore);

  const inspected = await inspect(shopper);
  checkShopper(cell, before, inspected);
  if (plan.kind === 'plan' && !plan.byPlatform) {
    checkCookies({ plan, situation, cell, namesBefore: old.names }, answer, inspected);
    if (plan.session === 'kept' && old.dwsid && !cell.isSessionOfPlatform) {
      expect(inspected.dwsid).toBe(old.dwsid);
    }
    if (plan.session !== 'kept') expect(inspected.dwsid).not.toBe(old.dwsid);
  }
  await shopper.add(1);
  expect(await inspect(shopper)).toEqual({ ...inspected, pieces: cell.pieces + 1 });
  if (old.dwsid !== undefined && inspected.dwsid !== old.dwsid) {
    expect(browser.sentSessions.slice(sent)).not.toContain(old.dwsid);
    // Neither by the bridge, in `sfdc_dwsid`.
    const later = await world.emulator.calls(after, { pages: true });
    expect(later.map(({ dwsid }) => dwsid)).not.toContain(labelOf(old.dwsid));
  }
  const operations = await world.emulator.operations();
  expect(operations).not.toContain('customers/auth');
  expect(operations.filter((name) => name === 'jwks').length).toBeLessThanOrEqual(1);
}

async function customerOf({ browser }: HybridShopper): Promise<string> {
  return (await browser.json<{ customerId: string }>('/app/shopper')).customerId;
}

async function wireSince({ world }: HybridShopper, mark: number): Promise<string[]> {
  const calls = await world.emulator.calls(mark);
  return calls.filter(({ operation }) => operation !== 'jwks').map(wireLine);
}

/** A reload and a redirect lead to a page at once: with the new session there is nothing left to be done. */
async function checkAnswer(
  { browser, world }: HybridShopper,
  { gets }: Cell,
  answer: Answer,
): Promise<void> {
  if (gets === 'page') {
    expect([answer.status, answer.location]).toEqual([200, null]);
    return;
  }
  const isReload = gets === 'reload';
  const target = isReload ? answer.url : `${world.origin}${controller(gets.redirect)}`;
  expect(answer.location).toBe(target);
  expect(isReload ? [302] : [302, 303]).toContain(answer.status);
  if (isReload) expect(answer.headers['cache-control']).toBe('no-store');
  expect((await browser.ask(target)).status).toBe(200);
}

function checkShopper({ becomes, pieces }: Cell, before: string | null, seen: Inspected): void {
  expect(seen.pieces).toBe(pieces);
  if (becomes === 'same') expect(seen.customerId).toBe(before);
  else expect(seen.customerId).not.toBe(before);
  if (becomes === 'new') expect(seen.kind).toBe('guest');
  if (typeof becomes === 'object') expect(seen.login).toBe(becomes.login);
}

interface CookieExpectation {
  readonly plan: Plan;
  readonly situation: Situation;
  readonly cell: Cell;
  readonly namesBefore: readonly string[];
}

function checkCookies(
  { plan, situation, cell, namesBefore }: CookieExpectation,
  { setCookies }: Answer,
  { kind }: Inspected,
): void {
  const { writes, removes } = cookiesOf(plan, kind);
  const isGuardUsedUp =
    situation.entry === 'controller' &&
    !writes.includes('cc-sg') &&
    namesBefore.includes('cc-sg_RefArch');
  expect(changedCookies(setCookies)).toEqual({
    writes: [...writes, ...(cell.isSessionOfPlatform ? ['dwsid'] : [])].sort(),
    removes: [...removes, ...(isGuardUsedUp ? ['cc-sg'] : [])].sort(),
  });
}
