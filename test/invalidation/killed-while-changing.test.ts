import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteFeedStore } from '../../shared/src/sqlite/feed-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { addUsers, addUserTable } from './user-database.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const USERS = ['ann', 'bob', 'cid', 'dot', 'eve'];
const ROUNDS = 8;
const SCRIPT = fileURLToPath(new URL('./change-passwords.ts', import.meta.url));

/** Changes passwords in a process of its own, kills it after so many answers, and tells all that it gave. */
async function changeUntilKilled(file: string, answers: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [SCRIPT, file, ...USERS], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (bytes) => {
    output += String(bytes);
    if (output.split('\n').length > answers) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return output.split('\n').slice(0, -1);
}

interface Row {
  readonly id: number;
  readonly old_epoch: number;
  readonly new_epoch: number;
}

/** What must hold of a user after any kill; returns the place of the last change. */
function checkUser(db: Database, user: string): number {
  const hash = db.prepare('SELECT password_hash FROM users WHERE id = ?').pluck().get(user);
  const rows = db
    .prepare<[string], Row>(
      'SELECT id, old_epoch, new_epoch FROM audit WHERE subject = ? ORDER BY id',
    )
    .all(user);
  expect(hash).toBe(`hash-${rows.length}`);
  expect(rows.slice(1).map((row) => row.old_epoch)).toEqual(
    rows.slice(0, -1).map((row) => row.new_epoch),
  );
  for (const row of rows) expect(row.new_epoch).toBeGreaterThan(row.old_epoch);
  const last = rows.at(-1);
  const state = db.prepare('SELECT epoch, seq FROM subject_state WHERE subject = ?').get(user);
  expect(state).toEqual({ epoch: last?.new_epoch, seq: last?.id });
  const carts = db.prepare(
    'SELECT count(*) FROM left_carts JOIN audit ON id = seq WHERE subject = ?',
  );
  expect(carts.pluck().get(user)).toBe(rows.length);
  return last?.id ?? 0;
}

describe('kill -9 of two processes that change passwords', () => {
  it('leaves each change whole: hash, epoch, feed, trail and cart, and loses none that was answered', async () => {
    const db = files.open();
    addUserTable(db);
    addUsers(db, USERS);
    const cart = db.prepare(
      "INSERT INTO states (key, version, record, written_at) VALUES (?, 1, x'01', 1)",
    );
    for (const user of USERS) cart.run(`account:${user}`);
    const feed = createSqliteFeedStore(db, { clock: Date.now });
    const cursors = [await feed.head()];

    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = [7 + ((round * 5) % 11), 6 + ((round * 7) % 13)];
      const given = await Promise.all(answers.map((count) => changeUntilKilled(db.name, count)));

      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.prepare('SELECT count(*) FROM change_context').pluck().get()).toBe(0);
      const places = USERS.map((user) => checkUser(db, user));
      for (const line of given.flat()) {
        const [user, count] = line.split(' ');
        const hash = db.prepare('SELECT password_hash FROM users WHERE id = ?').pluck().get(user);
        expect(Number(String(hash).slice('hash-'.length))).toBeGreaterThanOrEqual(Number(count));
      }
      // No two changes were one, whichever process made them.
      expect(new Set(given.flat()).size).toBe(given.flat().length);

      const entries = await feed.read(0, 99);
      expect(entries.map(({ seq }) => seq)).toEqual(places.sort((a, b) => a - b));
      const verdicts = await Promise.all(cursors.map((cursor) => feed.judge(cursor)));
      expect(new Set(verdicts)).toEqual(new Set(['current']));
      cursors.push(await feed.head());
    }
  });
});
