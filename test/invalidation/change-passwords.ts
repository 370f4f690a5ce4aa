/**
 * A process that changes passwords until it is killed: `change-passwords.ts FILE USER…`. Each change counts
 * the hash on, `hash-4` → `hash-5`; a line `USER 5` on the standard output says that it is on the disk.
 */
import { writeSync } from 'node:fs';
import type { Change } from '../../shared/src/invalidation/change.ts';
import { createChangeRunner } from '../../shared/src/sqlite/change-runner.ts';
import { openDatabase } from '../../shared/src/sqlite/database.ts';

const STANDARD_OUTPUT = 1;
const [file = '', ...users] = process.argv.slice(2);
const db = openDatabase(file);
const runner = createChangeRunner(db, { clock: Date.now });
const hashOf = db.prepare<[string], string>('SELECT password_hash FROM users WHERE id = ?').pluck();
const setHash = db.prepare('UPDATE users SET password_hash = ? WHERE id = ?');

for (let turn = 0; ; turn += 1) {
  const user = users[turn % users.length] ?? '';
  const change: Change = { actor: user, initiatingEntity: 'user', reason: 'password-change' };
  let count = 0;
  runner.run(change, () => {
    count = Number(hashOf.get(user)?.slice('hash-'.length)) + 1;
    return setHash.run(`hash-${count}`, user).changes === 1;
  });
  writeSync(STANDARD_OUTPUT, `${user} ${count}\n`);
}
