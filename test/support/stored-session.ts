import type { StoredSession } from '../../shared/src/session/session.ts';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';

/** A second within the life of the sessions below. */
export const SESSION_NOW = 2_000;

/** A stored session with everything filled in that a test does not care about. */
export function sampleSession(facts: Partial<StoredSession> = {}): StoredSession {
  return {
    ...{ entity: 'ann', role: 'customer', sid: 'sid_ann', epoch: 1, data: null, device: null },
    ...{ startedAt: 1_000, seenAt: 1_000, expiresAt: 9_000_000_000, version: 1, ...facts },
  };
}

/** Signs somebody in under the present epoch; the id hash is made of the `sid`. */
export async function putSession(
  db: Database,
  facts: Pick<StoredSession, 'entity' | 'sid'> & Partial<StoredSession>,
): Promise<string> {
  const epochs = createSqliteEpochStore(db);
  await epochs.raise(facts.entity, 1);
  const session = sampleSession({ epoch: await epochs.effective(facts.entity), ...facts });
  const idHash = `hash of ${facts.sid}`;
  const created = await createSqliteSessionStore(db).create(idHash, session);
  if (!created) throw new Error('the session was not created');
  return idHash;
}
