/** SSF 1.0 §8.1.2: `paused` holds events and sends the last of each subject later; `disabled` sends none. */
export type StreamStatus = 'enabled' | 'paused' | 'disabled';

/** How far a receiver is, as its transmitter knows it. */
export interface Delivery {
  /** Name of the stream, e.g. `shopping`. */
  readonly stream: string;
  readonly status: StreamStatus;
  /** Pushed up to here, or given up on: the next push is of an entry behind it. */
  readonly pushedSeq: number;
  /** Everything up to here is known to the receiver: its polls have said so. */
  readonly ackedSeq: number;
  /** Failed attempts in a row. */
  readonly attempts: number;
  /** Epoch milliseconds before which nothing is pushed. */
  readonly nextTryAt: number;
  /** One word about the last failure, e.g. `invalid_key`, `status_503`, `timeout`; null after a success. */
  readonly lastError: string | null;
}

/** Where a transmitter keeps how far its receivers are. */
export interface DeliveryStore {
  /** The delivery of a stream; a new one begins at zero, enabled. */
  read(stream: string): Promise<Delivery>;
  /**
   * Takes the right to push for a while, so that of several processes one pushes. Taking it again prolongs it.
   *
   * @param until Epoch milliseconds after which a worker that died is forgotten.
   * @returns Whether `worker` has it.
   */
  claim(stream: string, worker: string, now: number, until: number): Promise<boolean>;
  /** Lets go of the right, if `worker` has it. */
  release(stream: string, worker: string): Promise<void>;
  /**
   * An entry was pushed and accepted. Never lowers anything.
   *
   * @param now When the receiver acknowledged it by that; null: an answer that anybody on the way could have
   * given acknowledges nothing.
   */
  pushed(stream: string, seq: number, now: number | null): Promise<void>;
  /** An entry was pushed and will never be accepted: pushing goes on behind it, polls still bring it. */
  skipped(stream: string, seq: number, error: string): Promise<void>;
  /** A push failed and is to be tried again at `nextTryAt`. */
  failed(stream: string, error: string, nextTryAt: number): Promise<void>;
  /** The receiver knows everything up to `seq`. Never lowers anything. */
  acknowledgedUpTo(stream: string, seq: number, now: number): Promise<void>;
  /** The receiver knows these positions. */
  acknowledged(stream: string, seqs: readonly number[], now: number): Promise<void>;
  /** Of these positions, the ones that the stream has not acknowledged, oldest first. */
  unacknowledged(stream: string, seqs: readonly number[]): Promise<readonly number[]>;
  setStatus(stream: string, status: StreamStatus): Promise<void>;
}
