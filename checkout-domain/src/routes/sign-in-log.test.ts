import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestCheckout, type TestCheckout } from './test-checkout.ts';

const WRONG = 'not the password 4711';
const RIGHT = 'correct horse battery staple 9';

let checkout: TestCheckout;
beforeAll(async () => {
  checkout = await startTestCheckout();
});
afterAll(() => checkout.close());

/** What the log tells of sign-ins while something happens, without its own fields. */
async function toldOf(act: () => Promise<unknown>): Promise<unknown[]> {
  const from = checkout.logged.length;
  await act();
  const told = checkout.logged.slice(from).filter(({ msg }) => /sign/.test(String(msg)));
  return told.map(({ level: _, time, role: __, ...line }) => {
    expect(time).toEqual(expect.any(Number));
    return line;
  });
}

describe('the log of sign-ins', () => {
  it('tells who has signed in, and by what', async () => {
    const user = await checkout.user('jane');
    const told = await toldOf(() => checkout.signedIn(user));
    expect(told).toEqual([{ user: user.id, as: 'customer', by: 'password', msg: 'signed in' }]);
  });

  it('tells of a registration', async () => {
    const json = { email: 'new@example.com', password: RIGHT };
    const told = await toldOf(() => checkout.visitor().json('POST', '/api/register', json));
    const by = 'registration';
    expect(told).toMatchObject([{ as: 'customer', by, msg: 'signed in' }]);
  });

  it('tells that a sign-in was refused, and neither address nor password', async () => {
    const json = { email: 'jane@example.com', password: WRONG };
    const told = await toldOf(() => checkout.visitor().json('POST', '/api/login', json));
    const line = { code: 'wrong_credentials', by: 'password', msg: 'sign-in refused' };
    expect(told).toEqual([line]);
    expect(JSON.stringify(checkout.logged)).not.toContain('example.com');
    expect(JSON.stringify(checkout.logged)).not.toContain(WRONG);
  });

  it('tells that a registration was refused', async () => {
    const json = { email: 'jane@example.com', password: RIGHT };
    const told = await toldOf(() => checkout.visitor().json('POST', '/api/register', json));
    expect(told).toEqual([{ code: 'email_taken', by: 'registration', msg: 'sign-in refused' }]);
  });

  it('tells who has signed out, once', async () => {
    const user = await checkout.user('john');
    const browser = await checkout.signedIn(user);
    const out = () => browser.json('POST', '/api/logout', {});
    expect(await toldOf(out)).toEqual([{ user: user.id, everywhere: false, msg: 'signed out' }]);
    expect(await toldOf(out)).toEqual([]);
  });
});
