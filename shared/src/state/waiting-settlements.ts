import { SECOND } from '../core/duration.ts';
import { decodeState } from './encode.ts';
import { StateError } from './errors.ts';
import type { RecordOperation } from './replica.ts';
import { applySettlement } from './settlement.ts';
import type { SettlementStore } from './settlement-store.ts';

/**
 * How long a settlement is applied at least. So long a token from before the order may still arrive and
 * bring back what was ordered: it lives a minute, on clocks that differ by 15 s either way.
 */
export const SETTLEMENT_HOLD_SECONDS: number = 90 * SECOND;

/** What waits for one state. */
export interface WaitingSettlements {
  /** Takes out all that was ordered. */
  readonly operation: RecordOperation;
  /** Call it when the browser has brought a cookie that this operation does not change. */
  done(): Promise<void>;
}

/** Finds what waits for the state under `key`, by one look-up; null when that is nothing. */
export async function findSettlements(
  store: SettlementStore,
  key: string,
  now: number,
): Promise<WaitingSettlements | null> {
  const waiting = await store.waiting(key, now);
  if (waiting.length === 0) return null;
  const operations = waiting.flatMap(({ state }) => readSettlement(state) ?? []);
  const ripe = waiting.filter(({ deliveredAt }) => deliveredAt + SETTLEMENT_HOLD_SECONDS <= now);
  return {
    operation: (record, actor) =>
      operations.reduce((next, operation) => operation(next, actor), record),
    async done() {
      if (ripe.length === 0) return;
      await store.forget(
        key,
        ripe.map(({ id }) => id),
      );
    },
  };
}

/** Null when the row is damaged: the others are none the worse for it. */
function readSettlement(bytes: Uint8Array): RecordOperation | null {
  try {
    return applySettlement(decodeState(bytes));
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return null;
  }
}
