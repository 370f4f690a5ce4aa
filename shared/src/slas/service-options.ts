import type { Clock } from '../core/clock.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';

/** What every client of a service is made of. */
export interface ServiceOptions {
  readonly fetch: PeerFetch;
  readonly scheduler: Scheduler;
  /** For `Retry-After` and lifetimes. Default: the system clock. */
  readonly clock?: Clock;
  /** How long one whole answer may take. Default: 5 s, as plugin_slas has it. */
  readonly timeoutSeconds?: number;
}
