/**
 * What ending sessions costs with 1,000,000 of them in SQLite, and what the validity check adds to a read.
 *
 * npm run bench:end-sessions [-- --json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from 'domain-bridge/invalidation';
import type { SessionStore } from 'domain-bridge/session';
import {
  createSqliteEpochStore,
  createSqliteInvalidator,
  createSqliteSessionStore,
  type Database,
  migrateBridge,
  openDatabase,
  runDurably,
} from 'domain-bridge/sqlite';
import { middleHalf, report, short, sumUp } from './figures.ts';

const SESSIONS = 1_000_000;
const SIZES = { one: 1, thousand: 1_000, hundredThousand: 100_000 } as const;
const OTHERS = 20_000;
const REVOCATIONS = 500;
const DELETIONS = 5;
const READS = 5_000;
const WARM_UPS = 250;
const READS_A_SAMPLE = 20;
/** Prime to the number of sessions: going round by it meets each of them once, in no order of the index. */
const STRIDE = 611_953;
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
  report(
    'ending sessions, 1,000,000 in SQLite',
    [...Object.values(revocations), deletion, reads.plain, reads.checked, reads.added],
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
      {
        target: 'the validity check adds at most 2 µs to a session read',
        measured: `${short(reads.added.median)} µs (half of the runs: ${reads.half} µs)`,
        kept: reads.added.median <= 2,
      },
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

/**
 * Reads with and without the check in turn, now the one first and now the other, and never a session twice: what
 * was read a moment ago would be read faster, whichever way. The difference is taken run by run, so that whatever
 * else the machine does concerns both.
 */
async function measureReads(db: Database) {
  const stores = { plain: withoutCheck(db), checked: createSqliteSessionStore(db) };
  const samples = { plain: [] as number[], checked: [] as number[] };
  const nextId = scatteredIds();
  for (let run = -WARM_UPS; run < READS; run++) {
    for (const name of inTurn(run)) {
      const micros = await readSome(stores[name], nextId);
      if (run >= 0) samples[name].push(micros);
    }
  }
  const differences = samples.checked.map((micros, run) => micros - (samples.plain[run] ?? 0));
  return {
    plain: sumUp('read a session without the check', 'µs', samples.plain),
    checked: sumUp('read a session with it', 'µs', samples.checked),
    added: sumUp('the difference, run by run', 'µs', differences),
    half: middleHalf(differences),
  };
}

function inTurn(run: number) {
  return run % 2 === 0 ? (['plain', 'checked'] as const) : (['checked', 'plain'] as const);
}

function scatteredIds(): () => string {
  let at = 0;
  return () => {
    at = (at + STRIDE) % SESSIONS;
    return idHash(at);
  };
}

/** Microseconds that one read takes, of a few that follow each other. */
async function readSome({ read }: Pick<SessionStore, 'read'>, nextId: () => string) {
  const ids = Array.from({ length: READS_A_SAMPLE }, nextId);
  const now = Math.floor(Date.now() / 1000);
  let found = 0;
  const start = process.hrtime.bigint();
  for (const id of ids) if ((await read(id, now)) !== null) found += 1;
  const micros = microsecondsSince(start);
  if (found !== READS_A_SAMPLE)
    throw new Error(`${READS_A_SAMPLE - found} sessions were not there`);
  return micros / READS_A_SAMPLE;
}

/** The same store but for the check: the same columns, and the same session made of them. */
function withoutCheck(db: Database): SessionStore {
  let removed = 0;
  const prepare = (sql: string) =>
    db.prepare(
      sql.replace(/AND s\.epoch >= \(SELECT [^()]*\)/g, () => {
        removed += 1;
        return '';
      }),
    );
  const store = createSqliteSessionStore(Object.create(db, { prepare: { value: prepare } }));
  if (removed === 0) throw new Error('the check is not written any more as this bench knows it');
  return store;
}

function microsecondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1_000;
}
