/** What an order left of a cart, as it waits for the browser that the cart came from. */
export interface Settlement {
  /** Id of the delivery. One that is repeated is the same settlement. */
  readonly id: string;
  /** Encoded state, see `settlementOf`. */
  readonly state: Uint8Array;
  /** Epoch seconds. */
  readonly deliveredAt: number;
}

/** What a delivery brings to the shop. */
export interface SettlementDelivery {
  /** 22 characters of base64url. */
  readonly handle: string;
  readonly id: string;
  readonly state: Uint8Array;
}

/** When something is written, and from when on it may be swept; both in epoch seconds. */
export interface KeptFrom {
  readonly now: number;
  readonly until: number;
}

/**
 * Where the shop keeps return handles and what is delivered to them. A handle stands for the keys of states
 * and crosses in their place: a key never leaves the domain. Implementations pass
 * `test/contract/settlement-store.ts`. All operations are atomic across processes that share the store.
 */
export interface SettlementStore {
  /** A handle of a state: one on file while it lives, else `fresh`. Keeps it at least up to `until`. */
  handleOf(key: string, fresh: string, kept: KeptFrom): Promise<string>;
  /** Lets a handle from elsewhere stand for a state as well, at least up to `until`. */
  bind(key: string, handle: string, kept: KeptFrom): Promise<void>;
  /** The state goes on under another key: what stands for the first, or waits for it, counts for both. */
  follow(key: string, next: string): Promise<void>;
  /**
   * Keeps a settlement for every state that its handle stands for, on disk when this returns: the sender
   * forgets it then. Where it waits already nothing changes.
   *
   * @returns False when the handle stands for nothing, or for nothing any more.
   */
  deliver(delivery: SettlementDelivery, kept: KeptFrom): Promise<boolean>;
  /** What waits for a state, in any order: applying one after the other ends the same. */
  waiting(key: string, now: number): Promise<readonly Settlement[]>;
  /** Forgets settlements that have done their work. */
  forget(key: string, ids: readonly string[]): Promise<void>;
  /** Drops what has expired at `now`. Returns the number of rows. */
  sweep(now: number): Promise<number>;
}
