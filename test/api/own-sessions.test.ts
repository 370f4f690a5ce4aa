import { describe, expect, it } from '@jest/globals';
import { newAccount, type Shopper } from '../support/http-shopper.ts';
import {
  CART,
  signedInOnBoth,
  signInOnBoth,
  statesOf,
  until,
  untilGuest,
} from '../support/known-shopper.ts';
import { resetLinksTo } from '../support/mail-files.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const open = openStore();
const NEW_PASSWORD = 'a wholly new passphrase 7';
const BOTH = ['recognized', 'authenticated'];
const NOBODY = ['anonymous', 'anonymous'];

/** Two browsers of one user. */
async function twoBrowsers() {
  const { shopper, account } = await signedInOnBoth(open.shopper());
  const other = open.shopper();
  await signInOnBoth(other, account);
  return { shopper, other, account };
}
async function untilSignedOut(shopper: Shopper): Promise<void> {
  await untilGuest(shopper);
  expect(await statesOf(shopper)).toEqual(NOBODY);
}
const sessionsSeenBy = async (shopper: Shopper) =>
  JSON.parse((await shopper.send('checkout', 'GET', '/api/sessions')).body);

describe('POST /api/password', () => {
  it('204: ends every session, this one too; the old password is none any more', async () => {
    const { shopper, other, account } = await twoBrowsers();
    const change = { currentPassword: account.password, newPassword: NEW_PASSWORD };
    expect((await shopper.send('checkout', 'POST', '/api/password', change)).status).toBe(204);
    await untilSignedOut(shopper);
    await untilSignedOut(other);
    expect(await shopper.cart('shopping')).toEqual(CART);
    const { email } = account;
    const old = await other.send('checkout', 'POST', '/api/login', account);
    expectProblem(old, 401, 'wrong_credentials');
    await other.signIn({ email, password: NEW_PASSWORD });
  });

  it('204 with keepCurrent: this one goes on under a new id, on both domains', async () => {
    const { shopper, other, account } = await twoBrowsers();
    const change = {
      currentPassword: account.password,
      newPassword: NEW_PASSWORD,
      keepCurrent: true,
    };
    expect((await shopper.send('checkout', 'POST', '/api/password', change)).status).toBe(204);
    await untilSignedOut(other);
    expect((await shopper.state('checkout')).session.state).toBe('authenticated');
    await shopper.cross('shopping');
    await shopper.untilRecognized();
  });

  it('refuses with the exact status, and ends nothing', async () => {
    const { shopper, other, account } = await twoBrowsers();
    const { password: currentPassword } = account;
    for (const [body, status, code] of [
      [
        { currentPassword: 'not the right one', newPassword: NEW_PASSWORD },
        401,
        'wrong_credentials',
      ],
      [{ currentPassword, newPassword: 'short' }, 422, 'weak_password'],
    ] as const) {
      expectProblem(await shopper.send('checkout', 'POST', '/api/password', body), status, code);
    }
    const stranger = open.shopper('program');
    const change = { currentPassword, newPassword: NEW_PASSWORD };
    expectProblem(
      await stranger.send('checkout', 'POST', '/api/password', change),
      401,
      'sign_in_required',
    );
    for (const each of [shopper, other]) expect(await statesOf(each)).toEqual(BOTH);
  });
});

describe('POST /api/password-reset', () => {
  const tokenFor = (email: string) =>
    resetLinksTo(open.store, email).map((link) => new URL(link).searchParams.get('token'))[0];

  it('202, then a mail; the token sets a password once, and ends the sessions on both domains', async () => {
    const { shopper, account } = await signedInOnBoth(open.shopper());
    const stranger = open.shopper('program');
    const { email } = account;
    const asked = await stranger.send('checkout', 'POST', '/api/password-reset', { email });
    expect([asked.status, asked.body]).toEqual([202, '']);
    await until(() => tokenFor(email) !== undefined);
    expect(await statesOf(shopper)).toEqual(BOTH);

    const confirm = (token: unknown, newPassword: string) =>
      stranger.send('checkout', 'POST', '/api/password-reset/confirm', { token, newPassword });
    const token = tokenFor(email);
    expectProblem(await confirm(token, 'short'), 422, 'weak_password');
    expect((await confirm(token, NEW_PASSWORD)).status).toBe(204);
    await untilSignedOut(shopper);
    expectProblem(await confirm(token, `${NEW_PASSWORD} 2`), 400, 'reset_refused');
    for (const bad of ['', 'x', null, [], 'A'.repeat(4_000)]) {
      expectProblem(await confirm(bad, NEW_PASSWORD), 400, 'reset_refused');
    }
    await shopper.signIn({ email, password: NEW_PASSWORD });
  });

  it('I25: 202 without a word or a mail for somebody unknown', async () => {
    const { email } = newAccount();
    const answer = await open
      .shopper('program')
      .send('checkout', 'POST', '/api/password-reset', { email });
    expect([answer.status, answer.body]).toEqual([202, '']);
    expect(tokenFor(email)).toBeUndefined();
  });
});

describe('/api/sessions', () => {
  it('lists one’s own, this one first, and nothing that could be used as a session', async () => {
    const { shopper } = await twoBrowsers();
    const sessions = await sessionsSeenBy(shopper);
    expect(sessions).toHaveLength(2);
    for (const session of sessions) {
      expect(session).toEqual({
        id: expect.any(String),
        current: expect.any(Boolean),
        createdAt: expect.any(Number),
        lastSeenAt: expect.any(Number),
        device: expect.anything(),
      });
    }
    expect(sessions.map(({ current }: { current: boolean }) => current)).toEqual([true, false]);
    expectProblem(
      await open.shopper('program').send('checkout', 'GET', '/api/sessions'),
      401,
      'sign_in_required',
    );
  });

  it('DELETE 204 ends one on both domains; of somebody else: 404, and it lives', async () => {
    const { shopper, other } = await twoBrowsers();
    const stranger = await twoBrowsers();
    const [, { id }] = await sessionsSeenBy(shopper);
    const path = `/api/sessions/${id}`;
    expectProblem(await stranger.shopper.send('checkout', 'DELETE', path), 404, 'unknown_session');
    expect(await statesOf(other)).toEqual(BOTH);
    expect((await shopper.send('checkout', 'DELETE', path)).status).toBe(204);
    await untilSignedOut(other);
    expect(await statesOf(shopper)).toEqual(BOTH);
  });

  it('end-others 204: the others end on both domains, this one goes on', async () => {
    const { shopper, other } = await twoBrowsers();
    const answer = await shopper.send('checkout', 'POST', '/api/sessions/end-others');
    expect(answer.status).toBe(204);
    await untilSignedOut(other);
    expect((await shopper.state('checkout')).session.state).toBe('authenticated');
    expect(await sessionsSeenBy(shopper)).toHaveLength(1);
  });
});

describe('POST /api/logout', () => {
  it('204 with everywhere: every browser of the user, on both domains', async () => {
    const { shopper, other } = await twoBrowsers();
    const answer = await shopper.send('checkout', 'POST', '/api/logout', { everywhere: true });
    expect(answer.status).toBe(204);
    await untilSignedOut(other);
    await untilSignedOut(shopper);
  });

  it('204 without: this browser alone', async () => {
    const { shopper, other } = await twoBrowsers();
    expect((await shopper.send('checkout', 'POST', '/api/logout', {})).status).toBe(204);
    await untilSignedOut(shopper);
    expect(await statesOf(other)).toEqual(BOTH);
  });
});
