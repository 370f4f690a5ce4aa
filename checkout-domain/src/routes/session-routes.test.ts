import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { User } from '../accounts/user.ts';
import { startTestCheckout, type TestCheckout } from './test-checkout.ts';
import { noticeOn, type TestVisitor, whereTo } from './test-visitor.ts';

const FIREFOX =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:131.0) Gecko/20100101 Firefox/131.0';

let checkout: TestCheckout;
let count = 0;
beforeAll(async () => {
  checkout = await startTestCheckout();
});
afterAll(() => checkout.close());

const somebody = (): Promise<User> => checkout.user(`owner-${++count}`);

async function list(visitor: TestVisitor): Promise<{ id: string; current: boolean }[]> {
  return JSON.parse((await visitor.json('GET', '/api/sessions')).body);
}
/** What ends leave behind for long. */
const everythingEnded = (): unknown =>
  ['audit', 'subject_state', 'left_carts', 'ended_sids', 'sessions'].map((table) =>
    checkout.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  );
async function otherId(visitor: TestVisitor): Promise<string> {
  return (await list(visitor)).find(({ current }) => !current)?.id ?? '';
}

describe('GET /api/sessions', () => {
  it('lists the sessions of the user, the one that asks first, with device and times', async () => {
    const user = await somebody();
    const signedInAt = Math.floor(checkout.clock.now() / 1000);
    const here = await checkout.signedIn(user);
    checkout.clock.advance(90);
    await checkout.signedIn(user, FIREFOX);
    await checkout.signedIn(await somebody());
    const sessions = await list(here);
    expect(sessions).toEqual([
      {
        id: expect.stringMatching(/^[\w-]+$/),
        current: true,
        device: 'Unknown device',
        createdAt: signedInAt,
        lastSeenAt: signedInAt + 90,
      },
      {
        id: expect.any(String),
        current: false,
        device: 'Firefox on macOS',
        createdAt: signedInAt + 90,
        lastSeenAt: signedInAt + 90,
      },
    ]);
  });

  it('gives away nothing that a session could be taken over with', async () => {
    const here = await checkout.signedIn(await somebody());
    const { body } = await here.json('GET', '/api/sessions');
    for (const value of here.cookies.values()) expect(body).not.toContain(value);
  });

  it('takes a sign-in', async () => {
    const answer = await checkout.visitor().json('GET', '/api/sessions');
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([401, 'sign_in_required']);
  });
});

describe('ending a session', () => {
  it('ends that one, and tells its browser why', async () => {
    const user = await somebody();
    const [here, there] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    const answer = await here.json('DELETE', `/api/sessions/${await otherId(here)}`);
    expect(answer.status).toBe(204);
    expect([await here.state(), await there.state()]).toEqual(['authenticated', 'anonymous']);
    expect(noticeOn(await there.page('/checkout'))).toContain(
      'You signed this device out from another one.',
    );
  });

  it('comes back to the list from a form, with the news', async () => {
    const user = await somebody();
    const [here, there] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    const sent = await here.form(`/api/sessions/${await otherId(here)}/end`);
    expect([sent.status, whereTo(sent)]).toEqual([303, '/account/sessions?notice=session_ended']);
    expect(await there.state()).toBe('anonymous');
    expect(noticeOn(await here.page(whereTo(sent)))).toBe('That device is signed out.');
  });

  it('signs out where it is the own one', async () => {
    const user = await somebody();
    const here = await checkout.signedIn(user);
    const [{ id = '' } = {}] = await list(here);
    expect((await here.json('DELETE', `/api/sessions/${id}`)).status).toBe(204);
    expect(await here.state()).toBe('anonymous');
    const page = await checkout.signedIn(user);
    const [own] = await list(page);
    const sent = await page.form(`/api/sessions/${own?.id}/end`);
    expect(sent.location).toMatch(/^http:\/\/shop\.test\/bridge\/start\?return=/);
  });

  it("does not know anybody else's, nor one that has ended", async () => {
    const stranger = await checkout.signedIn(await somebody());
    const [{ id: foreign = '' } = {}] = await list(stranger);
    const user = await somebody();
    const [here] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    const ended = await otherId(here);
    await here.json('DELETE', `/api/sessions/${ended}`);
    for (const id of [foreign, ended, 'none', '%00', '__proto__']) {
      const answer = await here.json('DELETE', `/api/sessions/${id}`);
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, 'unknown_session']);
    }
    expect(await stranger.state()).toBe('authenticated');
    const form = await here.form(`/api/sessions/${ended}/end`, { return: '/account/sessions' });
    expect(whereTo(form)).toBe('/account/sessions?notice=unknown_session');
  });

  it('takes a sign-in', async () => {
    const here = await checkout.signedIn(await somebody());
    const [{ id = '' } = {}] = await list(here);
    const visitor = checkout.visitor();
    expect((await visitor.json('DELETE', `/api/sessions/${id}`)).status).toBe(401);
    expect(whereTo(await visitor.form(`/api/sessions/${id}/end`))).toMatch(/^\/login\?/);
    expect(await here.state()).toBe('authenticated');
  });
});

