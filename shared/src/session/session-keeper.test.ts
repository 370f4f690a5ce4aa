import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSeededRandom } from '../../../test/support/seeded-random.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import { DAY, MINUTE } from '../core/duration.ts';
import { createMemorySessions, type MemorySessions } from '../memory/session-store.ts';
import type { Session } from './session.ts';
import { SESSION_COOKIE, SessionKeeper } from './session-keeper.ts';

const USER = { entity: 'user', role: 'customer', sid: 'sid_1', epoch: 5 } as const;

let clock: TestClock;
let memory: MemorySessions;
let keeper: SessionKeeper;

beforeEach(async () => {
  clock = createTestClock();
  memory = createMemorySessions();
  keeper = new SessionKeeper({
    store: memory.sessions,
    clock: clock.now,
    random: createSeededRandom(),
  });
  await memory.epochs.raise('user', 5);
});

function request(cookie: string | null): CookieJar {
  return new CookieJar(cookie === null ? undefined : `${SESSION_COOKIE}=${cookie}`, false);
}

async function start(
  cookie: string | null = null,
  user: Parameters<SessionKeeper['start']>[1] = USER,
): Promise<string> {
  const jar = request(cookie);
  await keeper.start(jar, user);
  return jar.get(SESSION_COOKIE) ?? '';
}

async function read(cookie: string | null): Promise<Session> {
  return keeper.read(request(cookie));
}

describe('reading a session', () => {
  it('finds nobody without a cookie, and with one that is none', async () => {
    for (const cookie of [null, '', 'garbage', 'ses_short', `ses_${'A'.repeat(43)}`]) {
      expect(await read(cookie)).toEqual({ state: 'anonymous' });
    }
  });

  it('leaves a dead cookie alone, because this answer may overtake a sign-in', async () => {
    const dead = await start();
    await memory.epochs.raise('user', 6);
    const jar = request(dead);
    expect((await keeper.read(jar)).state).toBe('anonymous');
    expect(jar.toHeaders()).toEqual([]);
  });

  it('finds who signed in, until the epoch rises', async () => {
    const cookie = await start();
    expect(await read(cookie)).toMatchObject({ state: 'authenticated', entity: 'user' });
    await memory.epochs.raise('user', 6);
    expect((await read(cookie)).state).toBe('anonymous');
  });

  it('stays fresh with a request every quarter of an hour', async () => {
    const cookie = await start();
    for (let i = 0; i < 8; i++) {
      clock.advance(15 * MINUTE);
      expect((await read(cookie)).state).toBe('authenticated');
    }
  });

  it('does not come back to life once it was idle, however often it is read', async () => {
    const cookie = await start();
    clock.advance(20 * MINUTE);
    for (let i = 0; i < 5; i++) {
      expect((await read(cookie)).state).toBe('recognized');
      clock.advance(2 * MINUTE);
    }
    clock.advance(30 * DAY);
    expect((await read(cookie)).state).toBe('anonymous');
  });
});

describe('starting a session', () => {
  it('takes a new id every time and ends the one the browser came with', async () => {
    const first = await start();
    const second = await start(first);
    expect(second).not.toBe(first);
    expect([(await read(first)).state, (await read(second)).state]).toEqual([
      'anonymous',
      'authenticated',
    ]);
  });

  it('never takes over an id that the browser brings', async () => {
    const planted = `ses_${'A'.repeat(43)}`;
    expect(await start(planted)).not.toBe(planted);
    expect((await read(planted)).state).toBe('anonymous');
  });

  it('refuses an epoch that was overtaken, and leaves the old session as it was', async () => {
    const cookie = await start(null, { ...USER, role: 'shopper' });
    await memory.epochs.raise('other', 6);
    const jar = request(cookie);
    const late = keeper.start(jar, { ...USER, entity: 'other', epoch: 5 });
    await expect(late).rejects.toMatchObject({ code: 'ERR_SESSION_STALE_EPOCH' });
    expect(jar.toHeaders()).toEqual([]);
    expect((await read(cookie)).state).toBe('recognized');
  });
});

