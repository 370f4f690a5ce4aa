import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { byEmail } from '../support/hook-caller.ts';
import { openInterceptedStore } from '../support/intercepted-store.ts';
import {
  CART,
  type KnownShopper,
  onNewConnections,
  signedInOnBoth,
  signInOnBoth,
  statesOf,
  until,
} from '../support/known-shopper.ts';

const LEASE_SECONDS = 10;
const LEASE_MILLISECONDS = LEASE_SECONDS * 1000;

describe('a shop that stands still past its lease (SIGSTOP)', () => {
  const open = openInterceptedStore({ LEASE_SECONDS: String(LEASE_SECONDS) });

  it('F19: its first answer is for a guest already, and who is still signed in comes back by itself', async () => {
    const [ended, kept] = [
      await signedInOnBoth(open.shopper()),
      await signedInOnBoth(open.shopper()),
    ];
    open.store.suspend('shopping', 'SIGSTOP');
    expect(
      (await open.hooks.post('/revoke', { sub_id: byEmail(ended.account.email) })).status,
    ).toBe(204);
    // What was sent while it stood still may be answered before any timer of it runs.
    const waiting = [ended, kept].map(({ shopper }) =>
      onNewConnections(open, shopper).state('shopping'),
    );
    await sleep(LEASE_MILLISECONDS + 500);
    // Nothing may tell it before it answers.
    open.ways.checkout.isCut = true;
    open.ways.shopping.isCut = true;
    open.store.suspend('shopping', 'SIGCONT');
    const first = await Promise.all(waiting);
    expect(first.map(({ session }) => session.state)).toEqual(['anonymous', 'anonymous']);
    for (const { shopper } of [ended, kept])
      expect(await onNewConnections(open, shopper).cart('shopping')).toEqual(CART);

    open.ways.checkout.isCut = false;
    open.ways.shopping.isCut = false;
    await kept.shopper.untilRecognized();
    expect(await statesOf(kept.shopper)).toEqual(['recognized', 'authenticated']);
    expect(await statesOf(ended.shopper)).toEqual(['anonymous', 'anonymous']);
  });
});

describe('I2: after a change on checkout, the shop serves nobody whose sessions have ended', () => {
  const open = openInterceptedStore({ LEASE_SECONDS: String(LEASE_SECONDS) });

  /** Ends the sessions of somebody; after how many milliseconds the last request was sent that was still served. */
  async function lastServedAfter({ shopper, account }: KnownShopper): Promise<number> {
    const { status } = await open.hooks.post('/revoke', { sub_id: byEmail(account.email) });
    expect(status).toBe(204);
    const endedAt = performance.now();
    let lastServed = 0;
    await until(async () => {
      const sentAfter = performance.now() - endedAt;
      const { session } = await shopper.state('shopping');
      if (session.state === 'anonymous') return true;
      lastServed = sentAfter;
      return false;
    });
    expect(await shopper.cart('shopping')).toEqual(CART);
    return lastServed;
  }

  it('later than the lease: with the polls cut', async () => {
    const known = await signedInOnBoth(open.shopper());
    open.ways.checkout.isCut = true;
    expect(await lastServedAfter(known)).toBeLessThan(LEASE_MILLISECONDS);
    open.ways.checkout.isCut = false;
  });

  it('later than the lease: with the pushes cut', async () => {
    const known = await signedInOnBoth(open.shopper());
    open.ways.shopping.isCut = true;
    expect(await lastServedAfter(known)).toBeLessThan(LEASE_MILLISECONDS);
    open.ways.shopping.isCut = false;
  });

  it('later than the lease: with every way cut, and who is signed in meanwhile waits with the cart', async () => {
    const other = await signedInOnBoth(open.shopper());
    const known = await signedInOnBoth(open.shopper());
    open.ways.shopping.isCut = true;
    open.ways.checkout.isCut = true;
    expect(await lastServedAfter(known)).toBeLessThan(LEASE_MILLISECONDS);
    expect((await other.shopper.state('shopping')).session.state).toBe('anonymous');
    expect(await other.shopper.cart('shopping')).toEqual(CART);

    open.ways.shopping.isCut = false;
    open.ways.checkout.isCut = false;
    await other.shopper.untilRecognized();
    expect(await statesOf(known.shopper)).toEqual(['anonymous', 'anonymous']);
    await signInOnBoth(known.shopper, known.account);
  });
});
