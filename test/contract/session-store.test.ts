import { afterAll, describe, expect, it } from '@jest/globals';
import { createMemorySessions } from '../../shared/src/memory/session-store.ts';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { sessionStoreContract } from './session-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const DAMAGES = ["role = 'root'", "expires_at = 'never'", "epoch = 'high'", "version = 'first'"];

function damage(db: Database, idHash: string): void {
  for (const change of DAMAGES) {
    const statement = db.prepare(`UPDATE sessions SET ${change} WHERE id_hash = ?`);
    expect(() => statement.run(idHash)).toThrow(/constraint failed|cannot store/);
  }
}

describe('a session store in memory', () => {
  sessionStoreContract(() => {
    const { sessions, epochs } = createMemorySessions();
    return { one: sessions, other: sessions, epochs };
  });
});

describe('a session store on SQLite, by two handles on one file', () => {
  sessionStoreContract(() => {
    const [one, other] = files.openTwice();
    return {
      one: createSqliteSessionStore(one),
      other: createSqliteSessionStore(other),
      epochs: createSqliteEpochStore(one),
      damage: (idHash) => damage(one, idHash),
    };
  });

  it('ends every session below the global floor', async () => {
    const db = files.open();
    const sessions = createSqliteSessionStore(db);
    await createSqliteEpochStore(db).raise('user', 5);
    const times = { startedAt: 1, seenAt: 1, expiresAt: 100 };
    const facts = { entity: 'user', sid: 'sid_1', epoch: 5, data: null, device: null };
    await sessions.create('id', { ...facts, ...times, role: 'shopper', version: 1 });
    expect(await sessions.read('id', 2)).not.toBeNull();
    db.exec('UPDATE global_state SET floor_epoch = 6');
    expect(await sessions.read('id', 2)).toBeNull();
  });
});
