import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openDatabase } from 'domain-bridge/sqlite';
import { HOOK_TOKEN, openHooks } from '../support/hook-caller.ts';
import {
  CART,
  type KnownShopper,
  signedInOnBoth,
  signInOnBoth,
  statesOf,
  until,
  untilGuest,
} from '../support/known-shopper.ts';
import { openStore } from '../support/open-store.ts';
import type { Side } from '../support/running-store.ts';

const open = openStore({ env: { HOOK_TOKEN } });

/** Ends the server, so that its database is whole, and keeps or puts back a copy of it. */
async function withEnded(sides: readonly Side[], work: (side: Side, copies: string) => void) {
  const { store } = open;
  const copies = join(store.dataDir, 'copies');
  mkdirSync(copies, { recursive: true });
  for (const side of sides) await store.end(side);
  for (const side of sides) work(side, copies);
  for (const side of sides) await store.start(side);
}

const filesOf = (side: Side) =>
  readdirSync(open.store.dataDir).filter((name) => name.startsWith(`${side}.db`));

function keepCopy(...sides: readonly Side[]): Promise<void> {
  return withEnded(sides, (side, copies) => {
    for (const name of filesOf(side)) cpSync(join(open.store.dataDir, name), join(copies, name));
  });
}

function remove(side: Side): void {
  for (const name of filesOf(side)) rmSync(join(open.store.dataDir, name));
}

function restoreCopy(...sides: readonly Side[]): Promise<void> {
  return withEnded(sides, (side, copies) => {
    remove(side);
    for (const name of readdirSync(copies).filter((each) => each.startsWith(`${side}.db`))) {
      cpSync(join(copies, name), join(open.store.dataDir, name));
    }
  });
}

function history(side: Side) {
  const db = openDatabase(join(open.store.dataDir, `${side}.db`));
  const row = db.prepare('SELECT incarnation, floor_epoch AS floor FROM global_state').get();
  db.close();
  return row as { readonly incarnation: string; readonly floor: number };
}

const cursorOfShop = (): { incarnation: string; seq: number } | undefined => {
  const db = openDatabase(join(open.store.dataDir, 'shopping.db'));
  const row = db.prepare('SELECT incarnation, seq FROM peer_cursor').get();
  db.close();
  return row as { incarnation: string; seq: number } | undefined;
};

async function revoke({ account }: KnownShopper) {
  const hooks = openHooks(open.store);
  await hooks.revoke(account.email, 0);
  const [entry] = await hooks.audit('?limit=1');
  await hooks.close();
  // By a poll, however long that takes: a push does not say where in the history the shop is.
  await until(() => (cursorOfShop()?.seq ?? 0) >= (entry?.id ?? 0));
}

const known = () => signedInOnBoth(open.shopper());

describe('a database that was restored from an older copy', () => {
  it('F11: of the shop: what it had learned since it learns again, before it believes anybody', async () => {
    const [ended, kept] = [await known(), await known()];
    await keepCopy('shopping');
    await revoke(ended);
    await untilGuest(ended.shopper);
    await restoreCopy('shopping');
    // The copy holds the session as it was: alive. The first answer must not show it.
    expect((await ended.shopper.state('shopping')).session.state).toBe('anonymous');
    await kept.shopper.untilRecognized();
    expect(await statesOf(ended.shopper)).toEqual(['anonymous', 'anonymous']);
    expect(await ended.shopper.cart('shopping')).toEqual(CART);
    expect(await statesOf(kept.shopper)).toEqual(['recognized', 'authenticated']);
  });

  it('F12, I4: of checkout: everybody signs in again once, the shop reads all anew, no cart is damaged', async () => {
    const [ended, kept] = [await known(), await known()];
    const device = open.shopper();
    await signInOnBoth(device, kept.account);
    await keepCopy('checkout');
    const before = history('checkout');
    await revoke(ended);
    // Known to the shop, and to no database of checkout any more.
    await kept.shopper.add('checkout', { sku: '300191' });
    await kept.shopper.cross('shopping');
    await restoreCopy('checkout');

    for (const { shopper } of [kept, ended]) {
      await untilGuest(shopper);
      expect((await shopper.state('checkout')).session.state).toBe('anonymous');
    }
    const after = history('checkout');
    expect(after.incarnation).not.toBe(before.incarnation);
    expect(after.floor).toBeGreaterThan(before.floor);

    await signInOnBoth(kept.shopper, kept.account);
    await signInOnBoth(ended.shopper, ended.account);
    expect(cursorOfShop()?.incarnation).toBe(after.incarnation);
    expect(history('shopping').floor).toBe(after.floor);

    // Two devices, two writes: they merge with what the shop remembers, whatever the copy had forgotten.
    await signInOnBoth(device, kept.account);
    await device.add('checkout', { sku: '300172' });
    await kept.shopper.add('checkout', { sku: '300140' });
    for (const shopper of [kept.shopper, device]) {
      await shopper.cross('checkout');
      const cart = await shopper.cart('checkout');
      expect(cart).toEqual({ '300172': 3, '300191': 1, '300140': 1 });
    }
  });

  it('F13: of both, of one moment: the copies agree, and the next change ends what it has to', async () => {
    const [ended, kept] = [await known(), await known()];
    await keepCopy('checkout', 'shopping');
    await revoke(ended);
    await restoreCopy('checkout', 'shopping');
    // Neither remembers the end. What ended the session was lost with it, so the copies agree.
    await kept.shopper.untilRecognized();
    expect(await statesOf(kept.shopper)).toEqual(['recognized', 'authenticated']);
    await revoke(ended);
    await untilGuest(ended.shopper);
    expect((await ended.shopper.state('checkout')).session.state).toBe('anonymous');
    expect(await statesOf(kept.shopper)).toEqual(['recognized', 'authenticated']);
  });
});

describe('a shop that begins with an empty database', () => {
  it('F14, I18: reads everything there is, and believes no session that it cannot know', async () => {
    const [ended, kept] = [await known(), await known()];
    await revoke(ended);
    const seq = cursorOfShop()?.seq ?? 0;
    await withEnded(['shopping'], remove);
    for (const { shopper } of [ended, kept]) {
      expect((await shopper.state('shopping')).session.state).toBe('anonymous');
      expect(await shopper.cart('shopping')).toEqual(CART);
    }
    await kept.shopper.cross('shopping');
    await kept.shopper.untilRecognized();
    expect(cursorOfShop()?.seq).toBeGreaterThanOrEqual(seq);
    await ended.shopper.cross('shopping');
    expect(await statesOf(ended.shopper)).toEqual(['anonymous', 'anonymous']);
  });
});
