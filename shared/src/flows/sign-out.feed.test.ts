import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { createSqliteSides, type SqliteSides } from '../../../test/support/sqlite-sides.ts';
import { OTHER_USER, sideOptions, USER } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import { MINUTE } from '../core/duration.ts';
import { addToLine } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { viewCart } from '../state/view.ts';
import { createParts } from './create-parts.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord, readRecord, readSession } from './shopper.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

/** Signing in and out where sessions are ended for both domains. */
describe('a sign-out that the feed tells of', () => {
  let clock: TestClock;
  let sides: SqliteSides;
  let parts: BridgeParts;
  let browser: FlowBrowser;
  beforeEach(async () => {
    clock = createTestClock();
    sides = createSqliteSides(clock);
    parts = createParts({
      ...(await sideOptions('checkout', clock)),
      stores: sides.stores.checkout,
    });
    for (const user of [USER, OTHER_USER]) await parts.epochs?.raise(user, clock.now());
    browser = new FlowBrowser(true);
    await add('MUG');
    await enter();
  });
  afterEach(() => sides.close());

  const lose = <Result>(run: (jar: CookieJar) => Promise<Result>) => {
    const copy = new FlowBrowser(true);
    for (const pair of browser.header().split('; ')) {
      const at = pair.indexOf('=');
      copy.put(pair.slice(0, at), pair.slice(at + 1));
    }
    return copy.visit(run);
  };
  const add = (sku: string) =>
    browser.visit(async (jar) =>
      changeRecord(parts, jar, await readSession(parts, jar), onState(addToLine({ sku }, 1))),
    );
  const enter = async (entity = USER) => {
    const epoch = (await parts.epochs?.effective(entity)) ?? 0;
    return browser.visit((jar) => signIn(parts, jar, { entity, role: 'customer', epoch }));
  };
  const leave = (everywhere = false) =>
    browser.visit((jar) => signOut(parts, jar, '/', { everywhere }));
  const skus = () =>
    browser.visit(async (jar) => {
      const record = await readRecord(parts, jar, await readSession(parts, jar), 'latest');
      return viewCart(record.state).lines.map(({ sku }) => sku);
    });
  const session = () => browser.visit((jar) => readSession(parts, jar));
  const sid = async () => {
    const present = await session();
    return present.state === 'anonymous' ? null : present.sid;
  };
  const feed = async () =>
    (await sides.feed.read(0, 100)).map(({ kind, reason }) => `${kind}: ${reason}`);

  it('has an entry of its own, and one more for everywhere', async () => {
    await leave();
    expect(await feed()).toEqual(['session: sign-out']);
    await enter();
    await leave(true);
    expect(await feed()).toEqual([
      'session: sign-out',
      'session: sign-out',
      'subject: sign-out-everywhere',
    ]);
  });

  it('names the user as the one who did it', async () => {
    await leave(true);
    const rows = sides.databases.checkout
      .prepare('SELECT actor, initiating_entity FROM audit')
      .all();
    expect(rows).toEqual(Array(2).fill({ actor: USER, initiating_entity: 'user' }));
  });

  it('is not there for a guest, nor a second time', async () => {
    await leave();
    await leave();
    expect(await feed()).toHaveLength(1);
  });

  it('fails as a whole when nothing can be written: the session goes on', async () => {
    const failing = { ...parts, invalidator: { ...sides.invalidator, endSession: fail } };
    const before = browser.header();
    await expect(browser.visit((jar) => signOut(failing, jar, '/'))).rejects.toThrow('disk full');
    expect(browser.header()).toBe(before);
    expect((await session()).state).toBe('authenticated');
  });

  it('is remembered where its answer was lost: the next request makes the browser empty', async () => {
    await lose((jar) => signOut(parts, jar, '/'));
    expect(await session()).toMatchObject({ state: 'anonymous', ended: { signedOut: true } });
    expect(await skus()).toEqual([]);
  });

  it('whose answer was lost gives the next user nothing of the first one’s', async () => {
    clock.advance(20 * MINUTE);
    expect(await skus()).toEqual(['MUG']);
    await lose((jar) => signOut(parts, jar, '/'));
    await enter(OTHER_USER);
    expect(await skus()).toEqual([]);
    await leave();
    await enter();
    expect(await skus()).toEqual(['MUG']);
  });

  it('covers every sign-in of the user in this browser: they have one name', async () => {
    const first = await sid();
    clock.advance(20 * MINUTE);
    await enter();
    expect(await sid()).toBe(first);
    await leave();
    await enter();
    expect(await sid()).not.toBe(first);
  });

  it('does not cover another user’s sign-in, nor one after an end', async () => {
    const first = await sid();
    await enter(OTHER_USER);
    const second = await sid();
    const by = { actor: 'admin', initiatingEntity: 'admin', reason: 'role-change' } as const;
    await sides.invalidator.revoke(OTHER_USER, by);
    await enter(OTHER_USER);
    expect(new Set([first, second, await sid()]).size).toBe(3);
  });
});

async function fail(): Promise<never> {
  throw new Error('disk full');
}
