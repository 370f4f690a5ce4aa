import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CookieJar, createParts } from 'domain-bridge/flows';
import * as handoff from 'domain-bridge/handoff';
import {
  createMemoryReplayStore,
  createMemorySessions,
  createMemoryStateStore,
} from 'domain-bridge/memory';
import * as state from 'domain-bridge/state';
import { type Item, readCbor } from './cbor-reader.ts';
import { readPage, tableRows } from './page.ts';
import { openSeal } from './seal-reader.ts';
import { readState } from './state-reader.ts';
import { makeWorkedExample } from './worked-example.ts';

const page = readPage('docs/protocol.md');
const ROOT = Buffer.alloc(32, 9);
const [S, C] = ['AAAAAAAA', 'AQAAAAAA'] as state.Actor[] as [state.Actor, state.Actor];

function checkoutParts() {
  const keyring = handoff.createKeyring([{ kid: 'own', secret: ROOT }]);
  return createParts({
    role: 'checkout',
    shoppingOrigin: 'http://shop.example:8080',
    checkoutOrigin: 'https://checkout.example',
    bridgeKeys: keyring,
    cookieKeys: keyring,
    pairwiseKey: ROOT,
    stores: {
      states: createMemoryStateStore(),
      replays: createMemoryReplayStore(),
      ...createMemorySessions(),
    },
    clock: () => 1_800_000_000_000,
  });
}

describe('docs/protocol.md and the package', () => {
  it('agree about what the example shows (§3.5, §9)', () => {
    const example = Buffer.from(makeWorkedExample().state, 'hex');
    const cart = state.viewCart(state.decodeState(example));
    const [first, second] = cart.lines;
    expect([first?.quantity, second?.quantity]).toEqual([3, 4]);
    expect(page).toContain(`The ids of the lines are \`${first?.id}\` and \`${second?.id}\`.`);
    expect(cart.shipping).toEqual({ method: 'express', country: 'FR' });
  });

  it('agree about the merge of §3.4, step by step', () => {
    const quantity = (of: state.ShoppingState) => state.quantityOf(of.lines.get('MUG') ?? []);
    const empty = state.emptyState(() => new Uint8Array(16));
    let shop = state.addToLine({ sku: 'MUG' }, 2)(empty, S);
    let checkout = state.mergeStates(empty, shop);
    checkout = state.setLineQuantity('MUG', 3)(checkout, C);
    shop = state.setLineQuantity('MUG', 5)(shop, S);
    const token = shop;
    checkout = state.mergeStates(checkout, token);
    expect(quantity(checkout)).toBe(5);
    checkout = state.removeLines(['MUG'])(checkout, C);
    expect(state.mergeStates(checkout, token)).toBe(checkout);
    shop = state.mergeStates(shop, checkout);
    expect(quantity(shop)).toBe(0);
    shop = state.addToLine({ sku: 'MUG' }, 1)(shop, S);
    checkout = state.mergeStates(checkout, shop);
    expect(checkout.lines.get('MUG')).toEqual([{ actor: S, counter: 3, value: 1 }]);
  });

  it('agree about the limits of §8', () => {
    const rows = page.slice(page.indexOf('## 8.'), page.indexOf('## 9.'));
    const limits = tableRows(rows)
      .slice(1)
      .map(([, value = '']) => Number(value.replace(',', '')));
    expect(limits).toEqual([
      state.MAX_LINES,
      state.MAX_MERGED_LINES,
      state.MAX_QUANTITY,
      state.MAX_TEXT,
      state.MAX_OPTIONS,
      state.MAX_PROMOTIONS,
      state.MAX_MERGED_PROMOTIONS,
      state.MAX_PROMOTION_CODE,
      state.MAX_FIELD,
      state.MAX_STATE_BYTES,
      handoff.MAX_TOKEN_CHARACTERS,
      handoff.DEFAULT_INLINE_CHARACTERS,
      handoff.MAX_PARKED_BYTES,
      handoff.MAX_RETURN_CHARACTERS,
      handoff.TOKEN_TTL_SECONDS,
      handoff.CLOCK_SKEW_SECONDS,
      handoff.VERIFIER_TTL_SECONDS,
      handoff.MAX_FLOWS,
      handoff.MAX_RESTARTS,
      state.STATE_COOKIE_BYTES,
    ]);
    expect(page).toContain(`within ${handoff.RESTART_WINDOW_SECONDS} seconds`);
  });

  it('agree about the registers and their numbers (§3.2)', () => {
    const numbered = state.REGISTERS.map((name, i) => `${i} \`${name}\``).join(', ');
    expect(page).toContain(numbered);
  });

  it('agree about the pseudonym of a user (§4)', () => {
    const mac = createHmac('sha256', ROOT).update('shop.example\nusr_1').digest();
    const pseudonym = `sub_${mac.subarray(0, 24).toString('base64url')}`;
    expect(checkoutParts().pairwise?.('usr_1')).toBe(pseudonym);
  });

  it('agree about the state cookie (§7.1)', async () => {
    const jar = new CookieJar(undefined, true);
    const parts = checkoutParts();
    await parts.browser.change(jar, state.onState(state.addToLine({ sku: 'MUG' }, 2)));
    const value = jar.get('bridge-state') ?? '';
    const info = 'domain-bridge\nstate-cookie\nhttps://checkout.example';
    const cookie = readCbor(openSeal(value, { kid: 'own', root: ROOT, info })) as readonly Item[];
    const [key, , pending, sealedAt, record] = cookie;
    expect([(key as Uint8Array).length, pending, sealedAt]).toEqual([16, true, 1_800_000_000]);
    const [bytes, actor, endedSid] = readCbor(record as Uint8Array) as readonly Item[];
    const { lines } = readState(readCbor(bytes as Uint8Array));
    const name = Buffer.from(actor as Uint8Array).toString('hex');
    expect(lines).toEqual({ [`MUG ${name}.1`]: 2 });
    expect([endedSid, Number(`0x${name.slice(0, 2)}`) % 2]).toEqual([null, 1]);
  });
});
