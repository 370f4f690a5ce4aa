import type { EndedSession, StoredSession } from './session.ts';

/**
 * Where a domain keeps its sessions. Implementations pass `test/contract/session-store.ts`.
 * Ids are hashes (`hashSessionId`). All operations are atomic across processes that share the store.
 */
export interface SessionStore {
  /** The session; null when it is unknown, over at `now`, or was born before its subject's present epoch. */
  read(idHash: string, now: number): Promise<StoredSession | null>;
  /** What became of a session that `read` does not find although its time is not over; null: nothing is known. */
  ended(idHash: string, now: number): Promise<EndedSession | null>;
  /** The living sessions of an entity, newest first, at most 100. */
  list(entity: string, now: number): Promise<readonly StoredSession[]>;
  /**
   * Creates a session, provided that its epoch is still the subject's effective one and its `sid` has not ended.
   * @param succeeds The session that it goes on from: only the change at `seq` may have ended that one.
   * @returns False otherwise: somebody changed the password or role meanwhile.
   */
  create(idHash: string, session: StoredSession, succeeds?: Succession): Promise<boolean>;
  /**
   * Replaces the session whose version is `session.version - 1`.
   * @returns False when there is none: a save never brings an ended session back.
   */
  save(idHash: string, session: StoredSession): Promise<boolean>;
  /** Ends the session; unknown ids are passed over. */
  end(idHash: string): Promise<void>;
  /** Drops sessions that are over at `now`. Returns their number. */
  sweep(now: number): Promise<number>;
}

/** What a session goes on from. */
export interface Succession {
  readonly idHash: string;
  /** Position of the change that ended it. */
  readonly seq: number;
}

/** How a session that is known by its `sid` has ended. */
export type SidEnd = 'ended' | 'signed-out';

/** The epochs that decide which sessions live. */
export interface EpochStore {
  /** Effective epoch: the highest of the subject's and the global floor. */
  effective(subject: string): Promise<number>;
  /** Raises the subject's epoch to at least `epoch`; it never falls. */
  raise(subject: string, epoch: number): Promise<void>;
  /** How the session of this `sid` has ended; null when it has not, as far as this domain knows. */
  endOf(sid: string): Promise<SidEnd | null>;
}
