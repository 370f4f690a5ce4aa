import type { AuditTrail } from '../../invalidation/audit.ts';
import type { Invalidator } from '../../invalidation/change.ts';
import type { UserDirectory } from '../../invalidation/user-directory.ts';

/** What the routes work with. */
export interface HookParts {
  readonly users: UserDirectory;
  readonly invalidator: Invalidator;
  readonly audit: AuditTrail;
  /**
   * Waits until every peer has acknowledged the change at `seq`, at most so many milliseconds.
   *
   * @returns The peers that have.
   */
  readonly whenAcknowledged: (seq: number, milliseconds: number) => Promise<readonly string[]>;
  /** Names of the streams that learn of changes, e.g. `shopping`. */
  readonly peers: readonly string[];
}
