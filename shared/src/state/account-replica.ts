import { nowSeconds } from '../core/clock.ts';
import { admitRecord, type OrderedDotStore } from './ordered-dot-store.ts';
import { decodeRecord, emptyRecord, type StateRecord } from './record.ts';
import {
  applyOperation,
  type Latest,
  type RecordOperation,
  type ReplicaOptions,
} from './replica.ts';

/** What the replica of the accounts is made of. */
export interface AccountReplicaOptions extends ReplicaOptions {
  /** What was ordered, by whomever: a line that reached two accounts is ordered from one of them. */
  readonly ordered?: OrderedDotStore;
  /** When the store's history began anew after a loss: what is older may have used dots that it forgot. */
  readonly incarnation?: Incarnation;
}

/** The unbroken history of a store. */
export interface Incarnation {
  /** Epoch milliseconds; 0 where nothing was ever lost. */
  startedAt(): Promise<number>;
}

/** The stored cart of each account: checkout's replica while somebody is signed in, one for all devices. */
export class AccountReplica {
  readonly #options: AccountReplicaOptions;

  constructor(options: AccountReplicaOptions) {
    this.#options = options;
  }

  /** The account's record; an empty one when nothing was ever stored. */
  async read(entity: string): Promise<StateRecord> {
    return (await this.latest(entity)).record;
  }

  /** The account's record with its key and version, for a change inside a transaction of the caller's own. */
  async latest(entity: string): Promise<Latest> {
    const key = accountKey(entity);
    const { store, clock, random, ordered } = this.#options;
    const row = await store.read(key, nowSeconds(clock));
    const since = (await this.#options.incarnation?.startedAt()) ?? 0;
    return {
      key,
      version: row?.version ?? 0,
      stored: row?.version ?? null,
      confirmed: row !== null && row.writtenAt * 1000 > since,
      record: row?.record
        ? await admitRecord(decodeRecord(row.record), ordered)
        : emptyRecord(random),
    };
  }

  /**
   * Changes the account's state.
   *
   * @throws {StateError} What the operation throws; then nothing has changed.
   */
  async change(entity: string, operation: RecordOperation): Promise<StateRecord> {
    const latest = () => this.latest(entity);
    return (await applyOperation(this.#options, latest, operation, null)).record;
  }
}

function accountKey(entity: string): string {
  return `account:${entity}`;
}
