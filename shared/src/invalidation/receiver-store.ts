import type { Cursor } from './feed.ts';

/** What a receiver learns from one event. */
export type Learned =
  | {
      readonly kind: 'subject';
      /** The pairwise pseudonym. */
      readonly subject: string;
      readonly epoch: number;
      /** Null when the event came without: a push over plain HTTP. */
      readonly reason: string | null;
      /** Epoch milliseconds of the change. */
      readonly at: number;
    }
  | {
      readonly kind: 'session';
      readonly sid: string;
      readonly reason: string | null;
      /** By sign-out: the cart leaves with it. */
      readonly signedOut: boolean;
      readonly at: number;
    }
  | {
      readonly kind: 'everyone';
      readonly epoch: number;
      readonly reason: string | null;
      readonly at: number;
    };

/** Where a receiver keeps what it has learned. */
export interface ReceiverStore {
  /**
   * Learns from events: epochs and floor by `max()`, ended sessions for good; a known reason is kept when
   * the event has none. With a cursor, both are one transaction.
   */
  learn(learned: readonly Learned[], cursor?: Cursor): Promise<void>;
  /** How far the polls have come; null: not at all. */
  cursor(): Promise<Cursor | null>;
  /** The highest epoch this domain knows of, its own floor included; 0 when it knows none. */
  highestEpoch(): Promise<number>;
}
