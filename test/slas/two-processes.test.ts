import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BridgeProcesses, startBridgeProcesses } from '../support/bridge-processes.ts';
import { type Answer, send } from '../support/http-exchange.ts';
import { HybridShopper } from '../support/hybrid-shopper.ts';
import { type SlasWorld, startSlasWorld } from '../support/slas-world.ts';
import { wireLine } from '../support/wire-lines.ts';

const REQUESTS = 100;

interface Shown {
  readonly customerId: string;
  readonly usid: string;
  readonly accessToken: string;
  readonly dwsid: string;
}

let world: SlasWorld;
let processes: BridgeProcesses;
/** With a token that will have expired, and with the session still there. */
let visiting: HybridShopper;
/** Whose browser was closed in between. */
let returning: HybridShopper;
let cookies: { readonly visiting: string; readonly returning: string };

beforeAll(async () => {
  world = await startSlasWorld({ client: 'public' });
  visiting = new HybridShopper(world);
  returning = new HybridShopper(world);
  for (const shopper of [visiting, returning]) {
    await shopper.readHeadless();
    await shopper.add(2);
  }
  returning.browser.restart();
  await world.emulator.advance(1_000);
  await visiting.readController();
  // As they are now: a browser whose clock is late goes on sending a token that has expired.
  cookies = { visiting: cookiesOf(visiting), returning: cookiesOf(returning) };
  await world.emulator.advance(1_000);
  processes = await startBridgeProcesses(2, world.emulator);
});

afterAll(async () => {
  await processes?.stop();
  await world?.close();
});

describe('100 parallel requests to two processes, with one refresh token of a public client', () => {
  it('cost one refresh, and all of them are the shopper', async () => {
    const { answers, wire } = await askAll(cookies.visiting);
    expect(wire).toEqual(['slas token refresh_token public 200']);
    await expectOneShopper(visiting, answers);
  });

  it('cost one refresh and one session where the shopper returns', async () => {
    const { answers, wire } = await askAll(cookies.returning);
    expect(wire).toEqual(['slas token refresh_token public 200', 'ocapi sessions 204']);
    await expectOneShopper(returning, answers);
  });
});

function cookiesOf({ browser }: Pick<HybridShopper, 'browser'>): string {
  return browser.jar.getCookieStringSync(world.origin);
}

function ask(index: number, cookie: string): Promise<Answer> {
  const port = processes.ports[index % processes.ports.length] ?? 0;
  const headers = { accept: 'text/html', cookie };
  return send(`${world.origin}/`, port, { method: 'GET', headers, body: null });
}

async function askAll(cookie: string): Promise<{ answers: Answer[]; wire: string[] }> {
  const mark = await world.emulator.lastCall();
  const answers = await Promise.all(
    Array.from({ length: REQUESTS }, (_, index) => ask(index, cookie)),
  );
  return { answers, wire: (await world.emulator.calls(mark)).map(wireLine) };
}

async function expectOneShopper(
  { browser }: HybridShopper,
  answers: readonly Answer[],
): Promise<void> {
  const before: Shown = JSON.parse(browser.history[0]?.body ?? '');
  expect(answers.map(({ status }) => status)).toEqual(Array(REQUESTS).fill(200));
  const shown = answers.map(({ body }): Shown => JSON.parse(body));
  expect(new Set(shown.map(({ accessToken }) => accessToken)).size).toBe(1);
  expect(new Set(shown.map(({ dwsid }) => dwsid)).size).toBe(1);
  const [after] = shown;
  expect(after).toMatchObject({ customerId: before.customerId, usid: before.usid });

  // Whichever answer comes last, the browser has the pair that the emulator knows.
  for (const answer of answers) browser.keep(answer);
  const views = await world.emulator.shoppers();
  const [view, ...others] = views.filter(({ usids }) => usids.includes(before.usid));
  expect(others).toEqual([]);
  expect(view).toMatchObject({ customerId: before.customerId, refreshTokens: 1 });
  expect(view?.sessions.map(({ dwsid }) => dwsid) ?? []).toContain(browser.cookie('dwsid'));
  expect(view?.basket?.lines).toEqual([{ productId: 'clip-lamp', quantity: 2 }]);

  const mark = await world.emulator.lastCall();
  const again = await Promise.all([0, 1].map((index) => ask(index, cookiesOf({ browser }))));
  expect(again.map(({ body }) => JSON.parse(body))).toEqual([after, after]);
  const calls = await world.emulator.operations(mark);
  // The process that redeemed nothing has to fetch the keys, once.
  expect(calls.filter((name) => name !== 'jwks')).toEqual([]);
}
