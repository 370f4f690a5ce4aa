import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { createSqliteSides, type SqliteSides } from '../../../test/support/sqlite-sides.ts';
import { OTHER_USER, sideOptions, USER } from '../../../test/support/store-pair.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { MINUTE } from '../core/duration.ts';
import { ANONYMOUS, type Session } from '../session/session.ts';
import { createParts } from './create-parts.ts';
import { endSession, listSessions } from './own-sessions.ts';
import type { BridgeParts } from './parts.ts';
import { readSession } from './shopper.ts';
import { signIn } from './sign-in.ts';

describe('one’s own sessions', () => {
  let clock: TestClock;
  let sides: SqliteSides;
  let parts: BridgeParts;
  beforeEach(async () => {
    clock = createTestClock();
    sides = createSqliteSides(clock);
    parts = createParts({
      ...(await sideOptions('checkout', clock)),
      stores: sides.stores.checkout,
    });
    for (const user of [USER, OTHER_USER]) await parts.epochs?.raise(user, clock.now());
  });
  afterEach(() => sides.close());

  async function enter(entity = USER, device = 'Browser/1') {
    const browser = new FlowBrowser(true);
    const epoch = (await parts.epochs?.effective(entity)) ?? 0;
    await browser.visit((jar) => signIn(parts, jar, { entity, role: 'customer', epoch, device }));
    const session = (): Promise<Session> => browser.visit((jar) => readSession(parts, jar));
    const present = await session();
    return { session, sid: present.state === 'anonymous' ? '' : present.sid };
  }
  const sids = async (session: Session) =>
    (await listSessions(parts, session)).map(({ sid }) => sid);

  it('are listed with the newest first: when, on what, and seen when', async () => {
    const first = await enter(USER, 'Phone/1');
    clock.advance(2 * MINUTE);
    const second = await enter();
    await enter(OTHER_USER);
    const listed = await listSessions(parts, await second.session());
    expect(listed).toMatchObject([
      { sid: second.sid, device: 'Browser/1' },
      { sid: first.sid, device: 'Phone/1' },
    ]);
    expect((listed[0]?.startedAt ?? 0) - (listed[1]?.startedAt ?? 0)).toBe(2 * MINUTE);
  });

  it('are listed as long as they live, idle ones too', async () => {
    const idle = await enter();
    clock.advance(20 * MINUTE);
    const browser = await enter();
    expect(await sids(await browser.session())).toEqual([browser.sid, idle.sid]);
    await endSession(parts, await browser.session(), idle.sid);
    expect(await sids(await browser.session())).toEqual([browser.sid]);
  });

  it('are ended one by one, this browser’s as well', async () => {
    const [lost, browser] = [await enter(), await enter()];
    expect(await endSession(parts, await browser.session(), lost.sid)).toBe(true);
    expect(await lost.session()).toMatchObject({
      ended: { reason: 'session-ended', sid: lost.sid },
    });
    expect((await browser.session()).state).toBe('authenticated');
    expect(await endSession(parts, await browser.session(), browser.sid)).toBe(true);
    expect((await browser.session()).state).toBe('anonymous');
  });

  it('are no more when they have ended, have never been, or are somebody else’s', async () => {
    const [lost, other, browser] = [await enter(), await enter(OTHER_USER), await enter()];
    await endSession(parts, await browser.session(), lost.sid);
    for (const sid of [lost.sid, other.sid, 'sid_unknown', '']) {
      expect(await endSession(parts, await browser.session(), sid)).toBe(false);
    }
    expect((await other.session()).state).toBe('authenticated');
  });

  it('are for who is signed in: an idle browser and a guest see and end none', async () => {
    const [lost, browser] = [await enter(), await enter()];
    clock.advance(20 * MINUTE);
    for (const session of [await browser.session(), ANONYMOUS]) {
      expect(await sids(session)).toEqual([]);
      expect(await endSession(parts, session, lost.sid)).toBe(false);
    }
    expect((await lost.session()).state).toBe('recognized');
  });

  it('cannot be ended where nothing ends sessions, and says so', async () => {
    const browser = await enter();
    const { invalidator: _, ...without } = parts;
    const attempt = endSession(without, await browser.session(), browser.sid);
    await expect(attempt).rejects.toThrow(TypeError);
  });
});
