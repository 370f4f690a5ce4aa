import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/http-exchange.ts';
import { demoAccount, newAccount } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const SESSION = 'bridge-session';
const open = openStore();

describe('registering', () => {
  it('answers 201 with the user, who is signed in and a customer', async () => {
    const shopper = open.shopper('program');
    const account = newAccount();
    const answer = await shopper.send('checkout', 'POST', '/api/register', account);
    expect(answer.status).toBe(201);
    const { user } = JSON.parse(answer.body);
    const id = expect.stringMatching(/^usr_[\w-]{22}$/);
    expect(user).toEqual({ id, email: account.email, role: 'customer' });
    const me = await shopper.send('checkout', 'GET', '/api/account');
    expect(JSON.parse(me.body)).toEqual({ user });
    expect(answer.body).not.toContain(account.password);
  });

  it('does not let anybody choose a role or an id', async () => {
    const shopper = open.shopper('program');
    const wish = { ...newAccount(), role: 'admin', id: 'usr_me', epoch: 1 };
    const answer = await shopper.send('checkout', 'POST', '/api/register', wish);
    expect(JSON.parse(answer.body).user).toMatchObject({ role: 'customer' });
  });

  it('refuses an address that is taken, in any spelling, and signs nobody in', async () => {
    const account = newAccount();
    await open.shopper().register(account);
    const other = open.shopper('program');
    const again = { ...newAccount(), email: ` ${account.email.toUpperCase()} ` };
    const answer = await other.send('checkout', 'POST', '/api/register', again);
    expectProblem(answer, 409, 'email_taken');
    expect(answer.setCookies.join()).not.toContain(SESSION);
    expect((await other.state('checkout')).session.state).toBe('anonymous');
  });

  it.each(['', 'short', 'password', '12345678', 'qwertyuiop', 'x'.repeat(129), null, 12_345_678])(
    'refuses the password %p',
    async (password) => {
      const account = { ...newAccount(), password };
      const answer = await open
        .shopper('program')
        .send('checkout', 'POST', '/api/register', account);
      expectProblem(answer, 422, 'weak_password');
    },
  );

  it.each([
    '',
    'nobody',
    'a@',
    'a b@example.org',
    `${'x'.repeat(255)}@example.org`,
    null,
    ['a@b.c'],
  ])('refuses the address %p', async (email) => {
    const account = { ...newAccount(), email };
    const answer = await open.shopper('program').send('checkout', 'POST', '/api/register', account);
    expectProblem(answer, 422, 'invalid_email');
  });
});

