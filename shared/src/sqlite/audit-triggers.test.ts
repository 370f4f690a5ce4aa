import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { putSession, SESSION_NOW } from '../../../test/support/stored-session.ts';
import { createSqliteAuditTrail } from './audit-trail.ts';
import { createSqliteEpochStore } from './epoch-store.ts';
import { createSqliteFeedStore } from './feed-store.ts';
import { createSqliteInvalidator } from './invalidator.ts';
import { createSqliteSessionStore } from './session-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const NOW = 2_000_000_000_000;
const CHANGE = { actor: 'x', initiatingEntity: 'admin', reason: 'role-change' } as const;

function createWorld() {
  const db = files.open();
  const options = { clock: () => NOW };
  const invalidator = createSqliteInvalidator(db, options);
  const audit = createSqliteAuditTrail(db, options);
  const insert = (columns: string, values: string): void => {
    db.exec(`INSERT INTO audit (at, actor, initiating_entity, reason, txn, ${columns})
      VALUES (${NOW}, 'sql', 'system', 'sessions-revoked', 't', ${values})`);
  };
  return { db, options, invalidator, audit, insert };
}

describe('the audit trail in the database itself', () => {
  it('cannot be rewritten', async () => {
    const { db, invalidator } = createWorld();
    await invalidator.revoke('ann', CHANGE);
    const columns = ['id', 'at', 'kind', 'actor', 'initiating_entity', 'reason', 'note', 'txn'];
    for (const column of [...columns, 'subject', 'sid', 'old_epoch', 'new_epoch', 'rowid']) {
      expect(() => db.exec(`UPDATE audit SET ${column} = '7'`)).toThrow('never rewritten');
    }
  });

  it('loses no change, since receivers stand at places of it; refusals may be dropped', async () => {
    const { db, options, invalidator, audit } = createWorld();
    const feed = createSqliteFeedStore(db, options);
    await invalidator.revoke('ann', CHANGE);
    await audit.refuse({ ...CHANGE, code: 'no', note: 'n' });
    expect(() => db.exec('DELETE FROM audit')).toThrow('log of the feed');
    const head = await feed.head();
    db.exec("DELETE FROM audit WHERE kind = 'refused'");
    expect(await feed.judge(head)).toBe('current');
    expect(await invalidator.revoke('bob', CHANGE)).toMatchObject({ seq: 3 });
    expect((await feed.head()).seq).toBe(3);
  });
});

describe('a row that a tool inserts into the audit trail', () => {
  it('ends the sessions of its subject', async () => {
    const { db, insert } = createWorld();
    const id = await putSession(db, { entity: 'ann', sid: 'sid_1' });
    insert('kind, subject', "'subject', 'ann'");
    expect(await createSqliteSessionStore(db).read(id, SESSION_NOW)).toBeNull();
  });

  it('ends one session, whether or not it says whose it is', async () => {
    const { db, insert } = createWorld();
    const id = await putSession(db, { entity: 'ann', sid: 'sid_1' });
    insert('kind, sid', "'session', 'sid_1'");
    expect(await createSqliteSessionStore(db).read(id, SESSION_NOW)).toBeNull();
    expect(await createSqliteEpochStore(db).endOf('sid_1')).toBe('ended');
  });

  it('about a session that has ended stands in the feed, and a sign-out stays one', async () => {
    const { db, options, invalidator, insert } = createWorld();
    await putSession(db, { entity: 'ann', sid: 'sid_1' });
    await invalidator.endSession(
      { subject: 'ann', sid: 'sid_1' },
      { ...CHANGE, reason: 'sign-out' },
    );
    insert('kind, sid', "'session', 'sid_1'");
    const entries = await createSqliteFeedStore(db, options).read(0, 9);
    expect(entries.map(({ seq, reason }) => [seq, reason])).toEqual([[2, 'sign-out']]);
  });

  it('ends the sessions of everybody', async () => {
    const { db, insert } = createWorld();
    const id = await putSession(db, { entity: 'ann', sid: 'sid_1' });
    insert('kind', "'everyone'");
    expect(await createSqliteSessionStore(db).read(id, SESSION_NOW)).toBeNull();
  });

  it.each([
    ['a subject', 'kind, subject', "'subject', NULL"],
    ['a sid', 'kind, sid', "'session', NULL"],
    ['a kind', 'kind', "'something'"],
  ])('is refused without %s that it speaks of', (_, columns, values) => {
    const { insert } = createWorld();
    expect(() => insert(columns, values)).toThrow(/CHECK/);
  });
});
