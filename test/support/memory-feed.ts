import { createHash } from 'node:crypto';
import { MAX_EPOCH_LEAD_MILLISECONDS } from '../../shared/src/invalidation/constants.ts';
import type {
  Cursor,
  CursorVerdict,
  FeedEntry,
  FeedStore,
} from '../../shared/src/invalidation/feed.ts';

/** A feed in memory, with the changes that fill it. Epochs rise as design §5 says. */
export interface MemoryFeed extends FeedStore {
  /** Ends the subject's sessions; returns the new epoch. */
  bump(subject: string): number;
  endSession(sid: string, reason?: string): void;
  /** Ends everybody's sessions; returns the new floor. */
  endEveryone(): number;
  epochOf(subject: string): number;
  floor(): number;
  ended(): ReadonlySet<string>;
  /** A copy to restore from. */
  backUp(): () => void;
}

interface Link {
  readonly seq: number;
  readonly chain: string;
}
type Unplaced = FeedEntry extends infer Entry
  ? Entry extends FeedEntry
    ? Omit<Entry, 'seq' | 'at' | 'txn' | 'initiatingEntity'>
    : never
  : never;

/** Makes an empty feed whose clock is in epoch milliseconds. */
export function createMemoryFeed(clock: () => number): MemoryFeed {
  let links: readonly Link[] = [];
  let entries = new Map<string, FeedEntry>();
  let incarnation = newIncarnation('first');
  let former = new Set<string>();
  let told = 0;

  const floor = (): number => {
    const entry = entries.get('everyone');
    return entry?.kind === 'everyone' ? entry.epoch : 0;
  };
  const epochOf = (subject: string): number => {
    const entry = entries.get(`subject ${subject}`);
    return entry?.kind === 'subject' ? entry.epoch : 0;
  };
  const head = (): Cursor => ({ incarnation, ...(links.at(-1) ?? { seq: 0, chain: '' }) });
  function write(key: string, entry: Unplaced): void {
    const seq = head().seq + 1;
    links = [...links, { seq, chain: hash(`${head().chain} ${seq} ${JSON.stringify(entry)}`) }];
    const facts = { seq, at: clock(), txn: `txn-${seq}`, initiatingEntity: 'admin' } as const;
    entries.set(key, { ...facts, ...entry } as FeedEntry);
  }
  const chainAt = (seq: number): string | undefined =>
    seq === 0 ? '' : links.find((link) => link.seq === seq)?.chain;
  const judge = (cursor: Cursor) => {
    if (cursor.incarnation !== incarnation) {
      return former.has(cursor.incarnation) ? 'superseded' : 'lost';
    }
    return chainAt(cursor.seq) === cursor.chain ? 'current' : 'lost';
  };

  const highest = (): number =>
    Math.max(0, ...[...entries.values()].map((e) => (e.kind === 'session' ? 0 : e.epoch)));
  const verdictOn = (cursor: Cursor | null, highestEpoch: number): CursorVerdict => {
    const isWithinReach = highestEpoch <= clock() + MAX_EPOCH_LEAD_MILLISECONDS;
    if (highestEpoch > highest() && (isWithinReach || highestEpoch > told)) return 'lost';
    return cursor === null ? 'current' : judge(cursor);
  };
  return {
    epochOf,
    floor,
    ended: () =>
      new Set([...entries.values()].flatMap((e) => (e.kind === 'session' ? [e.sid] : []))),
    bump(subject) {
      const epoch = Math.max(epochOf(subject) + 1, floor() + 1, clock());
      write(`subject ${subject}`, { kind: 'subject', subject, epoch, reason: 'password-change' });
      return epoch;
    },
    endSession: (sid, reason = 'session-ended') =>
      write(`session ${sid}`, { kind: 'session', sid, reason }),
    endEveryone() {
      const highest = [...entries.values()].map((e) => (e.kind === 'session' ? 0 : e.epoch));
      const epoch = Math.max(...highest.map((each) => each + 1), clock());
      write('everyone', { kind: 'everyone', epoch, reason: 'everyone' });
      return epoch;
    },
    backUp() {
      const copy = { links, entries: new Map(entries), incarnation, former: new Set(former), told };
      return () => {
        links = copy.links;
        entries = new Map(copy.entries);
        incarnation = copy.incarnation;
        former = new Set(copy.former);
        told = copy.told;
      };
    },
    head: async () => head(),
    read: async (after, limit) =>
      [...entries.values()]
        .filter(({ seq }) => seq > after)
        .toSorted((a, b) => a.seq - b.seq)
        .slice(0, limit),
    cursorAt: async (seq) => ({ incarnation, seq, chain: chainAt(seq) ?? '' }),
    judge: async (cursor, highestEpoch = 0) => verdictOn(cursor, highestEpoch),
    async beginIncarnation(lost, highestEpoch) {
      if (verdictOn(lost, highestEpoch) !== 'lost') return;
      former.add(incarnation).add(lost?.incarnation ?? incarnation);
      incarnation = newIncarnation(`${incarnation} ${lost?.chain}`);
      told = Math.max(told, highestEpoch);
      const reached = Math.min(highestEpoch, clock() + MAX_EPOCH_LEAD_MILLISECONDS);
      const epoch = Math.max(reached, floor(), clock()) + 1;
      write('everyone', { kind: 'everyone', epoch, reason: 'history-lost' });
    },
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function newIncarnation(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 32);
}
