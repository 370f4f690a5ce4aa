import { beforeEach, describe, expect, it } from '@jest/globals';
import { FlowBrowser } from '../../../test/support/flow-browser.ts';
import { OTHER_USER, sideOptions, USER } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import { ANONYMOUS } from '../session/session.ts';
import { addToLine, removeLines } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { viewCart } from '../state/view.ts';
import { createParts } from './create-parts.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord, readRecord, readSession } from './shopper.ts';
import { type MergeReport, signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { startHandoff } from './start.ts';

const STATE = '__Host-bridge-state';

describe('signing in and out', () => {
  const clock = createTestClock();
  let parts: BridgeParts;
  let browser: FlowBrowser;
  beforeEach(async () => {
    parts = createParts(await sideOptions('checkout', clock));
    browser = new FlowBrowser(true);
  });

  const add = (sku: string, who = browser) =>
    who.visit(async (jar) =>
      changeRecord(parts, jar, await readSession(parts, jar), onState(addToLine({ sku }, 1))),
    );
  const remove = (sku: string) =>
    browser.visit(async (jar) =>
      changeRecord(parts, jar, await readSession(parts, jar), onState(removeLines([sku]))),
    );
  const enter = async (entity = USER, who = browser): Promise<MergeReport | null> => {
    const epoch = (await parts.epochs?.effective(entity)) ?? 0;
    return who.visit((jar) => signIn(parts, jar, { entity, role: 'customer', epoch }));
  };
  const leave = () => browser.visit((jar) => signOut(parts, jar, '/'));
  const skus = (who = browser) =>
    who.visit(async (jar: CookieJar) => {
      const record = await readRecord(parts, jar, await readSession(parts, jar), 'latest');
      return viewCart(record.state).lines.map(({ sku }) => sku);
    });
  const session = () => browser.visit((jar) => readSession(parts, jar));

  it('begins a session and takes the cart into the account', async () => {
    await add('MUG');
    expect(await enter()).toBeNull();
    expect(await session()).toMatchObject({ state: 'authenticated', entity: USER });
    expect(await skus()).toEqual(['MUG']);
  });

  it('leaves the cookie in the browser for a minute, and takes it out then', async () => {
    await add('MUG');
    await enter();
    clock.advance(59);
    await skus();
    expect(browser.get(STATE)).toBeDefined();
    clock.advance(1);
    await skus();
    expect(browser.get(STATE)).toBeUndefined();
  });

  it('takes a change along that was under way beside it, whichever answer arrives last', async () => {
    await add('MUG');
    clock.advance(3_600);
    const beside = new CookieJar(browser.header(), true);
    await enter();
    await changeRecord(parts, beside, ANONYMOUS, onState(addToLine({ sku: 'PEN' }, 1)));
    expect(await skus()).toEqual(['MUG', 'PEN']);
  });

  it('does not bring back what was removed after it while the cookie is still there', async () => {
    await add('MUG');
    await enter();
    await remove('MUG');
    expect(await skus()).toEqual([]);
  });

  it('merges what another device left and says what came from where', async () => {
    const phone = new FlowBrowser(true);
    await add('CUP', phone);
    await add('PEN', phone);
    await enter(USER, phone);
    await add('MUG');
    await add('PEN');
    expect(await enter()).toEqual({ carried: ['MUG'], saved: ['CUP'] });
    expect(await skus()).toEqual(['CUP', 'MUG', 'PEN']);
    expect(await skus(phone)).toEqual(['CUP', 'MUG', 'PEN']);
  });

  it('gives the next user what was added after the sign-in went idle, and none of the first one’s', async () => {
    await add('MUG');
    await enter();
    clock.advance(3_600);
    expect(await skus()).toEqual(['MUG']);
    await add('PEN');
    await enter(OTHER_USER);
    expect(await skus()).toEqual(['PEN']);
  });

  it('takes nothing from the next user that the one before had as well, or had removed', async () => {
    const carried = new FlowBrowser(true);
    for (const sku of ['CUP', 'MUG']) await add(sku, carried);
    browser.put(STATE, carried.get(STATE) ?? '');
    await enter(OTHER_USER, carried);
    await enter();
    await remove('MUG');
    clock.advance(3_600);
    await add('PEN');
    await enter(OTHER_USER);
    expect(await skus()).toEqual(['CUP', 'MUG', 'PEN']);
  });

  it('shows an idle browser what the account has come to, and keeps its removals', async () => {
    await add('MUG');
    await enter();
    const phone = new FlowBrowser(true);
    await enter(USER, phone);
    clock.advance(3_600);
    await remove('MUG');
    await enter(USER, phone);
    await add('CUP', phone);
    expect(await skus()).toEqual(['CUP']);
    expect(await skus(phone)).toEqual(['CUP', 'MUG']);
    await enter();
    expect(await skus(phone)).toEqual(['CUP']);
  });

  it('is refused when the password or role changed since it was read', async () => {
    const epoch = (await parts.epochs?.effective(USER)) ?? 0;
    await parts.epochs?.raise(USER, epoch + 1);
    await add('MUG');
    const attempt = browser.visit((jar) =>
      signIn(parts, jar, { entity: USER, role: 'customer', epoch }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'ERR_SESSION_STALE_EPOCH' });
    expect(await session()).toEqual(ANONYMOUS);
    expect(await skus()).toEqual(['MUG']);
  });

  it('takes a store for sessions', async () => {
    const options = await sideOptions('checkout', clock);
    const { states, replays } = options.stores;
    parts = createParts({ ...options, stores: { states, replays } });
    await expect(enter()).rejects.toThrow(TypeError);
  });

  it('ends with an anonymous browser, an empty cart, and the way to the shop', async () => {
    await add('MUG');
    await enter();
    expect(await leave()).toBe('http://shop.test/bridge/start?return=%2F');
    expect(await session()).toEqual(ANONYMOUS);
    expect(await skus()).toEqual([]);
    await enter();
    expect(await skus()).toEqual(['MUG']);
  });

  it('voids the flows that were open', async () => {
    await enter();
    await browser.visit((jar) => startHandoff(parts, jar, null));
    expect(browser.header()).toContain('bridge-flow-');
    await leave();
    expect(browser.header()).not.toContain('bridge-flow-');
  });

  it('saves a change that overtook the sign-in and is still in the browser alone', async () => {
    await add('MUG');
    const cookie = browser.get('__Host-bridge-state') ?? '';
    await enter();
    const late = new FlowBrowser(true);
    late.put('__Host-bridge-state', cookie);
    await add('PEN', late);
    browser.put('__Host-bridge-state', late.get('__Host-bridge-state') ?? '');
    await leave();
    await enter();
    expect(await skus()).toEqual(['MUG', 'PEN']);
  });

  it('leaves the cart of somebody who is not signed in alone', async () => {
    await add('MUG');
    const before = browser.header();
    expect(await leave()).toBe('http://shop.test/bridge/start?return=%2F');
    expect(browser.header()).toBe(before);
  });

  it('works for an idle sign-in too, and what was added since stays out of the account', async () => {
    await add('MUG');
    await enter();
    clock.advance(3_600);
    expect(await skus()).toEqual(['MUG']);
    await add('PEN');
    await leave();
    expect(await session()).toEqual(ANONYMOUS);
    await enter();
    expect(await skus()).toEqual(['MUG']);
  });

  it('everywhere takes something that ends sessions, and does nothing without it', async () => {
    await add('MUG');
    await enter();
    const attempt = browser.visit((jar) => signOut(parts, jar, '/', { everywhere: true }));
    await expect(attempt).rejects.toThrow(TypeError);
    expect((await session()).state).toBe('authenticated');
  });
});
