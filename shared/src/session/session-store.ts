import type { StoredSession } from './session.ts';

/**
 * Where a domain keeps its sessions. Implementations pass `test/contract/session-store.ts`.
 * Ids are hashes (`hashSessionId`). All operations are atomic across processes that share the store.
 */
export interface SessionStore {
  /** The session; null when it is unknown, over at `now`, or was born before its subject's present epoch. */
  read(idHash: string, now: number): Promise<StoredSession | null>;
  /**
   * Creates a session, provided that its epoch is still the subject's effective one.
   * @returns False when it is not: somebody changed the password or role meanwhile.
   */
  create(idHash: string, session: StoredSession): Promise<boolean>;
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

/** The epochs that decide which sessions live. */
export interface EpochStore {
  /** Effective epoch: the highest of the subject's and the global floor. */
  effective(subject: string): Promise<number>;
  /** Raises the subject's epoch to at least `epoch`; it never falls. */
  raise(subject: string, epoch: number): Promise<void>;
}
