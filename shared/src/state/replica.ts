import { type Clock, nowSeconds } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { Role } from '../crypto/direction.ts';
import { type Actor, mintActor, personalActor } from './actor.ts';
import { StateError } from './errors.ts';
import { additionsTo, mergeStates } from './merge.ts';
import type { Operation } from './operations.ts';
import { encodeRecord, type StateRecord } from './record.ts';
import type { ShoppingState } from './shopping-state.ts';
import type { StateRow, StateStore } from './state-store.ts';

/** What replicas of either kind are made of. */
export interface ReplicaOptions {
  readonly role: Role;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** The latest version of a record, as far as this domain can tell. */
export interface Latest {
  readonly key: string;
  /** Version of the row, or of the cookie where there is no row; 0 before the first write. */
  readonly version: number;
  /** Version the store holds under `key`; null: none. */
  readonly stored: number | null;
  /** False when newer writes may have been lost: the actor must not write again, lest it use a dot twice. */
  readonly confirmed: boolean;
  readonly record: StateRecord;
  /** The record as it was just written. */
  readonly encoded?: Uint8Array;
}

/** Rounds of compare-and-set after which we give up: that many other writers came first. */
const MAX_ATTEMPTS = 200;
const GAP_BYTES = 4;

/** A change of a record: of its state, or of what the domain keeps beside it. The same object means no change. */
export type RecordOperation = (record: StateRecord, actor: Actor) => StateRecord;

/**
 * Applies an operation to the latest version and stores the result. Whoever loses a compare-and-set
 * runs the operation again on the newer state; so parallel changes all survive.
 *
 * @param latest Reads the latest version; called again for every attempt.
 * @param lifetimeSeconds How long the row lives from now on; null: for ever.
 * @returns The new latest version; the old one, unwritten, when the operation changed nothing.
 * @throws {StateError} What the operation throws, or `ERR_STATE_CONTENTION` after 200 lost rounds.
 */
export async function applyOperation(
  options: ReplicaOptions,
  latest: () => Promise<Latest>,
  operation: RecordOperation,
  lifetimeSeconds: number | null,
): Promise<Latest> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const current = await latest();
    const base = current.confirmed ? current.record : { ...current.record, actor: null };
    const record = operation(base, base.actor ?? mintActor(options.role, options.random));
    if (record === base) return current;
    const version = nextVersion(current, options.random);
    const now = nowSeconds(options.clock);
    const row = newRow(version, record, now, lifetimeSeconds);
    if (await options.store.compareAndSet(current.key, current.stored, row, now)) {
      const { key } = current;
      return { key, version, stored: version, confirmed: true, record, encoded: row.record };
    }
  }
  throw new StateError('ERR_STATE_CONTENTION', 'too many changes at once');
}

/**
 * One more than before. A row that begins leaves a gap of random size: should its key have had another row
 * once, whose cookies are still about, then those name versions that this one never has.
 */
function nextVersion({ version, stored }: Latest, random: Random): number {
  const gap = stored === null ? Buffer.from(random(GAP_BYTES)).readUIntBE(0, GAP_BYTES) : 0;
  return version + 1 + gap;
}

/** The row that a write of `record` leaves in the store. */
export function newRow(
  version: number,
  record: StateRecord,
  now: number,
  lifetimeSeconds: number | null,
): StateRow & { readonly record: Uint8Array } {
  const expiresAt = lifetimeSeconds === null ? null : now + lifetimeSeconds;
  return { version, record: encodeRecord(record), writtenAt: now, expiresAt };
}

/** The record operation that changes the state alone. */
export function onState(operation: Operation): RecordOperation {
  return (record, actor) => {
    const state = operation(record.state, actor);
    if (state === record.state) return record;
    return { ...record, state, actor: hasWritten(state, actor) ? actor : record.actor };
  };
}

/**
 * The record operation that merges a state which came from elsewhere.
 *
 * If that one has seen writes of our own actor that we have not, our store went back in time: the actor
 * is given up, because writing on under it would use a dot twice.
 */
export function mergeIn(theirs: ShoppingState): RecordOperation {
  return (record) => {
    const { actor } = record;
    const state = mergeStates(record.state, theirs);
    if (state === record.state) return record;
    const lostWrites = actor !== null && hasSeenMore(theirs, record.state, actor);
    return { ...record, state, actor: lostWrites ? null : actor };
  };
}

/** Whether `theirs` has seen writes of an actor, or of its personal twin, that `mine` has not. */
export function hasSeenMore(theirs: ShoppingState, mine: ShoppingState, actor: Actor): boolean {
  return [actor, personalActor(actor)].some(
    (each) => (theirs.vector.get(each) ?? 0) > (mine.vector.get(each) ?? 0),
  );
}

function hasWritten({ vector }: ShoppingState, actor: Actor): boolean {
  return vector.has(actor) || vector.has(personalActor(actor));
}

/** The record operation that takes what a state adds and none of its removals: those were made in another account. */
export function addIn(theirs: ShoppingState): RecordOperation {
  return (record, actor) => mergeIn(additionsTo(record.state, theirs))(record, actor);
}
