import type { Delivery, DeliveryStore } from '../../shared/src/invalidation/delivery-store.ts';

/** A delivery store in memory; `acked` holds every position that was acknowledged. */
export interface MemoryDeliveries extends DeliveryStore {
  readonly acked: ReadonlySet<number>;
  /** Up to which position everything was pushed, or passed over. */
  pushedUpTo(): number;
}

interface Claim {
  readonly worker: string;
  readonly until: number;
}

/** Makes one for a single stream. */
export function createMemoryDeliveries(stream: string): MemoryDeliveries {
  const acked = new Set<number>();
  let claim: Claim | null = null;
  let delivery: Delivery = {
    stream,
    status: 'enabled',
    pushedSeq: 0,
    ackedSeq: 0,
    attempts: 0,
    nextTryAt: 0,
    lastError: null,
  };
  const moveOn = (seq: number, lastError: string | null): void => {
    const pushedSeq = Math.max(delivery.pushedSeq, seq);
    delivery = { ...delivery, pushedSeq, attempts: 0, nextTryAt: 0, lastError };
  };
  return {
    acked,
    pushedUpTo: () => delivery.pushedSeq,
    read: async () => delivery,
    async claim(_, worker, now, until) {
      if (claim && claim.worker !== worker && claim.until > now) return false;
      claim = { worker, until };
      return true;
    },
    async release(_, worker) {
      if (claim?.worker === worker) claim = null;
    },
    async pushed(_, seq, now) {
      if (now !== null) acked.add(seq);
      moveOn(seq, null);
    },
    skipped: async (_, seq, error) => moveOn(seq, error),
    async failed(_, lastError, nextTryAt) {
      delivery = { ...delivery, attempts: delivery.attempts + 1, lastError, nextTryAt };
    },
    async acknowledgedUpTo(_, seq) {
      for (let each = delivery.ackedSeq + 1; each <= seq; each++) acked.add(each);
      delivery = { ...delivery, ackedSeq: Math.max(delivery.ackedSeq, seq) };
    },
    async acknowledged(_, seqs) {
      for (const seq of seqs) acked.add(seq);
    },
    unacknowledged: async (_, seqs) => seqs.filter((seq) => !acked.has(seq)),
    async setStatus(_, status) {
      delivery = { ...delivery, status };
    },
  };
}
