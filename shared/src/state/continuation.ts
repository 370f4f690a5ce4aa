import { encodeBase64url } from '../core/base64url.ts';
import { sha256 } from '../core/bytes.ts';
import { nowSeconds } from '../core/clock.ts';
import { StateError } from './errors.ts';
import { includesVector, type Vector } from './observed-remove.ts';
import { admitRecord, type OrderedDotStore } from './ordered-dot-store.ts';
import { decodeRecord, emptyRecord, type StateRecord } from './record.ts';
import type { Latest, ReplicaOptions } from './replica.ts';
import { STORE_KEY_BYTES, type StateCookie } from './state-cookie.ts';
import type { StateRow } from './state-store.ts';

/** Where the story that a cookie tells goes on. */
export interface Continuation {
  readonly latest: Latest;
  /** The row that holds it or names its version; null when there is none yet, or none any more. */
  readonly row: StateRow | null;
}

interface Sources extends ReplicaOptions {
  readonly ordered?: OrderedDotStore;
}

/**
 * Finds the latest version of the state that a cookie belongs to.
 *
 * A row that goes on where the cookie stands is it. A row of another version that does not means that the
 * cookie was restored or copied, no row that the store lost it: then other cookies of the key may tell
 * another story, and this one goes on under a key that follows from it. So all requests that come with
 * this very cookie go on together.
 */
export async function findContinuation(
  sources: Sources,
  cookie: StateCookie,
  isFork = false,
): Promise<Continuation> {
  const { key: asked, isNew } = cookie;
  const row = isNew ? null : await sources.store.read(asked, nowSeconds(sources.clock));
  const stored = await readStored(row, sources.ordered);
  if (row && stored && isContinued(cookie, row, stored)) {
    const { version } = row;
    const latest = { key: cookie.key, version, stored: version, confirmed: true, record: stored };
    return { latest, row };
  }
  const record = cookie.record ?? stored;
  const isKnown = row ? row.version === cookie.version : cookie.version === 0 || isFork;
  if (isKnown) return { latest: fromCookie(sources, cookie, row, record), row };
  const key = forkKey(cookie, row ? 'moved on' : 'lost');
  return findContinuation(sources, { ...cookie, key, record }, true);
}

/** The row's record; null when it was dropped, or damaged: then what the cookie knows has to do. */
async function readStored(
  row: StateRow | null,
  ordered: OrderedDotStore | undefined,
): Promise<StateRecord | null> {
  if (!row?.record) return null;
  try {
    return await admitRecord(decodeRecord(row.record), ordered);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return null;
  }
}

function fromCookie(
  { random }: Sources,
  { key, version }: StateCookie,
  row: StateRow | null,
  record: StateRecord | null,
): Latest {
  return {
    key,
    version,
    stored: row?.version ?? null,
    confirmed: row !== null && record !== null,
    record: record ?? emptyRecord(random),
  };
}

/** Whether the row goes on where the cookie stands. The number alone does not say so: rows get lost. */
function isContinued(cookie: StateCookie, row: StateRow, stored: StateRecord): boolean {
  const known: Vector = cookie.record?.state.vector ?? new Map();
  return row.version >= cookie.version && includesVector(stored.state.vector, known);
}

/** The reason is part of the key: where a row was lost nothing tells how its key had gone on before. */
function forkKey({ key, version }: StateCookie, reason: 'moved on' | 'lost'): string {
  return encodeBase64url(sha256(`${key}.${version}.${reason}`).subarray(0, STORE_KEY_BYTES));
}
