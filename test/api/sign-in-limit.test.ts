import { describe, expect, it } from '@jest/globals';
import type { Shopper } from '../support/http-shopper.ts';
import { demoAccount, newAccount } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const WRONG = 'not the right one';

describe('after 10 failures of one account from one address', () => {
  const open = openStore({ env: { TRUST_PROXY: '1' } });
  let addresses = 0;
  /** A browser at an address of its own, as the one trusted proxy tells it. */
  function newAddress(): Record<string, string> {
    addresses += 1;
    return { 'x-forwarded-for': `198.51.100.${addresses}` };
  }
  function trySignIn(
    shopper: Shopper,
    email: string,
    password: string,
    headers: Record<string, string>,
  ) {
    const json = { email, password };
    return shopper.browser.ask(shopper.url('checkout', '/api/login'), { json, headers });
  }
  async function fail(shopper: Shopper, email: string, headers: Record<string, string>) {
    for (let time = 0; time < 10; time++) {
      expectProblem(await trySignIn(shopper, email, WRONG, headers), 401, 'wrong_credentials');
    }
  }

  it('the 11th is refused with Retry-After, also with the right password', async () => {
    const shopper = open.shopper('program');
    const { email, password } = demoAccount(open.store);
    const here = newAddress();
    await fail(shopper, email, here);
    const answer = await trySignIn(shopper, email, password, here);
    expectProblem(answer, 429, 'too_many_attempts');
    const seconds = Number(answer.headers['retry-after']);
    expect(seconds).toBeGreaterThan(14 * 60);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
  });

  it('the same user may still sign in elsewhere, and others here', async () => {
    const shopper = open.shopper('program');
    const { email, password } = demoAccount(open.store, 'wholesale');
    const here = newAddress();
    await fail(shopper, email, here);
    expect((await trySignIn(shopper, email, password, newAddress())).status).toBe(200);
    const other = demoAccount(open.store, 'admin');
    expect((await trySignIn(shopper, other.email, other.password, here)).status).toBe(200);
  });

  it('an unknown user gets the same answer as a known one', async () => {
    const shopper = open.shopper('program');
    const here = newAddress();
    const { email } = newAccount();
    await fail(shopper, email, here);
    expectProblem(await trySignIn(shopper, email, WRONG, here), 429, 'too_many_attempts');
  });

  it('more cannot slip through by coming at once', async () => {
    const shopper = open.shopper('program');
    const headers = newAddress();
    const json = { email: newAccount().email, password: WRONG };
    const url = shopper.url('checkout', '/api/login');
    const all = Array.from({ length: 30 }, () => [url, { json, headers }] as const);
    const statuses = (await shopper.browser.race(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('a form says so on its page', async () => {
    const shopper = open.shopper();
    const headers = newAddress();
    const form = { email: newAccount().email, password: WRONG };
    const submit = () =>
      shopper.browser.ask(shopper.url('checkout', '/api/login'), { form, headers });
    for (let time = 0; time < 10; time++) await submit();
    const answer = await submit();
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.body).toContain('Too many attempts');
  });

  it('the count survives a restart', async () => {
    const shopper = open.shopper('program');
    const here = newAddress();
    const { email } = newAccount();
    await fail(shopper, email, here);
    await open.store.end('checkout', 'SIGKILL');
    await open.store.start('checkout');
    expectProblem(await trySignIn(shopper, email, WRONG, here), 429, 'too_many_attempts');
  });
});
