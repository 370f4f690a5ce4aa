import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { User } from '../accounts/user.ts';
import { PASSWORD, startTestCheckout, type TestCheckout } from './test-checkout.ts';
import { noticeOn, whereTo } from './test-visitor.ts';

const NEW = 'an even longer walk';

let checkout: TestCheckout;
let count = 0;
beforeAll(async () => {
  checkout = await startTestCheckout();
});
afterAll(() => checkout.close());

const somebody = (): Promise<User> => checkout.user(`walker-${++count}`);
const canSignIn = async ({ email }: User, password: string): Promise<boolean> =>
  (await checkout.visitor().json('POST', '/api/login', { email, password })).status === 200;

describe('POST /api/password', () => {
  it('sets the password and ends every session, the acting one too', async () => {
    const user = await somebody();
    const [here, there] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    const body = { currentPassword: PASSWORD, newPassword: NEW };
    expect((await here.json('POST', '/api/password', body)).status).toBe(204);
    expect([await here.state(), await there.state()]).toEqual(['anonymous', 'anonymous']);
    expect([await canSignIn(user, PASSWORD), await canSignIn(user, NEW)]).toEqual([false, true]);
    expect((await checkout.audit()).at(0)).toMatchObject({
      kind: 'subject',
      subject: user.id,
      actor: user.id,
      initiatingEntity: 'user',
      reason: 'password-change',
    });
  });

  it('keeps the acting session on request, under a new id and sid, and ends the others', async () => {
    const user = await somebody();
    const [here, there] = [await checkout.signedIn(user), await checkout.signedIn(user)];
    const before = new Map(here.cookies);
    const [{ id: sid }] = JSON.parse((await here.json('GET', '/api/sessions')).body);
    const body = { currentPassword: PASSWORD, newPassword: NEW, keepCurrent: true };
    expect((await here.json('POST', '/api/password', body)).status).toBe(204);
    expect([await here.state(), await there.state()]).toEqual(['authenticated', 'anonymous']);
    const name = [...before.keys()].find((each) => each.endsWith('bridge-session')) ?? '';
    expect(here.cookies.get(name)).not.toBe(before.get(name));
    const sessions = JSON.parse((await here.json('GET', '/api/sessions')).body);
    expect(sessions).toEqual([expect.objectContaining({ current: true })]);
    expect(sessions[0].id).not.toBe(sid);
    expect((await checkout.audit()).at(0)).toMatchObject({
      kind: 'subject',
      reason: 'password-change-keep-current',
    });
  });

  it.each([
    [401, 'wrong_credentials', { currentPassword: 'wrong', newPassword: NEW }],
    [401, 'wrong_credentials', { newPassword: NEW }],
    [401, 'wrong_credentials', { currentPassword: ['x'], newPassword: NEW }],
    [422, 'weak_password', { currentPassword: PASSWORD, newPassword: 'short' }],
    [422, 'weak_password', { currentPassword: PASSWORD }],
    [400, 'malformed', { currentPassword: PASSWORD, newPassword: NEW, keepCurrent: 'true' }],
    [400, 'malformed', { currentPassword: PASSWORD, newPassword: NEW, keepCurrent: 1 }],
  ])('refuses with %i %s, and ends no session', async (status, code, body) => {
    const user = await somebody();
    const here = await checkout.signedIn(user);
    const answer = await here.json('POST', '/api/password', body);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, code]);
    expect(await here.state()).toBe('authenticated');
    expect(await canSignIn(user, PASSWORD)).toBe(true);
  });

  it('goes on with the session as it was when keeping it was asked for and the password was wrong', async () => {
    const here = await checkout.signedIn(await somebody());
    const before = new Map(here.cookies);
    const body = { currentPassword: 'wrong', newPassword: NEW, keepCurrent: true };
    expect((await here.json('POST', '/api/password', body)).status).toBe(401);
    expect(here.cookies).toEqual(before);
  });

  it('takes a sign-in: 401 sign_in_required, also from a recognized shopper', async () => {
    const here = await checkout.signedIn(await somebody());
    const body = { currentPassword: PASSWORD, newPassword: NEW };
    checkout.clock.advance(21 * 60);
    for (const visitor of [checkout.visitor(), here]) {
      const answer = await visitor.json('POST', '/api/password', body);
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([401, 'sign_in_required']);
    }
  });

  it('counts wrong guesses, and says when to come again', async () => {
    const here = await checkout.signedIn(await somebody());
    const guess = { currentPassword: 'wrong', newPassword: NEW };
    for (let i = 0; i < 10; i++) await here.json('POST', '/api/password', guess);
    const answer = await here.json('POST', '/api/password', guess);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([429, 'too_many_attempts']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('the page for a new password', () => {
  it('leads whoever is not signed in to the sign-in, and back', async () => {
    const visitor = checkout.visitor();
    const page = await visitor.page('/account/password');
    expect([page.status, whereTo(page)]).toEqual([303, '/login?next=%2Faccount%2Fpassword']);
    const form = await visitor.form('/api/password', {
      currentPassword: PASSWORD,
      newPassword: NEW,
    });
    expect(whereTo(form)).toBe('/login?next=%2Faccount%2Fpassword&notice=sign_in_required');
  });

  it('meets a guest with the reason at the sign-in afterwards, once', async () => {
    const here = await checkout.signedIn(await somebody());
    const sent = await here.form('/api/password', {
      currentPassword: PASSWORD,
      newPassword: NEW,
    });
    expect([sent.status, whereTo(sent)]).toEqual([303, '/login?next=%2Faccount']);
    const page = await here.page(whereTo(sent));
    expect(noticeOn(page)).toBe(
      'Your password was changed, so you were signed out here. Your cart is still here.',
    );
    expect(page.body).toContain('<h1>Sign in</h1>');
    expect(noticeOn(await here.page('/login'))).toBe('');
  });

  it('stays with the account where the box was ticked', async () => {
    const here = await checkout.signedIn(await somebody());
    const fields = { currentPassword: PASSWORD, newPassword: NEW, keepCurrent: 'yes' };
    const page = await here.visit(whereTo(await here.form('/api/password', fields)));
    expect(page.body).toContain('<h1>Your account</h1>');
    expect(noticeOn(page)).toContain('You are still signed in here, and nowhere else.');
  });

  it.each([
    [{ currentPassword: 'wrong', newPassword: NEW }, 401, 'current-password-error'],
    [{ currentPassword: PASSWORD, newPassword: 'short' }, 422, 'new-password-error'],
  ])(
    'comes back with what is wrong at its field, and no password: %p',
    async (fields, status, id) => {
      const here = await checkout.signedIn(await somebody());
      const answer = await here.form('/api/password', { ...fields, keepCurrent: 'yes' });
      expect(answer.status).toBe(status);
      expect(answer.body).toContain(`id="${id}"`);
      expect(answer.body).toMatch(/name="keepCurrent"[^>]* checked/);
      expect(answer.body).not.toContain(
        fields.currentPassword === PASSWORD ? PASSWORD : 'value="wrong"',
      );
    },
  );

  it('is found again under the address that a refused form leaves behind', async () => {
    expect(whereTo(await checkout.visitor().page('/api/password'))).toBe('/account/password');
  });
});
