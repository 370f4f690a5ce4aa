import type { Cursor } from '../../shared/src/invalidation/feed.ts';
import type { Learned, ReceiverStore } from '../../shared/src/invalidation/receiver-store.ts';

/** A receiver store in memory, and what it has come to know. */
export interface MemoryReceiver extends ReceiverStore {
  epochOf(subject: string): number;
  floor(): number;
  ended(): ReadonlySet<string>;
  /** Whether a session of `subject`, born at `epoch`, is alive. */
  isAlive(session: {
    readonly subject: string;
    readonly sid: string;
    readonly epoch: number;
  }): boolean;
  /** A copy to restore from. */
  backUp(): () => void;
}

/** Makes one that knows nothing. */
export function createMemoryReceiver(): MemoryReceiver {
  let epochs = new Map<string, number>();
  let ended = new Set<string>();
  let floor = 0;
  let place: Cursor | null = null;

  const epochOf = (subject: string): number => epochs.get(subject) ?? 0;
  function learnOne(learned: Learned): void {
    if (learned.kind === 'session') ended.add(learned.sid);
    else if (learned.kind === 'everyone') floor = Math.max(floor, learned.epoch);
    else epochs.set(learned.subject, Math.max(epochOf(learned.subject), learned.epoch));
  }
  return {
    epochOf,
    floor: () => floor,
    ended: () => ended,
    isAlive: ({ subject, sid, epoch }) =>
      !ended.has(sid) && epoch >= Math.max(epochOf(subject), floor),
    backUp() {
      const copy = { epochs: new Map(epochs), ended: new Set(ended), floor, place };
      return () => {
        epochs = new Map(copy.epochs);
        ended = new Set(copy.ended);
        ({ floor, place } = copy);
      };
    },
    async learn(all, cursor) {
      for (const learned of all) learnOne(learned);
      if (cursor) place = cursor;
    },
    cursor: async () => place,
    highestEpoch: async () => Math.max(floor, ...epochs.values()),
  };
}