describe('signing in', () => {
  it('answers 200 with the user', async () => {
    const answer = await open
      .shopper('program')
      .send('checkout', 'POST', '/api/login', demoAccount(open.store, 'wholesale'));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).user).toMatchObject({
      email: 'wholesale@example.com',
      role: 'wholesale',
    });
  });

  it('gives the same answer for a wrong password, an unknown user and no address at all', async () => {
    const { email } = await open.shopper().register();
    const answers: Answer[] = [];
    for (const who of [email, newAccount().email, 'nobody', '', undefined, { $ne: null }]) {
      const wrong = { email: who, password: 'not the right one' };
      answers.push(await open.shopper('program').send('checkout', 'POST', '/api/login', wrong));
    }
    for (const answer of answers) {
      expectProblem(answer, 401, 'wrong_credentials');
      expect(answer.body).toBe(answers[0]?.body);
      expect(answer.setCookies).toEqual(answers[0]?.setCookies);
    }
  });

  it('plants a session cookie that is for this host, for TLS and for no script', async () => {
    const shopper = open.shopper('program');
    const answer = await shopper.send('checkout', 'POST', '/api/login', demoAccount(open.store));
    const cookie = answer.setCookies.find((each) => each.startsWith(`__Host-${SESSION}=`)) ?? '';
    const [pair = '', ...attributes] = cookie.split('; ');
    expect(pair).toMatch(/=[\w.~-]{43,}$/);
    expect(attributes.sort()).toEqual([
      'HttpOnly',
      `Max-Age=${30 * 86_400}`,
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
  });

  it('gives a new session id each time, and the old one is dead', async () => {
    const shopper = open.shopper('program');
    const url = shopper.url('checkout', '/api/account');
    const ids: string[] = [];
    for (let time = 0; time < 3; time++) {
      await shopper.signIn(demoAccount(open.store));
      ids.push(shopper.browser.cookie(url, SESSION) ?? '');
    }
    expect(new Set(ids).size).toBe(3);
    await expectDead(ids.slice(0, 2));
    expect((await shopper.browser.ask(url)).status).toBe(200);
    await shopper.send('checkout', 'POST', '/api/logout', {});
    await expectDead(ids);
  });

  it('does not adopt a session id that somebody else has chosen', async () => {
    const fixed = 'A'.repeat(43);
    const shopper = open.shopper('program');
    const url = shopper.url('checkout', '/');
    shopper.browser.jar.setCookieSync(`__Host-${SESSION}=${fixed}; Secure; Path=/`, url);
    await shopper.signIn(demoAccount(open.store));
    expect(shopper.browser.cookie(url, SESSION)).not.toBe(fixed);
  });

  it('by form leads to where it was asked for, on this domain only', async () => {
    for (const [next, path] of [
      ['/account', '/account'],
      ['https://evil.example', '/checkout'],
      ['//evil.example', '/checkout'],
    ] as const) {
      const shopper = open.shopper();
      const form = { ...demoAccount(open.store), next };
      const answer = await shopper.submit('checkout', '/api/login', form);
      expect(answer).toMatchObject({ status: 303, location: shopper.url('checkout', path) });
    }
  });

  it('by form comes back with the address, without the password, and says what is wrong', async () => {
    const shopper = open.shopper();
    const form = {
      email: 'ann"><script>@example.org',
      password: 'not the right one',
      next: '/account',
    };
    const answer = await shopper.submit('checkout', '/api/login', form);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('E-mail address or password is not right.');
    expect(answer.body).toContain('ann&quot;&gt;&lt;script&gt;@example.org');
    expect(answer.body).toContain('value="/account"');
    expect(answer.body).not.toContain(form.password);
  });
});

describe('the account', () => {
  it('is shown to its user alone', async () => {
    const stranger = open.shopper('program');
    const answer = await stranger.send('checkout', 'GET', '/api/account');
    expectProblem(answer, 401, 'sign_in_required');
    const browser = open.shopper();
    const page = await browser.see('checkout', '/account');
    expect(new URL(page.url).pathname + new URL(page.url).search).toBe('/login?next=%2Faccount');
  });

  it('is not shown on the shop, nor with a session of the shop', async () => {
    const shopper = open.shopper();
    await shopper.signIn(demoAccount(open.store));
    await shopper.cross('shopping');
    expect((await shopper.see('shopping', '/api/account')).status).toBe(404);
    const id = shopper.browser.cookie(shopper.url('shopping', '/'), SESSION);
    await expectDead([id ?? '']);
  });
});

describe('signing out', () => {
  it('answers 204 to a program and 303 across to a form', async () => {
    const program = open.shopper('program');
    await program.signIn(demoAccount(open.store));
    expect(
      await program.send('checkout', 'POST', '/api/logout', { everywhere: false }),
    ).toMatchObject({ status: 204, body: '' });
    const browser = open.shopper();
    await browser.signIn(demoAccount(open.store));
    expect(await browser.submit('checkout', '/api/logout', {})).toMatchObject({
      status: 303,
      location: browser.url('shopping', '/bridge/start?return=%2F%3Fnotice%3Dsigned_out'),
    });
  });

  it('is no error for somebody who is not signed in', async () => {
    const program = open.shopper('program');
    expect((await program.send('checkout', 'POST', '/api/logout', {})).status).toBe(204);
  });
});

/** Expects that none of these session ids opens an account. */
async function expectDead(ids: readonly string[]): Promise<void> {
  const thief = open.shopper('program');
  for (const id of ids) {
    const headers = { cookie: `__Host-${SESSION}=${id}` };
    const answer = await thief.browser.ask(thief.url('checkout', '/api/account'), { headers });
    expectProblem(answer, 401, 'sign_in_required');
  }
}
