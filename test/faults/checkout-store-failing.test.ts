import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from 'domain-bridge/sqlite';
import { registeredOnBoth, sessionsOf } from '../support/clocked-shopper.ts';
import { type ClockedStore, startClockedStore } from '../support/clocked-store.ts';
import { byEmail, HOOK_TOKEN, type HookCaller, openHooks } from '../support/hook-caller.ts';
import { expectStatus } from '../support/http-shopper.ts';
import { onNewConnections, signedInOnBoth, statesOf } from '../support/known-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { CHECKOUT } from '../support/store-pair.ts';

const NEW_PASSWORD = 'a wholly new passphrase 7';

describe('F18: a change while checkout’s database is locked by somebody else', () => {
  const open = openStore({ env: { HOOK_TOKEN } });
  let hooks: HookCaller;
  beforeAll(() => {
    hooks = openHooks(open.store);
  });
  afterAll(() => hooks.close());

  it('I5: fails as a whole with 5xx; the sessions live, the old password is the password', async () => {
    const { shopper, account, id } = await signedInOnBoth(open.shopper());
    const change = { currentPassword: account.password, newPassword: NEW_PASSWORD };
    const db = openDatabase(join(open.store.dataDir, 'checkout.db'));
    db.exec('BEGIN IMMEDIATE');
    const answers = await Promise.all([
      hooks.post('/users/password', { sub_id: byEmail(account.email), password: NEW_PASSWORD }),
      shopper.send('checkout', 'POST', '/api/password', change),
    ]);
    db.exec('ROLLBACK');
    db.close();
    for (const { status, body } of answers) {
      expect([500, 503]).toContain(status);
      expect(body).not.toMatch(/sqlite|busy_timeout|locked/i);
    }
    const again = onNewConnections(open, shopper);
    // Who waits for the lock answers no poll either: the shop may have to hear from checkout first.
    await again.untilRecognized();
    expect(await statesOf(again)).toEqual(['recognized', 'authenticated']);
    await hooks.close();
    hooks = openHooks(open.store);
    expect(await hooks.audit(`?sub=${id}`)).toEqual([]);
    await open.shopper().signIn(account);
    // And the same change goes through now.
    expectStatus(204, await again.send('checkout', 'POST', '/api/password', change));
    expect(await hooks.audit(`?sub=${id}`)).toHaveLength(1);
  });
});

describe('F18: a change while checkout’s database is full', () => {
  let store: ClockedStore;
  beforeAll(async () => {
    store = await startClockedStore();
  });
  afterAll(() => store.close());

  it('I5: fails as a whole with 500; nothing has ended, and all is well once there is room', async () => {
    const { browser, account, id } = await registeredOnBoth(store, 'full');
    const db = store.databases.checkout;
    const rows = () => [
      db.prepare('SELECT password_hash, role FROM users WHERE id = ?').get(id),
      db.prepare('SELECT epoch FROM subject_state WHERE subject = ?').get(id),
      db.prepare('SELECT count(*) FROM audit').get(),
    ];
    await fill();
    const before = rows();
    const json = { currentPassword: account.password, newPassword: NEW_PASSWORD };
    const refused = await browser.request(`${CHECKOUT}/api/password`, { json });
    expect([500, 503]).toContain(refused.status);
    expect(refused.body).not.toMatch(/sqlite|full/i);
    expect(rows()).toEqual(before);
    db.pragma('max_page_count = 1073741823');
    expect(await sessionsOf(browser)).toEqual(['recognized', 'authenticated']);
    const other = store.browser();
    expect((await other.request(`${CHECKOUT}/api/login`, { json: account })).status).toBe(200);
    expect((await browser.request(`${CHECKOUT}/api/password`, { json })).status).toBe(204);
  });

  /** Forbids the file to grow, and ends sessions of somebody else until that is too much as well. */
  async function fill(): Promise<void> {
    const db = store.databases.checkout;
    db.exec("INSERT INTO subject_state (subject, epoch) VALUES ('usr_other', 1)");
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    const other = () => [
      db.prepare("SELECT * FROM subject_state WHERE subject = 'usr_other'").get(),
      db.prepare('SELECT count(*) FROM audit').get(),
    ];
    const change = { actor: 'a', initiatingEntity: 'admin', reason: 'sessions-revoked' } as const;
    for (;;) {
      const before = other();
      try {
        await store.checkout.bridge.invalidator.revoke('usr_other', change);
      } catch (error) {
        expect(error).toMatchObject({ code: 'SQLITE_FULL' });
        return expect(other()).toEqual(before);
      }
    }
  }
});