describe('keeping data with a session', () => {
  it('shows it to whoever is signed in', async () => {
    const cookie = await start();
    await keeper.keep(request(cookie), 'text');
    expect(await read(cookie)).toMatchObject({ data: 'text' });
  });

  it('succeeds beside a touch, and beside another one', async () => {
    const cookie = await start();
    clock.advance(5 * MINUTE);
    await Promise.all([read(cookie), keeper.keep(request(cookie), 'text'), read(cookie)]);
    expect(await read(cookie)).toMatchObject({ data: 'text' });
  });

  it('brings no ended session back', async () => {
    const cookie = await start();
    await keeper.end(request(cookie));
    await keeper.keep(request(cookie), 'text');
    expect((await read(cookie)).state).toBe('anonymous');
  });
});

describe('a session that was ended', () => {
  it('is anonymous, and says which one it was', async () => {
    const cookie = await start();
    await memory.epochs.raise('user', 6);
    expect(await read(cookie)).toEqual({
      state: 'anonymous',
      ended: { sid: 'sid_1', reason: null, signedOut: false, cart: null },
    });
  });

  it('is nobody’s to go on from', async () => {
    const cookie = await start();
    expect(await keeper.stored(request(cookie))).toMatchObject({ sid: 'sid_1' });
    await memory.epochs.raise('user', 6);
    expect(await keeper.stored(request(cookie))).toBeNull();
    expect(await keeper.stored(request(null))).toBeNull();
  });

  it('is not explained any more when its time is over', async () => {
    const cookie = await start();
    await memory.epochs.raise('user', 6);
    clock.advance(30 * DAY);
    expect(await read(cookie)).toEqual({ state: 'anonymous' });
  });

  it('stays on file at the next sign-in and sign-out, should their answers get lost', async () => {
    const cookie = await start();
    await memory.epochs.raise('user', 6);
    await start(cookie, { ...USER, epoch: 6 });
    expect(await read(cookie)).toMatchObject({ ended: { sid: 'sid_1' } });
    await keeper.end(request(cookie));
    expect(await read(cookie)).toMatchObject({ ended: { sid: 'sid_1' } });
  });
});

describe('listing sessions', () => {
  it('shows what lives, with its device cut to 300 characters', async () => {
    const dead = await start(null, { ...USER, sid: 'sid_0' });
    await keeper.end(request(dead));
    await start(null, { ...USER, device: 'x'.repeat(301) });
    clock.advance(MINUTE);
    await start(null, { ...USER, sid: 'sid_2' });
    const listed = await keeper.list('user');
    expect(listed.map(({ sid, device }) => [sid, device?.length])).toEqual([
      ['sid_2', undefined],
      ['sid_1', 300],
    ]);
    expect(await keeper.list('other')).toEqual([]);
  });
});

describe('a session that goes on from another one', () => {
  it('keeps the time of its sign-in, and ends when that would have', async () => {
    const startedAt = Math.floor(clock.now() / 1000);
    clock.advance(10 * MINUTE);
    const jar = request(null);
    await keeper.start(jar, { ...USER, startedAt });
    expect(jar.toHeaders()[0]).toContain(`Max-Age=${30 * DAY - 10 * MINUTE};`);
    const cookie = jar.get(SESSION_COOKIE);
    expect(await read(cookie)).toMatchObject({ state: 'authenticated', signedInAt: startedAt });
    clock.advance(30 * DAY - 10 * MINUTE);
    expect(await read(cookie)).toEqual({ state: 'anonymous' });
  });
});

describe('ending a session', () => {
  it('ends it in the store and in the browser', async () => {
    const cookie = await start();
    const jar = request(cookie);
    await keeper.end(jar);
    expect(jar.get(SESSION_COOKIE)).toBeNull();
    expect(jar.toHeaders()).toHaveLength(1);
    expect((await read(cookie)).state).toBe('anonymous');
  });

  it('clears a cookie that is no session, and sends nothing where there is none', async () => {
    const [garbage, none] = [request('garbage'), request(null)];
    await keeper.end(garbage);
    await keeper.end(none);
    expect([garbage.toHeaders().length, none.toHeaders().length]).toEqual([1, 0]);
  });
});
