/**
 * What ending sessions costs with 1,000,000 of them in SQLite, and what the validity check adds to a read.
 *
 * npm run bench:end-sessions [-- --json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from 'domain-bridge/invalidation';
import {
  createSqliteEpochStore,
  createSqliteInvalidator,
  createSqliteSessionStore,
  type Database,
  migrateBridge,
  openDatabase,
  runDurably,
} from 'domain-bridge/sqlite';
import { report, short, sumUp } from './figures.ts';

const SESSIONS = 1_000_000;
const SIZES = { one: 1, thousand: 1_000, hundredThousand: 100_000 } as const;
const OTHERS = 20_000;
const REVOCATIONS = 500;
const DELETIONS = 5;
const READS = 200;
const READS_A_SAMPLE = 500;
const DAY = 86_400;

type User = keyof typeof SIZES;
const USERS = Object.keys(SIZES) as User[];
const CHANGE: Change = { actor: 'bench', initiatingEntity: 'admin', reason: 'sessions-revoked' };

const directory = mkdtempSync(join(tmpdir(), 'domain-bridge-bench-'));
try {
  await measure(openDatabase(join(directory, 'sessions.db')));
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function measure(db: Database): Promise<void> {
  migrateBridge(db);
  await fill(db);
  const reads = await measureReads(db);
  const revocations = await measureRevocations(db);
  const deletion = measureDeletions(db);
  const medians = USERS.map((user) => revocations[user].median);
  const spread = Math.max(...medians) / Math.min(...medians);
  const ratio = (deletion.median * 1_000) / revocations.hundredThousand.median;
  const added = reads.checked.median - reads.plain.median;
  report(
    'ending sessions, 1,000,000 in SQLite',
    [...Object.values(revocations), deletion, reads.plain, reads.checked],
    [
      target(
        'ending costs the same for 1, 1,000 and 100,000 sessions, within 1.5 ×',
        spread,
        1.5,
        '×',
      ),
      target(
        'ending all sessions of a user, durable, median at most 300 µs',
        Math.max(...medians),
        300,
        'µs',
      ),
      {
        target: 'at least 500 × less than deleting the 100,000 rows',
        measured: `${short(ratio)} ×`,
        kept: ratio >= 500,
      },
      target('the validity check adds at most 2 µs to a session read', added, 2, 'µs'),
    ],
  );
  db.close();
}

function target(text: string, value: number, most: number, unit: string) {
  return { target: text, measured: `${short(value)} ${unit}`, kept: value <= most };
}

async function fill(db: Database): Promise<void> {
  const epochs = createSqliteEpochStore(db);
  for (const user of USERS) await epochs.raise(user, 1);
  for (let i = 0; i < OTHERS; i++) await epochs.raise(`user-${i}`, 1);
  const fillAll = db.transaction(() => {
    let made = 0;
    for (const user of USERS) made = insertSessions(db, user, SIZES[user], made);
    const insert = inserter(db);
    for (; made < SESSIONS; made++) insert(`user-${made % OTHERS}`, made);
  });
  fillAll();
  db.pragma('wal_checkpoint(TRUNCATE)');
}

function insertSessions(db: Database, entity: string, count: number, from: number): number {
  const insert = inserter(db);
  for (let i = 0; i < count; i++) insert(entity, from + i);
  return from + count;
}

function inserter(db: Database): (entity: string, id: number) => void {
  const insert = db.prepare(
    `INSERT INTO sessions (id_hash, entity, role, sid, epoch, started_at, seen_at, expires_at, version)
     VALUES (?, ?, 'customer', ?, 9e15, ?, ?, ?, 1)`,
  );
  const now = Math.floor(Date.now() / 1000);
  return (entity, id) => insert.run(idHash(id), entity, `sid_${id}`, now, now, now + 30 * DAY);
}

/** Spread over the whole index, as hashes are. */
function idHash(id: number): string {
  return `${((id * 2_654_435_761) % 4_294_967_296).toString(36).padStart(7, '0')}-${id}`;
}

async function measureRevocations(db: Database) {
  const invalidator = createSqliteInvalidator(db, { clock: Date.now });
  const samples: Record<User, number[]> = { one: [], thousand: [], hundredThousand: [] };
  for (let run = 0; run < REVOCATIONS; run++) {
    // In turn, so that whatever the machine does meanwhile concerns all of them.
    for (const user of USERS) {
      const start = process.hrtime.bigint();
      await invalidator.revoke(user, CHANGE);
      samples[user].push(microsecondsSince(start));
    }
  }
  const name = (user: User) =>
    `end all sessions of a user who has ${SIZES[user].toLocaleString('en')}`;
  return Object.fromEntries(
    USERS.map((user) => [user, sumUp(name(user), 'µs', samples[user])]),
  ) as Record<User, ReturnType<typeof sumUp>>;
}

function measureDeletions(db: Database) {
  const remove = db.prepare("DELETE FROM sessions WHERE entity = 'hundredThousand'");
  const samples: number[] = [];
  for (let run = 0; run < DELETIONS; run++) {
    const start = process.hrtime.bigint();
    runDurably(db, () => remove.run());
    samples.push(microsecondsSince(start) / 1_000);
    db.transaction(() => insertSessions(db, 'hundredThousand', SIZES.hundredThousand, 2_000_000))();
  }
  return sumUp('for comparison: delete the rows of the one who has 100,000', 'ms', samples);
}

async function measureReads(db: Database) {
  const checked = createSqliteSessionStore(db);
  const plainRead = db.prepare('SELECT * FROM sessions WHERE id_hash = ? AND expires_at > ?');
  const plain = { read: async (id: string, now: number) => plainRead.get(id, now) };
  const samples: Record<'plain' | 'checked', number[]> = { plain: [], checked: [] };
  const now = Math.floor(Date.now() / 1000);
  for (let run = 0; run < READS; run++) {
    for (const [name, store] of [
      ['plain', plain],
      ['checked', checked],
    ] as const) {
      const start = process.hrtime.bigint();
      for (let i = 0; i < READS_A_SAMPLE; i++)
        await store.read(idHash(200_000 + run * 997 + i * 31), now);
      samples[name].push(microsecondsSince(start) / READS_A_SAMPLE);
    }
  }
  return {
    plain: sumUp('read a session without the check', 'µs', samples.plain),
    checked: sumUp('read a session with it', 'µs', samples.checked),
  };
}

function microsecondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1_000;
}
