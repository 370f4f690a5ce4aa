import { type BridgeParts, SETTLED_RETRY_SECONDS } from 'domain-bridge/flows';
import type { PeerClient, Scheduler } from 'domain-bridge/peer';
import { SETTLEMENT_HOLD_SECONDS } from 'domain-bridge/state';
import { CALL_TIMEOUT_SECONDS, callSettled, UNKNOWN_HANDLE } from './settlement-call.ts';
import type { PendingSettlement, SettlementOutbox } from './settlement-outbox.ts';

/** Tells the shop of orders, in the background. */
export interface SettlementDeliverer {
  start(): void;
  /** Resolves when nothing is under way any more. What was not delivered is, after the next start. */
  stop(): Promise<void>;
  /** Looks at the outbox now: something has been added. */
  wake(): void;
}

/** A failure, without a word of what was to be delivered. */
export interface DeliveryFailure {
  /** One word: `status_503`, `ERR_PEER_TIMEOUT`, `outbox`, or `gave_up` after 30 days. */
  readonly error: string;
  /** Failed attempts of this settlement so far. */
  readonly attempts: number;
}

/** What the deliverer is made of. */
export interface SettlementDelivererOptions {
  readonly outbox: SettlementOutbox;
  readonly parts: Pick<BridgeParts, 'settled'>;
  readonly peer: PeerClient;
  readonly scheduler: Scheduler;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Is told of every failure; for the log. */
  readonly onFailure?: (failure: DeliveryFailure) => void;
}

/** Seconds after the first failed attempts, and after every later one. */
const FIRST_PAUSES: readonly number[] = [1, 5, 15, 60];
const LATER_PAUSE = 300;
/** Longer than a call takes: until then nobody else makes it, and then somebody does if we were killed. */
const CLAIM_SECONDS: number = 2 * CALL_TIMEOUT_SECONDS;
/** How often the outbox is looked at when nothing is due: another process may have been killed. */
const LOOK_SECONDS = 60;
/** A store that fails is not asked again at once. */
const SHORTEST_REST_SECONDS = 1;

/**
 * Makes the deliverer. Several processes may run one each on the same outbox: who claims a settlement sends
 * it, and if it is sent twice after all, the shop takes the second for the first.
 */
export function createSettlementDeliverer(
  options: SettlementDelivererOptions,
): SettlementDeliverer {
  const { outbox, scheduler, clock, onFailure = () => {} } = options;
  const stopping = new AbortController();
  let nap = new AbortController();
  let running: Promise<void> | null = null;
  const now = (): number => Math.floor(clock() / 1000);

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Before the outbox is asked, so that whoever adds something meanwhile ends the nap after it.
      nap = new AbortController();
      await deliverDue();
      const rest = await restSeconds();
      if (!stopping.signal.aborted) await scheduler.sleep(rest * 1000, nap.signal);
    }
  }

  async function deliverDue(): Promise<void> {
    try {
      let due = await outbox.claim(now(), now() + CLAIM_SECONDS);
      while (due && !stopping.signal.aborted) {
        await attempt(due);
        due = await outbox.claim(now(), now() + CLAIM_SECONDS);
      }
    } catch {
      onFailure({ error: 'outbox', attempts: 0 });
    }
  }

  async function attempt(settlement: PendingSettlement): Promise<void> {
    const { id, placedAt, attempts } = settlement;
    if (placedAt + SETTLED_RETRY_SECONDS <= now()) {
      onFailure({ error: 'gave_up', attempts });
      return outbox.remove(id);
    }
    const error = await callSettled(options, settlement, stopping.signal);
    // For so long a token may be under way that brings the shop the handle, and what was ordered.
    const isNeeded = error !== UNKNOWN_HANDLE || placedAt + SETTLEMENT_HOLD_SECONDS > now();
    if (error === null || !isNeeded) return outbox.remove(id);
    // Cut short by ourselves: that says nothing of the shop.
    if (stopping.signal.aborted) return;
    onFailure({ error, attempts: attempts + 1 });
    await outbox.failed(id, error, now() + (FIRST_PAUSES[attempts] ?? LATER_PAUSE));
  }

  /** Seconds until there may be something to do. */
  async function restSeconds(): Promise<number> {
    const due = await outbox.nextDue().catch(() => null);
    const rest = due === null ? LOOK_SECONDS : due - clock() / 1000;
    return Math.min(Math.max(rest, SHORTEST_REST_SECONDS), LOOK_SECONDS);
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      nap.abort();
      await running;
    },
    wake() {
      nap.abort();
    },
  };
}
