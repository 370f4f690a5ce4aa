import type { Scheduler } from '../core/scheduler.ts';
import type { AuditTrail } from './audit.ts';

/** What the wait is made of. */
export interface AcknowledgementWaitOptions {
  readonly audit: Pick<AuditTrail, 'acknowledgedBy'>;
  /** Names of the streams to wait for. */
  readonly peers: readonly string[];
  readonly scheduler: Scheduler;
}

const LOOK_MILLISECONDS = 20;

/**
 * Makes what waits until every peer has acknowledged a change. It looks, because the acknowledgement may reach
 * another process than the one that waits.
 *
 * @returns Takes the position of the change and at most how many milliseconds to wait; answers the peers that have.
 */
export function createAcknowledgementWait({
  audit,
  peers,
  scheduler,
}: AcknowledgementWaitOptions): (seq: number, milliseconds: number) => Promise<readonly string[]> {
  return async function whenAcknowledged(seq, milliseconds) {
    const until = scheduler.now() + milliseconds;
    for (;;) {
      const known = await audit.acknowledgedBy(seq);
      const left = until - scheduler.now();
      if (left <= 0 || peers.every((peer) => known.includes(peer))) return known;
      await scheduler.sleep(Math.min(LOOK_MILLISECONDS, left));
    }
  };
}
