import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CookieJar } from '../../shared/src/core/cookie.ts';
import { MINUTE } from '../../shared/src/core/duration.ts';
import type { Role } from '../../shared/src/crypto/direction.ts';
import type { Session } from '../../shared/src/session/session.ts';
import { hashSessionId, parseSessionId } from '../../shared/src/session/session-id.ts';
import { SESSION_COOKIE, SessionKeeper } from '../../shared/src/session/session-keeper.ts';
import type { SessionStore } from '../../shared/src/session/session-store.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSqliteSides, type SqliteSides } from '../support/sqlite-sides.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

const USER = 'user-1';
const SID = 'sid_1';
const BY = { actor: 'admin', initiatingEntity: 'admin' } as const;
const HEARD = { reason: null, at: 1 };
/** Above every epoch that the clock of these tests makes. */
const ABOVE = Date.UTC(2040, 0, 2);

interface End {
  readonly role: Role;
  readonly end: (sides: SqliteSides) => Promise<unknown>;
}

/** Every way in which a session ends before its time. */
const ENDS: Readonly<Record<string, End>> = {
  'the user’s epoch': {
    role: 'checkout',
    end: ({ invalidator }) => invalidator.revoke(USER, { ...BY, reason: 'password-change' }),
  },
  'its sid': {
    role: 'checkout',
    end: ({ invalidator }) =>
      invalidator.endSession({ subject: USER, sid: SID }, { ...BY, reason: 'session-ended' }),
  },
  'the floor': {
    role: 'checkout',
    end: ({ invalidator }) => invalidator.endEveryone({ ...BY, reason: 'everyone' }),
  },
  'an event about the user': {
    role: 'shopping',
    end: ({ receiver }) =>
      receiver.learn([{ kind: 'subject', subject: USER, epoch: ABOVE, ...HEARD }]),
  },
  'an event about its sid': {
    role: 'shopping',
    end: ({ receiver }) =>
      receiver.learn([{ kind: 'session', sid: SID, signedOut: false, ...HEARD }]),
  },
  'an event about everybody': {
    role: 'shopping',
    end: ({ receiver }) => receiver.learn([{ kind: 'everyone', epoch: ABOVE, ...HEARD }]),
  },
};

/** A request reads its session, the session ends, and then the request writes what it has read (I8). */
describe.each(Object.entries(ENDS))(
  'a session that %s ends under a request',
  (_, { role, end }) => {
    let clock: TestClock;
    let sides: SqliteSides;
    let cookie: string;
    let epoch: number;
    beforeEach(async () => {
      clock = createTestClock();
      sides = createSqliteSides(clock);
      const { epochs } = sides.stores[role];
      await epochs?.raise(USER, clock.now());
      epoch = (await epochs?.effective(USER)) ?? 0;
      const jar = new CookieJar(undefined, true);
      await keeper().start(jar, { entity: USER, role: 'admin', sid: SID, epoch });
      cookie = jar.get(SESSION_COOKIE) ?? '';
    });
    afterEach(() => sides.close());

    const store = (): SessionStore => {
      const { sessions } = sides.stores[role];
      if (!sessions) throw new Error('these sides have sessions');
      return sessions;
    };
    const keeper = (sessions = store()): SessionKeeper =>
      new SessionKeeper({ store: sessions, clock: clock.now, random: createSeededRandom() });
    /** A keeper whose every write comes after the end. */
    const slowKeeper = (): SessionKeeper =>
      keeper({
        ...store(),
        save: async (idHash, session) => {
          await end(sides);
          return store().save(idHash, session);
        },
      });
    const request = (): CookieJar => new CookieJar(`__Host-${SESSION_COOKIE}=${cookie}`, true);
    const read = (): Promise<Session> => keeper().read(request());

    it('is not revived by the touch of a page', async () => {
      clock.advance(2 * MINUTE);
      expect(await slowKeeper().read(request())).toMatchObject({ state: 'authenticated' });
      expect(await read()).toMatchObject({ state: 'anonymous', ended: { sid: SID } });
    });

    it('is not revived by data that is kept with it', async () => {
      await slowKeeper().keep(request(), 'text');
      expect(await read()).toMatchObject({ state: 'anonymous', ended: { sid: SID } });
    });

    it('is not revived by a save of what was read long before', async () => {
      const stored = await keeper().stored(request());
      await end(sides);
      const id = parseSessionId(cookie);
      if (!stored || !id) throw new Error('there was a session');
      await store().save(hashSessionId(id), { ...stored, version: stored.version + 1 });
      expect(await read()).toMatchObject({ state: 'anonymous' });
    });

    it('is followed by none under the same name and epoch', async () => {
      await end(sides);
      const late = keeper().start(request(), { entity: USER, role: 'admin', sid: SID, epoch });
      await expect(late).rejects.toMatchObject({ code: 'ERR_SESSION_STALE_EPOCH' });
      expect(await read()).toMatchObject({ state: 'anonymous' });
    });
  },
);
