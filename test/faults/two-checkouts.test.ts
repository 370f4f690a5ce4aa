import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { byEmail } from '../support/hook-caller.ts';
import { openInterceptedStore } from '../support/intercepted-store.ts';
import { type KnownShopper, signedInOnBoth, until, untilGuest } from '../support/known-shopper.ts';
import { freePort, startServer, whenListening } from '../support/running-store.ts';

const ROUNDS = 12;
const PARALLEL = 8;

describe('two checkout processes on one database', () => {
  const open = openInterceptedStore();
  let second: ChildProcess;
  let origin: string;

  beforeAll(async () => {
    const port = await freePort();
    let output = '';
    const env = { ...open.store.environment, CHECKOUT_PORT: String(port) };
    second = startServer('checkout', env, (text) => {
      output += text;
    });
    await whenListening(second, open.store.origins.checkout, () => output);
    origin = `https://checkout.localhost:${port}`;
  });
  afterAll(async () => {
    second.kill();
    await once(second, 'exit');
  });

  const stateAt = async ({ shopper }: KnownShopper, at: string) =>
    JSON.parse((await shopper.browser.ask(`${at}/api/state`)).body).session.state;

  it('I1: a request that starts after the change is served as nobody, by either, among parallel ones', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const known = await signedInOnBoth(open.shopper());
      const { checkout } = open.store.origins;
      expect(await stateAt(known, origin)).toBe('authenticated');
      const url = (at: string) => [`${at}/api/account`, { method: 'GET' }] as const;
      const all = Array.from({ length: PARALLEL }, (_, i) => url(i % 2 ? origin : checkout));
      const during = known.shopper.browser.race(
        all.map(([at, asking]) => [at, { ...asking, lost: true }]),
      );
      const answer = await open.hooks.post('/revoke', { sub_id: byEmail(known.account.email) });
      expect(answer.status).toBe(204);
      const after = await known.shopper.browser.race(
        all.map(([at, asking]) => [at, { ...asking, lost: true }]),
      );
      expect(after.map(({ status }) => status)).toEqual(all.map(() => 401));
      for (const { status } of await during) expect([200, 401]).toContain(status);
    }
  });

  it('F15: each change is pushed by one of them, and all of them arrive', async () => {
    const all: KnownShopper[] = [];
    for (let user = 0; user < PARALLEL; user++) all.push(await signedInOnBoth(open.shopper()));
    const before = open.ways.shopping.seen.length;
    await Promise.all(all.map(({ account }) => open.hooks.revoke(account.email)));
    for (const { shopper } of all) await untilGuest(shopper);
    const pushes = open.ways.shopping.seen
      .slice(before)
      .filter(({ path }) => path === '/bridge/events')
      .map(({ body }) => jtiOf(body));
    expect(new Set(pushes).size).toBe(pushes.length);
    expect(pushes.length).toBeGreaterThan(0);
    for (const { id } of all) {
      // Over plain http a push acknowledges nothing; the next poll says how far the shop is.
      await until(async () => {
        const [entry] = await open.hooks.audit(`?sub=${id}`);
        return entry?.acknowledgements[0]?.peer === 'shopping';
      });
    }
  });
});

function jtiOf(jwt: Buffer): string {
  const claims = Buffer.from(jwt.toString().split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(claims).jti;
}
