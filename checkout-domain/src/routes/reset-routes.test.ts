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

const somebody = (): Promise<User> => checkout.user(`forgetter-${++count}`);
const canSignIn = async ({ email }: User, password: string): Promise<boolean> =>
  (await checkout.visitor().json('POST', '/api/login', { email, password })).status === 200;

describe('POST /api/password-reset', () => {
  it('gives one answer whether there is such an account or not', async () => {
    const { email } = await somebody();
    const answers = await Promise.all(
      [email, 'nobody@example.com', 'no address', ''].map((each) =>
        checkout.visitor().json('POST', '/api/password-reset', { email: each }),
      ),
    );
    const seen = answers.map(({ status, body, setCookies }) => ({ status, body, setCookies }));
    expect(seen).toEqual(seen.map(() => ({ status: 202, body: '', setCookies: [] })));
    expect(checkout.mailed).toContainEqual({ kind: 'reset', email });
  });

  it('leads a form to a page that says so, in words that give nothing away', async () => {
    const visitor = checkout.visitor();
    const sent = await visitor.form('/api/password-reset', { email: 'nobody@example.com' });
    expect([sent.status, whereTo(sent)]).toEqual([303, '/forgot?sent=1']);
    expect((await visitor.page('/forgot?sent=1')).body).toContain(
      'If there is an account under this address',
    );
  });

  it('takes three an hour for an account, and comes back with the address', async () => {
    const { email } = await somebody();
    const visitor = checkout.visitor();
    for (let i = 0; i < 3; i++) await visitor.form('/api/password-reset', { email });
    const program = await visitor.json('POST', '/api/password-reset', { email });
    expect([program.status, JSON.parse(program.body).code]).toEqual([429, 'too_many_attempts']);
    const page = await visitor.form('/api/password-reset', { email });
    expect(page.status).toBe(429);
    expect(Number(page.headers['retry-after'])).toBeGreaterThan(0);
    expect(page.body).toContain(`value="${email}"`);
  });
});

describe('the page behind the link of a reset mail', () => {
  it('opens any number of times', async () => {
    const token = await checkout.resetToken(await somebody());
    const visitor = checkout.visitor();
    for (let i = 0; i < 2; i++) {
      const page = await visitor.page(`/reset?token=${token}`);
      expect(page.status).toBe(200);
      expect(page.body).toContain(`<input type="hidden" name="token" value="${token}">`);
    }
  });

  it('holds the token once, lets no address with it out, and is kept by nobody', async () => {
    const token = await checkout.resetToken(await somebody());
    const { body, headers } = await checkout.visitor().page(`/reset?token=${token}`);
    expect(body.split(token)).toHaveLength(2);
    expect(headers['referrer-policy']).toBe('strict-origin');
    expect(headers['cache-control']).toContain('no-store');
    expect(String(headers['content-security-policy'])).toContain("default-src 'self'");
    expect(body).not.toMatch(/(?:src|action)="https?:/);
  });

  it.each(['', '?token=', '?token=rst_x', `?token=rst_${'A'.repeat(43)}`])(
    'says that the link does not work, and leads to a new one: %p',
    async (query) => {
      const page = await checkout.visitor().page(`/reset${query}`);
      expect(page.status).toBe(400);
      expect(page.body).toContain('This link does not work any more');
      expect(page.body).toContain('href="/forgot"');
    },
  );
});

describe('POST /api/password-reset/confirm', () => {
  it('sets the password, ends every session, signs nobody in, and takes the token once', async () => {
    const user = await somebody();
    const there = await checkout.signedIn(user);
    const body = { token: await checkout.resetToken(user), newPassword: NEW };
    const visitor = checkout.visitor();
    const answer = await visitor.json('POST', '/api/password-reset/confirm', body);
    expect([answer.status, answer.body]).toEqual([204, '']);
    expect([await visitor.state(), await there.state()]).toEqual(['anonymous', 'anonymous']);
    expect([await canSignIn(user, PASSWORD), await canSignIn(user, NEW)]).toEqual([false, true]);
    const again = await visitor.json('POST', '/api/password-reset/confirm', body);
    expect([again.status, JSON.parse(again.body).code]).toEqual([400, 'reset_refused']);
  });

  it('leads a form to the sign-in with the news, and tells a browser that was signed in why it is not', async () => {
    const user = await somebody();
    const there = await checkout.signedIn(user);
    const token = await checkout.resetToken(user);
    const visitor = checkout.visitor();
    const sent = await visitor.form('/api/password-reset/confirm', { token, newPassword: NEW });
    expect(whereTo(sent)).toBe('/login?notice=password_reset');
    expect(noticeOn(await visitor.page(whereTo(sent)))).toBe(
      'Your new password is set. Please sign in with it.',
    );
    expect(noticeOn(await there.page('/checkout'))).toBe(
      'A new password was set, so you were signed out here. Your cart is still here. Sign in',
    );
  });

  it('comes back from a weak password with the token still good', async () => {
    const user = await somebody();
    const token = await checkout.resetToken(user);
    const visitor = checkout.visitor();
    const weak = await visitor.form('/api/password-reset/confirm', { token, newPassword: 'short' });
    expect(weak.status).toBe(422);
    expect(weak.headers['referrer-policy']).toBe('strict-origin');
    expect(weak.body).toContain('id="new-password-error"');
    expect(weak.body).toContain(`name="token" value="${token}"`);
    await visitor.form('/api/password-reset/confirm', { token, newPassword: NEW });
    expect(await canSignIn(user, NEW)).toBe(true);
  });

  it('shows the page with the way to a new link where the token is no good', async () => {
    const fields = { token: 'rst_none', newPassword: NEW };
    const page = await checkout.visitor().form('/api/password-reset/confirm', fields);
    expect(page.status).toBe(400);
    expect(page.body).toContain('href="/forgot"');
    expect(page.body).not.toContain('rst_none');
  });

  it('takes nothing but texts', async () => {
    const body = { token: { $ne: '' }, newPassword: [NEW] };
    const answer = await checkout.visitor().json('POST', '/api/password-reset/confirm', body);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([400, 'reset_refused']);
  });
});
