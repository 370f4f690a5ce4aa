import SQLite from 'better-sqlite3';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { putSession, SESSION_NOW } from '../support/stored-session.ts';
import { createTestClock } from '../support/test-clock.ts';
import { addUsers, addUserTable, endedSubjects } from './user-database.ts';

/** Files of databases that somebody's database tool has open, with nothing of ours but the file. */
export function createToolFiles() {
  const files = createDatabaseFiles();
  const tools: SQLite.Database[] = [];
  const openTool = (file: string): SQLite.Database => {
    const tool = new SQLite(file);
    tools.push(tool);
    // As the `sqlite3` shell has them.
    tool.pragma('foreign_keys = OFF');
    return tool;
  };

  /** Ann, Bob and Cid are signed in; `run` has the tool run SQL. */
  async function createWorld(clock: () => number = createTestClock().now) {
    const db = files.open();
    addUserTable(db);
    addUsers(db, ['ann', 'bob', 'cid'], clock);
    const sessions = createSqliteSessionStore(db);
    const ids = await Promise.all(
      ['ann', 'bob', 'cid'].map((entity) => putSession(db, { entity, sid: `sid_${entity}` })),
    );
    const tool = openTool(db.name);
    const living = async () => {
      const read = await Promise.all(ids.map((id) => sessions.read(id, SESSION_NOW)));
      return read.flatMap((session) => (session ? [session.entity] : []));
    };
    const run = (sql: string): void => {
      tool.exec(sql);
    };
    return { db, tool, run, living, clock, ended: () => endedSubjects(db) };
  }

  return {
    createWorld,
    remove() {
      for (const tool of tools) tool.close();
      files.remove();
    },
  };
}
