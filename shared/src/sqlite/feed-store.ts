import { DAY } from '../core/duration.ts';
import { systemRandom } from '../core/random.ts';
import type { Change, InitiatingEntity } from '../invalidation/change.ts';
import type { Cursor, CursorVerdict, FeedEntry, FeedStore } from '../invalidation/feed.ts';
import { type ChangeRunnerOptions, createChangeRunner } from './change-runner.ts';
import type { Database } from './database.ts';
import { createFeedChain } from './feed-chain.ts';

interface Row {
  readonly kind: FeedEntry['kind'];
  readonly seq: number;
  readonly key: string;
  readonly epoch: number;
  readonly at: number;
  readonly reason: string;
  readonly initiating_entity: InitiatingEntity;
  readonly txn: string;
}

const INCARNATION_BYTES = 16;
/**
 * As far ahead as an epoch may be (`MAX_EPOCH_LEAD_MILLISECONDS` of the invalidation door). No less: whatever a
 * receiver could believe is to end, and a moment later receivers take a floor right above that.
 */
const MAX_LEAD_MILLISECONDS = DAY * 1000;

/** Each part goes by its own index and stops at the limit: a full read of a million rows is linear. */
const FEED = `
  SELECT 'subject' AS kind, s.seq AS seq, s.subject AS key, s.epoch AS epoch,
         a.at AS at, a.reason AS reason, a.initiating_entity AS initiating_entity, a.txn AS txn
    FROM subject_state s JOIN audit a ON a.id = s.seq WHERE s.seq > :after
  UNION ALL
  SELECT 'session', x.seq, x.sid, NULL, a.at, x.reason, a.initiating_entity, a.txn
    FROM ended_sids x JOIN audit a ON a.id = x.seq WHERE x.seq > :after
  UNION ALL
  SELECT 'everyone', g.floor_seq, NULL, g.floor_epoch, a.at, a.reason, a.initiating_entity, a.txn
    FROM global_state g JOIN audit a ON a.id = g.floor_seq WHERE g.floor_seq > :after
  ORDER BY 2 LIMIT :limit`;

const LOSS: Change = {
  actor: 'system',
  initiatingEntity: 'system',
  reason: 'history-lost',
  note: 'a receiver knows of a history that this database does not have',
};

/** The feed on SQLite: the rows that decide are the outbox, so nothing can be committed and not be sent. */
export function createSqliteFeedStore(db: Database, options: ChangeRunnerOptions): FeedStore {
  const { clock, random = systemRandom } = options;
  const chain = createFeedChain(db);
  const runner = createChangeRunner(db, options);
  const read = db.prepare<[{ after: number; limit: number }], Row>(FEED);
  const present = db.prepare<[], string>('SELECT incarnation FROM global_state').pluck();
  const isOurs = db.prepare('SELECT 1 FROM incarnations WHERE incarnation = ?').pluck();
  const remember = db.prepare(
    'INSERT INTO incarnations (incarnation, started_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const begin = db.prepare(
    `INSERT INTO incarnations (incarnation, started_at, told_epoch)
     SELECT ?, ?, max(coalesce(max(told_epoch), 0), ?) FROM incarnations`,
  );
  const told = db.prepare<[], number>('SELECT max(told_epoch) FROM incarnations').pluck();
  const rename = db.prepare(
    'UPDATE global_state SET incarnation = ?, floor_epoch = max(floor_epoch, ?)',
  );
  const raiseFloor = db.prepare(
    `INSERT INTO audit (kind, at, actor, initiating_entity, reason, note, txn)
     SELECT 'everyone', now, actor, initiating_entity, reason, note, txn FROM change_context`,
  );
  const highest = db
    .prepare<[], number>(
      `SELECT max(floor_epoch, coalesce((SELECT max(epoch) FROM subject_state), 0))
         FROM global_state`,
    )
    .pluck();
  const incarnation = (): string => present.get() ?? '';
  // The incarnation last: whatever is chained belongs to the newest one, not to one that ended meanwhile.
  const head = async (): Promise<Cursor> => {
    const end = await chain.end();
    return { incarnation: incarnation(), ...end };
  };

  const furthest = (): number => clock() + MAX_LEAD_MILLISECONDS;
  /**
   * An epoch beyond the furthest that the floor may rise to would be news with every poll, and end everybody's
   * sessions each time: it is news once. Within reach it is again, once more, and the floor rises above it.
   */
  const isNews = (epoch: number): boolean =>
    epoch > (highest.get() ?? 0) && (epoch <= furthest() || epoch > (told.get() ?? 0));

  /** Of what is chained: a cursor of ours is, before it is given out. */
  function judge(cursor: Cursor | null, highestEpoch: number): CursorVerdict {
    if (isNews(highestEpoch)) return 'lost';
    if (cursor === null) return 'current';
    if (cursor.incarnation !== incarnation()) {
      return isOurs.get(cursor.incarnation) === undefined ? 'lost' : 'superseded';
    }
    return chain.at(cursor.seq) === cursor.chain ? 'current' : 'lost';
  }

  return {
    head,
    read: async (after, limit) => read.all({ after, limit }).map(toEntry),
    async cursorAt(seq) {
      return { ...(await head()), seq, chain: chain.at(seq) ?? '' };
    },
    async judge(cursor, highestEpoch = 0) {
      await chain.end();
      return judge(cursor, highestEpoch);
    },
    async beginIncarnation(lost, highestEpoch) {
      await chain.end();
      runner.run(LOSS, () => {
        if (judge(lost, highestEpoch) !== 'lost') return false;
        const now = clock();
        if (lost) remember.run(lost.incarnation, now);
        const next = Buffer.from(random(INCARNATION_BYTES)).toString('hex');
        begin.run(next, now, highestEpoch);
        rename.run(next, Math.min(highestEpoch, furthest()));
        return raiseFloor.run().changes === 1;
      });
    },
  };
}

function toEntry({ kind, key, epoch, initiating_entity: initiatingEntity, ...facts }: Row) {
  const common = { seq: facts.seq, at: facts.at, reason: facts.reason, txn: facts.txn };
  const entry = { ...common, initiatingEntity };
  switch (kind) {
    case 'subject':
      return { kind, ...entry, subject: key, epoch };
    case 'session':
      return { kind, ...entry, sid: key };
    case 'everyone':
      return { kind, ...entry, epoch };
  }
}