describe('ending all other sessions', () => {
  it('leaves the acting one, under a new id', async () => {
    const user = await somebody();
    const [here, there] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    const [{ id: before = '' } = {}] = await list(here);
    expect((await here.json('POST', '/api/sessions/end-others', {})).status).toBe(204);
    expect([await here.state(), await there.state()]).toEqual(['authenticated', 'anonymous']);
    const after = await list(here);
    expect(after).toEqual([expect.objectContaining({ current: true })]);
    expect(after[0]?.id).not.toBe(before);
    expect((await checkout.audit()).at(0)).toMatchObject({
      kind: 'subject',
      reason: 'other-sessions-ended',
      initiatingEntity: 'user',
    });
  });

  it('ends nothing where there is no other: no epoch, no entry, no copy of the cart', async () => {
    const user = await somebody();
    const here = await checkout.signedIn(user);
    const gone = await checkout.signedIn(user);
    await gone.json('POST', '/api/logout', {});
    const before = [await list(here), everythingEnded()];
    for (let time = 0; time < 12; time++) {
      expect((await here.json('POST', '/api/sessions/end-others', {})).status).toBe(204);
    }
    expect([await list(here), everythingEnded()]).toEqual(before);
  });

  it('comes back to the list from a form', async () => {
    const here = await checkout.signedIn(await somebody());
    const page = await here.visit(whereTo(await here.form('/api/sessions/end-others')));
    expect(noticeOn(page)).toContain('Only this device is still signed in.');
  });

  it('takes a sign-in', async () => {
    const answer = await checkout.visitor().json('POST', '/api/sessions/end-others', {});
    expect(answer.status).toBe(401);
  });
});

describe('ending sessions again and again', () => {
  const LIMIT = 10;

  it('is refused after the tenth time for a while, and ends nothing', async () => {
    const user = await somebody();
    const here = await checkout.signedIn(user);
    for (let time = 0; time < LIMIT; time++) {
      await checkout.signedIn(user);
      expect((await here.json('POST', '/api/sessions/end-others', {})).status).toBe(204);
    }
    const there = await checkout.signedIn(user);
    const before = everythingEnded();
    for (const [path, body] of [
      ['/api/sessions/end-others', {}],
      ['/api/logout', { everywhere: true }],
    ] as const) {
      const answer = await here.json('POST', path, body);
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([429, 'too_many_attempts']);
      const seconds = Number(answer.headers['retry-after']);
      expect(seconds).toBeGreaterThan(14 * 60);
      expect(seconds).toBeLessThanOrEqual(15 * 60);
    }
    const page = await here.form('/api/sessions/end-others');
    expect([page.status, page.body]).toEqual([429, expect.stringContaining('try again in')]);
    expect(everythingEnded()).toEqual(before);
    expect([await here.state(), await there.state()]).toEqual(['authenticated', 'authenticated']);
    // One by one, and here, it still goes; and nobody else is held back.
    expect((await here.json('DELETE', `/api/sessions/${await otherId(here)}`)).status).toBe(204);
    expect((await here.json('POST', '/api/logout', {})).status).toBe(204);
    const other = await checkout.signedIn(await somebody());
    expect((await other.json('POST', '/api/logout', { everywhere: true })).status).toBe(204);
  });

  it('is refused for single ones after the thirtieth; what there is not does not count', async () => {
    const user = await somebody();
    const here = await checkout.signedIn(user);
    const end = (id: string) => here.json('DELETE', `/api/sessions/${id}`);
    for (let time = 0; time < 30; time++) {
      await checkout.signedIn(user);
      expect((await end('none')).status).toBe(404);
      expect((await end(await otherId(here))).status).toBe(204);
    }
    const there = await checkout.signedIn(user);
    const answer = await end(await otherId(here));
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([429, 'too_many_attempts']);
    expect(await there.state()).toBe('authenticated');
    expect((await here.json('POST', '/api/sessions/end-others', {})).status).toBe(204);
    expect(await there.state()).toBe('anonymous');
  });
});

