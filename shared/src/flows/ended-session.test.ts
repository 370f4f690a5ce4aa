import { beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { applyAll, newState } from '../../../test/support/state-builder.ts';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import type { Role } from '../crypto/direction.ts';
import { ANONYMOUS, type EndedSession, type Session } from '../session/session.ts';
import { mintActor } from '../state/actor.ts';
import { MAX_LINES, MAX_MERGED_LINES } from '../state/limits.ts';
import { mergeStates } from '../state/merge.ts';
import { addToLine, type Operation, removeLines, setShipping } from '../state/operations.ts';
import { emptyRecord, encodeRecord, type StateRecord } from '../state/record.ts';
import { onState } from '../state/replica.ts';
import { viewCart } from '../state/view.ts';
import { createParts } from './create-parts.ts';
import { becomeGuest, takeNotice, withoutPersonal } from './ended-session.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord } from './shopper.ts';

const ENDED: EndedSession = { sid: 'sid_1', reason: 'role-change', signedOut: false, cart: null };
const SHIPPING = { method: 'express', country: 'IE', postalCode: 'D02 X285' };

const clock = createTestClock();
let parts: BridgeParts;
let browser: FlowBrowser;

async function begin(role: Role): Promise<void> {
  parts = createParts(await sideOptions(role, clock));
  browser = new FlowBrowser(role === 'checkout');
}

const change = (operation: Operation) =>
  browser.visit((jar) => changeRecord(parts, jar, ANONYMOUS, onState(operation)));
const end = (ended: EndedSession = ENDED) => browser.visit((jar) => becomeGuest(parts, jar, ended));
const record = (): Promise<StateRecord> => browser.visit((jar) => parts.browser.readLatest(jar));
const skus = async (): Promise<string[]> =>
  viewCart((await record()).state).lines.map(({ sku }) => sku);

/** The record of an account with these lines and a postal code, as a store keeps it. */
function leftCart(...lines: readonly string[]): Uint8Array {
  const adds = lines.map((sku) => addToLine({ sku }, 1));
  const actor = mintActor('checkout', parts.random);
  const state = applyAll(newState(), actor, setShipping(SHIPPING), ...adds);
  return encodeRecord({ ...emptyRecord(parts.random, 'sid_0'), state });
}

describe('a browser whose session was ended', () => {
  beforeEach(() => begin('shopping'));

  it('keeps its lines and how they are sent, and forgets the postal code', async () => {
    await change(addToLine({ sku: 'MUG' }, 2));
    await change(setShipping(SHIPPING));
    await end();
    const { lines, shipping } = viewCart((await record()).state);
    expect(lines).toMatchObject([{ sku: 'MUG', quantity: 2 }]);
    expect(shipping).toEqual({ method: 'express', country: 'IE' });
  });

  it('may choose another postal code then', async () => {
    await end();
    await change(setShipping(SHIPPING));
    await end();
    expect(viewCart((await record()).state).shipping).toEqual(SHIPPING);
  });

  it('is sent nothing of its cart when there is nothing to change in it', async () => {
    await change(addToLine({ sku: 'MUG' }, 2));
    const jar = new CookieJar(browser.header(), false);
    await becomeGuest(parts, jar, ENDED);
    expect(jar.toHeaders().map((header) => header.split('=', 1)[0])).toEqual(['bridge-ended']);
  });

  it('remembers a sign-out from before, so that its tokens stay leaves', async () => {
    await browser.visit((jar) => parts.browser.plant(jar, emptyRecord(parts.random, 'sid_0')));
    await end();
    expect((await record()).endedSid).toBe('sid_0');
  });

  it('begins an empty state instead when it was a sign-out, once', async () => {
    await change(addToLine({ sku: 'MUG' }, 2));
    const out = { ...ENDED, signedOut: true };
    await end(out);
    expect(await record()).toMatchObject({ endedSid: 'sid_1', state: { lines: new Map() } });
    await change(addToLine({ sku: 'CUP' }, 1));
    await end(out);
    expect(await skus()).toEqual(['CUP']);
  });

  it('does so once also where the answer was kept and its mark was not', async () => {
    const out = { ...ENDED, signedOut: true };
    await end(out);
    await change(addToLine({ sku: 'CUP' }, 1));
    browser.put('bridge-ended', '');
    await end(out);
    expect(await skus()).toEqual(['CUP']);
  });

  it('leaves the cart also when it is heard only later that it was a sign-out', async () => {
    await change(addToLine({ sku: 'MUG' }, 2));
    await end();
    expect(await skus()).toEqual(['MUG']);
    await end({ ...ENDED, signedOut: true });
    expect(await skus()).toEqual([]);
  });
});

describe('a browser whose session was ended on checkout', () => {
  beforeEach(() => begin('checkout'));

  it('gets the cart that the account had, without the postal code', async () => {
    await change(addToLine({ sku: 'CUP' }, 1));
    await end({ ...ENDED, cart: leftCart('MUG') });
    expect(await skus()).toEqual(['CUP', 'MUG']);
    const { shipping } = viewCart((await record()).state);
    expect(shipping).toEqual({ method: 'express', country: 'IE' });
  });

  it('writes under a name of its own, not the account’s, and tells of no sign-out before the session', async () => {
    await browser.visit((jar) => parts.browser.plant(jar, emptyRecord(parts.random, 'sid_0')));
    await end({ ...ENDED, cart: leftCart('MUG') });
    expect(await record()).toMatchObject({ endedSid: null, actor: null });
  });

  it('gets it once: a line that the guest takes out stays out', async () => {
    const ended = { ...ENDED, cart: leftCart('MUG', 'CUP') };
    await end(ended);
    await change(removeLines(['MUG']));
    await end(ended);
    browser.put('__Host-bridge-ended', '');
    await end(ended);
    expect(await skus()).toEqual(['CUP']);
  });

  it('keeps what it has when the account’s is damaged', async () => {
    await change(addToLine({ sku: 'CUP' }, 1));
    await change(setShipping(SHIPPING));
    await end({ ...ENDED, cart: Uint8Array.of(1, 2, 3) });
    expect(await skus()).toEqual(['CUP']);
    expect(viewCart((await record()).state).shipping).toEqual({ method: 'express', country: 'IE' });
  });

  it('keeps what it has when both together would be too large', async () => {
    const names = (kind: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${kind}-${i}`);
    for (const part of ['a', 'b']) {
      await end({ ...ENDED, sid: part, cart: leftCart(...names(part, MAX_LINES)) });
    }
    expect(await skus()).toHaveLength(MAX_MERGED_LINES);
    await end({ ...ENDED, cart: leftCart('ONE-MORE') });
    expect(await skus()).toHaveLength(MAX_MERGED_LINES);
    expect(browser.get('__Host-bridge-ended')).toBe('sid_1.kept');
  });

  it('is told that the store fails, rather than that all is done', async () => {
    const { browser: replica } = parts;
    const failing = Object.assign(Object.create(replica), {
      change: () => Promise.reject(new Error('disk full')),
    });
    const attempt = browser.visit((jar) => becomeGuest({ ...parts, browser: failing }, jar, ENDED));
    await expect(attempt).rejects.toThrow('disk full');
    expect(browser.get('__Host-bridge-ended')).toBeUndefined();
  });
});

describe('a state without what is personal', () => {
  it('has seen the postal code, so that an older copy does not bring it back', async () => {
    await begin('shopping');
    const actor = mintActor('shopping', parts.random);
    const state = applyAll(newState(), actor, setShipping(SHIPPING));
    const merged = mergeStates(withoutPersonal(state), state);
    expect(viewCart(merged).shipping).toEqual({ method: 'express', country: 'IE' });
  });

  it('is the same object when there is none', () => {
    const state = newState();
    expect(withoutPersonal(state)).toBe(state);
  });
});

describe('the notice', () => {
  const ended: Session = { state: 'anonymous', ended: ENDED };
  beforeEach(() => begin('shopping'));
  const take = (session: Session) => browser.visit((jar) => takeNotice(jar, session));

  it('is none for guests, and for whoever is known', async () => {
    const facts = { entity: 'a', sid: 'sid_1', epoch: 1, data: null };
    const recognized: Session = { ...facts, state: 'recognized', role: 'shopper' };
    for (const session of [ANONYMOUS, recognized]) expect(await take(session)).toBeNull();
    expect(browser.header()).toBe('');
  });

  it('of an end comes once, and once more for the next end', async () => {
    expect(await take(ended)).toEqual({ kind: 'ended', reason: 'role-change' });
    expect(await take(ended)).toBeNull();
    const next = { ...ENDED, sid: 'sid_2', reason: null };
    expect(await take({ state: 'anonymous', ended: next })).toEqual({
      kind: 'ended',
      reason: null,
    });
  });

  it('knows a sign-out by the cart that has left, before anybody has said why', async () => {
    const signedOut = { ...ENDED, reason: null, signedOut: true };
    const notice = { kind: 'ended', reason: 'sign-out' };
    expect(await take({ state: 'anonymous', ended: signedOut })).toEqual(notice);
  });

  it('does not depend on whether the cart has been seen to', async () => {
    await end();
    expect(await take(ended)).not.toBeNull();
    await end();
    expect(await take(ended)).toBeNull();
  });

  it('of a doubt comes as long as the doubt lasts', async () => {
    for (const _ of [1, 2]) {
      expect(await take({ state: 'anonymous', unconfirmed: true })).toEqual({
        kind: 'unconfirmed',
      });
    }
    expect(browser.header()).toBe('');
  });
});
