import { describe, expect, it } from '@jest/globals';
import { MODES } from '../support/bridge-modes.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import {
  cartOn,
  crossToCheckout,
  crossToShop,
  noticeOn,
  signedInOnBoth,
  stateOn,
} from '../support/session-steps.ts';
import { add, CHECKOUT, OTHER_USER, SHOP, see, signIn } from '../support/store-pair.ts';

const FLAPS = 50;

describe.each(MODES)('a shop that cannot confirm its sessions (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);
  const rows = () => pair().databases.shopping.prepare('SELECT * FROM sessions').all();

  it('serves who was recognized as anonymous, with the cart, and says that it cannot', async () => {
    const browser = await signedInOnBoth(pair());
    pair().lease.isFresh = false;
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'anonymous', unconfirmed: true },
      lines: { MUG: 2 },
    });
    expect(await noticeOn(browser, SHOP)).toEqual({ kind: 'unconfirmed' });
  });

  it('shows nothing of who it was', async () => {
    const browser = await signedInOnBoth(pair());
    const { entity, sid } = (await see(browser, SHOP)).session;
    pair().lease.isFresh = false;
    const { body } = await browser.open(SHOP);
    expect(body).not.toContain(entity);
    expect(body).not.toContain(sid);
  });

  it('leaves session, cookies and cart as they are, however often the link comes and goes (F21)', async () => {
    const browser = await signedInOnBoth(pair());
    await see(browser, SHOP);
    const before = {
      rows: rows(),
      shown: await see(browser, SHOP),
      cookies: browser.cookies(SHOP),
    };
    for (let flap = 0; flap < FLAPS; flap++) {
      pair().lease.isFresh = flap % 2 === 1;
      await see(browser, SHOP);
      await noticeOn(browser, SHOP);
    }
    pair().lease.isFresh = true;
    const after = { rows: rows(), shown: await see(browser, SHOP), cookies: browser.cookies(SHOP) };
    expect(after).toEqual(before);
    expect(after.shown.session.state).toBe('recognized');
    expect(await noticeOn(browser, SHOP)).toBeNull();
  });

  it('takes changes of the cart, which are there when it is back', async () => {
    const browser = await signedInOnBoth(pair());
    pair().lease.isFresh = false;
    await add(browser, SHOP, 'CUP');
    pair().lease.isFresh = true;
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'recognized' },
      lines: { MUG: 2, CUP: 1 },
    });
  });

  it('hands off to checkout as ever, where the sign-in is what it was', async () => {
    const browser = await signedInOnBoth(pair());
    pair().lease.isFresh = false;
    await add(browser, SHOP, 'CUP');
    await crossToCheckout(browser);
    expect(await see(browser, CHECKOUT)).toMatchObject({
      session: { state: 'authenticated' },
      lines: { MUG: 2, CUP: 1 },
    });
  });

  it('follows the link of who arrives meanwhile, and shows it once it is fresh', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    await signIn(browser);
    pair().lease.isFresh = false;
    await crossToShop(browser);
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'anonymous', unconfirmed: true },
      lines: { MUG: 1 },
    });
    pair().lease.isFresh = true;
    expect(await stateOn(browser, SHOP)).toBe('recognized');
  });

  it('still begins a new state for another user', async () => {
    const browser = await signedInOnBoth(pair());
    pair().lease.isFresh = false;
    await signIn(browser, OTHER_USER);
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({});
  });

  it('tells of an end that it knows, rather than of its doubt', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await pair().learn();
    pair().lease.isFresh = false;
    expect(await noticeOn(browser, SHOP)).toEqual({ kind: 'ended', reason: 'password-change' });
  });

  it('shows a dead session as a dead one when it is back', async () => {
    const browser = await signedInOnBoth(pair());
    pair().lease.isFresh = false;
    await pair().revoke();
    expect(await noticeOn(browser, SHOP)).toEqual({ kind: 'unconfirmed' });
    await pair().learn();
    pair().lease.isFresh = true;
    expect(await noticeOn(browser, SHOP)).toEqual({ kind: 'ended', reason: 'password-change' });
  });

  it('believes nobody right after its start', async () => {
    const browser = await signedInOnBoth(pair());
    pair().lease.isFresh = false;
    const guest = pair().browser();
    await add(guest, SHOP, 'CUP');
    expect(await noticeOn(guest, SHOP)).toBeNull();
    expect(await stateOn(browser, SHOP)).toBe('anonymous');
    expect(await stateOn(browser, CHECKOUT)).toBe('authenticated');
  });
});