describe('signing out everywhere', () => {
  it.each([true, 'form'])('ends every session of the user: %p', async (how) => {
    const user = await somebody();
    const [here, there] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    const answer =
      how === 'form'
        ? await here.form('/api/logout', { everywhere: 'yes' })
        : await here.json('POST', '/api/logout', { everywhere: how });
    expect(answer.status).toBe(how === 'form' ? 303 : 204);
    expect([await here.state(), await there.state()]).toEqual(['anonymous', 'anonymous']);
    expect(noticeOn(await there.page('/checkout'))).toContain(
      'You signed out on all your devices.',
    );
  });

  it('leaves the other devices alone otherwise', async () => {
    const user = await somebody();
    const [here, there] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    await here.json('POST', '/api/logout', { everywhere: false });
    expect([await here.state(), await there.state()]).toEqual(['anonymous', 'authenticated']);
  });

  it('is not for a shopper who is only recognized: nothing ends', async () => {
    const user = await somebody();
    const idle = await checkout.signedIn(user);
    checkout.clock.advance(21 * 60);
    const active = await checkout.signedIn(user);
    const answer = await idle.json('POST', '/api/logout', { everywhere: true });
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([401, 'sign_in_required']);
    expect([await idle.state(), await active.state()]).toEqual(['recognized', 'authenticated']);
  });

  it.each(['yes', 'true', 1, []])(
    'takes %p in JSON for a slip, and ends nothing',
    async (value) => {
      const here = await checkout.signedIn(await somebody());
      const answer = await here.json('POST', '/api/logout', { everywhere: value });
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([400, 'malformed']);
      expect(await here.state()).toBe('authenticated');
    },
  );
});

describe('what a page says of an ended session', () => {
  it('stands on the first page after it, and on no other', async () => {
    const user = await somebody();
    const there = await checkout.signedIn(user);
    const here = await checkout.signedIn(user);
    await here.json('POST', '/api/sessions/end-others', {});
    // A page that only leads on has nobody to say it to.
    const lead = await there.page('/account');
    expect(lead.status).toBe(303);
    expect(noticeOn(await there.page(whereTo(lead)))).toContain('signed out all the others');
    for (const path of ['/login', '/checkout', '/register', '/forgot']) {
      expect(noticeOn(await there.page(path))).toBe('');
    }
  });

  it.each([
    '/checkout',
    '/login',
    '/register',
    '/forgot',
    '/reset?token=x',
    '/checkout?notice=cart_full',
  ])('is said by %s', async (path) => {
    const user = await somebody();
    const there = await checkout.signedIn(user);
    await (await checkout.signedIn(user)).json('POST', '/api/sessions/end-others', {});
    expect(noticeOn(await there.page(path))).toContain('signed out all the others');
  });

  it('is said by the page of a refused form', async () => {
    const user = await somebody();
    const there = await checkout.signedIn(user);
    await (await checkout.signedIn(user)).json('POST', '/api/sessions/end-others', {});
    const page = await there.form('/api/login', { email: user.email, password: 'wrong' });
    expect(noticeOn(page)).toContain('signed out all the others');
  });

  it('links to the sign-in, but not from there', async () => {
    const user = await somebody();
    const link = /notice-text"><p>[^<]*<a href="\/login">Sign in<\/a>/;
    for (const [path, expected] of [
      ['/checkout', true],
      ['/login', false],
    ] as const) {
      const there = await checkout.signedIn(user);
      await (await checkout.signedIn(user)).json('POST', '/api/sessions/end-others', {});
      expect(link.test((await there.page(path)).body)).toBe(expected);
    }
  });
});
