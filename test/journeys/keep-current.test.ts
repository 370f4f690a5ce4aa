import { describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { MODES } from '../support/bridge-modes.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import {
  cartOn,
  crossToShop,
  noticeOn,
  SETTLED_SECONDS,
  sidOf,
  signedInOnBoth,
  stateOn,
} from '../support/session-steps.ts';
import { CHECKOUT, SHOP, see } from '../support/store-pair.ts';

/** The cookie of the session on checkout. */
function sessionCookie(browser: BrowserModel): string {
  const cookie = browser.cookies(CHECKOUT).find((each) => each.includes('bridge-session='));
  if (!cookie) throw new Error('nobody is signed in there');
  return cookie;
}

describe.each(MODES)('a password change that keeps the acting session (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);
  const changePassword = async (browser: BrowserModel) =>
    JSON.parse((await browser.request(`${CHECKOUT}/password`, { json: {} })).body);

  it('goes on under another id, sid and epoch; the same answer knows of it already', async () => {
    const browser = await signedInOnBoth(pair());
    const [sid, cookie] = [await sidOf(browser), sessionCookie(browser)];
    const { outcome, session } = await changePassword(browser);
    expect(session).toMatchObject({ state: 'authenticated', epoch: outcome.epoch });
    expect(await sidOf(browser)).not.toBe(sid);
    expect(sessionCookie(browser)).not.toBe(cookie);
    expect(await noticeOn(browser, CHECKOUT)).toBeNull();
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 2 });
  });

  it('leaves the old id dead', async () => {
    const browser = await signedInOnBoth(pair());
    const cookie = sessionCookie(browser);
    await changePassword(browser);
    const thief = await pair().browser().request(CHECKOUT, { headers: { cookie } });
    expect(JSON.parse(thief.body).session).toEqual({ state: 'anonymous' });
  });

  it('ends the user’s other sessions', async () => {
    const [browser, other] = [await signedInOnBoth(pair()), await signedInOnBoth(pair())];
    await changePassword(browser);
    await pair().learn();
    for (const origin of [SHOP, CHECKOUT]) {
      expect(await noticeOn(other, origin)).toEqual({ kind: 'ended', reason: 'password-change' });
    }
  });

  it('ends on the shop too, and is recognized there with the next crossing', async () => {
    const browser = await signedInOnBoth(pair());
    await changePassword(browser);
    await pair().learn();
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'anonymous' },
      lines: { MUG: 2 },
    });
    await crossToShop(browser);
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'recognized' },
      lines: { MUG: 2 },
    });
  });

  it('whose answer is lost leaves a guest with the cart and the reason', async () => {
    const browser = await signedInOnBoth(pair());
    pair().clock.advance(SETTLED_SECONDS);
    await cartOn(browser, CHECKOUT);
    await browser.request(`${CHECKOUT}/password`, { json: {}, lost: true });
    expect(await see(browser, CHECKOUT)).toMatchObject({
      session: { state: 'anonymous' },
      lines: { MUG: 2 },
    });
    const notice = { kind: 'ended', reason: 'password-change' };
    expect(await noticeOn(browser, CHECKOUT)).toEqual(notice);
  });

  it('survives a page of the old session that was under way beside it', async () => {
    const browser = await signedInOnBoth(pair());
    pair().clock.advance(SETTLED_SECONDS);
    await cartOn(browser, CHECKOUT);
    const cookie = browser.cookies(CHECKOUT).join('; ');
    await changePassword(browser);
    browser.receive(await browser.request(CHECKOUT, { headers: { cookie }, lost: true }));
    expect(await stateOn(browser, CHECKOUT)).toBe('authenticated');
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 2 });
  });
});

describe.each(MODES)('ending one’s own other sessions (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);
  const sessionsOf = async (browser: BrowserModel) =>
    JSON.parse((await browser.request(`${CHECKOUT}/sessions`)).body) as {
      readonly sid: string;
      readonly device: string | null;
    }[];
  const end = async (browser: BrowserModel, sid: string) =>
    JSON.parse(
      (await browser.request(`${CHECKOUT}/sessions/${sid}`, { method: 'DELETE', json: {} })).body,
    );

  it('lists them with the newest first, and ends the chosen one on both domains', async () => {
    const other = await signedInOnBoth(pair());
    pair().clock.advance(1);
    const browser = await signedInOnBoth(pair());
    const [mine, theirs] = await sessionsOf(browser);
    expect([mine?.sid, theirs?.sid]).toEqual([await sidOf(browser), await sidOf(other)]);
    expect(await end(browser, theirs?.sid ?? '')).toBe(true);
    await pair().learn();
    for (const origin of [SHOP, CHECKOUT]) {
      expect(await noticeOn(other, origin)).toEqual({ kind: 'ended', reason: 'session-ended' });
    }
    expect(await sessionsOf(browser)).toHaveLength(1);
  });

  it('knows no session of somebody else, and none for who is not signed in', async () => {
    const [browser, other] = [await signedInOnBoth(pair()), await signedInOnBoth(pair(), 'user-2')];
    expect(await end(browser, await sidOf(other))).toBe(false);
    expect(await end(pair().browser(), await sidOf(other))).toBe(false);
    expect(await sessionsOf(pair().browser())).toEqual([]);
    expect(await stateOn(other, CHECKOUT)).toBe('authenticated');
  });
});
