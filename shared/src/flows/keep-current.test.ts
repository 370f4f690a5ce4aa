import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { createSqliteSides, type SqliteSides } from '../../../test/support/sqlite-sides.ts';
import { OTHER_USER, sideOptions, USER } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { DAY, HOUR, MINUTE } from '../core/duration.ts';
import type { ChangeOutcome, EndReason } from '../invalidation/change.ts';
import type { Session, StoredSession } from '../session/session.ts';
import { createParts } from './create-parts.ts';
import { changeKeepingCurrent } from './keep-current.ts';
import type { BridgeParts } from './parts.ts';
import { readSession } from './shopper.ts';
import { signIn } from './sign-in.ts';

const SESSION = '__Host-bridge-session';

describe('a change that keeps the acting session', () => {
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
    browser = new FlowBrowser(true);
    for (const user of [USER, OTHER_USER]) await parts.epochs?.raise(user, clock.now());
    await browser.visit(async (jar) => {
      const epoch = (await parts.epochs?.effective(USER)) ?? 0;
      await signIn(parts, jar, { entity: USER, role: 'admin', epoch, device: 'Browser/1' });
      await parts.sessions?.keep(jar, 'text');
    });
  });
  afterEach(() => sides.close());

  const revoke = (user = USER, reason: EndReason = 'password-change') =>
    sides.invalidator.revoke(user, { actor: user, initiatingEntity: 'user', reason });
  const keep = (change: () => Promise<ChangeOutcome>) =>
    browser.visit((jar) => changeKeepingCurrent(parts, jar, change));
  const session = (): Promise<Session> => browser.visit((jar) => readSession(parts, jar));
  const stored = async (): Promise<StoredSession | null> =>
    browser.visit(async (jar) => (await parts.sessions?.stored(jar)) ?? null);
  const rows = () => sides.databases.checkout.prepare('SELECT * FROM sessions').all();

  it('goes on as the same sign-in: role, device, data and time, under another id, sid and epoch', async () => {
    const [before, id] = [await stored(), browser.get(SESSION)];
    clock.advance(5 * MINUTE);
    const outcome = await keep(() => revoke());
    const after = await stored();
    const { sid, epoch, seenAt, version, ...same } = before as StoredSession;
    expect(after).toMatchObject(same);
    expect(after?.epoch).toBe(outcome.kind === 'changed' && outcome.epoch);
    expect(after?.epoch).toBeGreaterThan(epoch);
    expect(after?.sid).not.toBe(sid);
    expect(browser.get(SESSION)).not.toBe(id);
    expect(after).toMatchObject({ seenAt: seenAt + 5 * MINUTE, version: 1 });
    expect(version).toBeGreaterThan(1);
  });

  it('is no fresh sign-in for what asks for one', async () => {
    const before = (await session()) as { signedInAt?: number };
    clock.advance(10 * MINUTE);
    await keep(() => revoke());
    expect(await session()).toMatchObject({
      state: 'authenticated',
      role: 'admin',
      signedInAt: before.signedInAt,
    });
  });

  it('ends when the sign-in would have ended, absolutely', async () => {
    for (let visit = 0; visit < 8 * 6; visit++) {
      await keep(() => revoke());
      clock.advance(10 * MINUTE);
    }
    expect((await session()).state).toBe('recognized');
    clock.advance(30 * DAY - 8 * HOUR - 1);
    expect((await session()).state).toBe('recognized');
    clock.advance(1);
    expect(await session()).toEqual({ state: 'anonymous' });
  });

  it('sends a cookie that lasts as long as the session', async () => {
    clock.advance(10 * MINUTE);
    await browser.visit(async (jar) => {
      await changeKeepingCurrent(parts, jar, () => revoke());
      const cookie = jar.toHeaders().find((header) => header.startsWith(SESSION));
      expect(cookie).toContain(`Max-Age=${30 * DAY - 10 * MINUTE};`);
    });
  });

  it('does not make a fresh sign-in of one that has gone idle', async () => {
    clock.advance(20 * MINUTE);
    await keep(() => revoke());
    expect(await session()).toMatchObject({
      state: 'anonymous',
      ended: { reason: 'password-change' },
    });
  });

  it('is ended by another change that comes right after', async () => {
    await keep(async () => {
      const outcome = await revoke();
      await revoke(USER, 'role-change');
      return outcome;
    });
    expect(await session()).toMatchObject({ state: 'anonymous' });
    expect(rows()).toHaveLength(1);
  });

  it('is ended by one that comes later, like any other', async () => {
    await keep(() => revoke());
    await revoke(USER, 'role-change');
    expect(await session()).toMatchObject({ state: 'anonymous', ended: { reason: 'role-change' } });
  });

  const NOTHING: readonly ChangeOutcome[] = [
    { kind: 'refused' },
    { kind: 'unchanged' },
    { kind: 'key_reused' },
    { kind: 'repeated', epoch: 1, seq: 1 },
    { kind: 'changed', epoch: null, seq: 1 },
  ];
  it.each(NOTHING)('leaves the session as it is when the change is $kind', async (outcome) => {
    const before = [rows(), browser.header()];
    expect(await keep(async () => outcome)).toBe(outcome);
    expect([rows(), browser.header()]).toEqual(before);
    expect((await session()).state).toBe('authenticated');
  });

  it('leaves it as it is when the change is the repetition of an earlier one', async () => {
    const first = await keep(() => revoke());
    const before = [rows(), browser.header()];
    const { epoch = null } = first.kind === 'changed' ? first : {};
    expect(await keep(async () => ({ kind: 'repeated', epoch, seq: 1 }))).toMatchObject({ epoch });
    expect([rows(), browser.header()]).toEqual(before);
  });

  it('leaves it as it is when the change throws', async () => {
    const before = [rows(), browser.header()];
    const attempt = keep(() => Promise.reject(new Error('disk full')));
    await expect(attempt).rejects.toThrow('disk full');
    expect([rows(), browser.header()]).toEqual(before);
  });

  it('goes on under no epoch of somebody else', async () => {
    const before = browser.header();
    clock.advance(1);
    await keep(() => revoke(OTHER_USER));
    expect(browser.header()).toBe(before);
    expect(await session()).toMatchObject({ state: 'authenticated', entity: USER });
  });

  it('tells of the end to whoever comes with the old id', async () => {
    const late = new FlowBrowser(true);
    late.put(SESSION, browser.get(SESSION) ?? '');
    await keep(() => revoke());
    expect(await late.visit((jar) => readSession(parts, jar))).toMatchObject({
      state: 'anonymous',
      ended: { reason: 'password-change' },
    });
  });

  it('runs for who has no session, and begins none', async () => {
    const guest = new FlowBrowser(true);
    const outcome = await guest.visit((jar) => changeKeepingCurrent(parts, jar, () => revoke()));
    expect(outcome.kind).toBe('changed');
    expect(guest.header()).toBe('');
  });

  it('runs where the store keeps no sessions', async () => {
    const { states, replays } = sides.stores.checkout;
    const plain = createParts({
      ...(await sideOptions('checkout', clock)),
      stores: { states, replays },
    });
    const outcome = await browser.visit((jar) => changeKeepingCurrent(plain, jar, () => revoke()));
    expect(outcome.kind).toBe('changed');
  });
});
