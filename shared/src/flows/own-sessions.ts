import type { Session, StoredSession } from '../session/session.ts';
import type { BridgeParts } from './parts.ts';

/** The living sessions of whoever is signed in, newest first; none for anybody else. */
export async function listSessions(
  { sessions }: BridgeParts,
  session: Session,
): Promise<readonly StoredSession[]> {
  if (!sessions || session.state !== 'authenticated') return [];
  return sessions.list(session.entity);
}

/**
 * Ends one session of whoever is signed in, on both domains.
 *
 * @returns False when there is no such session of this user.
 * @throws {TypeError} Without an `invalidator`.
 */
export async function endSession(
  { invalidator }: BridgeParts,
  session: Session,
  sid: string,
): Promise<boolean> {
  if (!invalidator) throw new TypeError('ending a session takes an "invalidator"');
  if (session.state !== 'authenticated') return false;
  const change = {
    actor: session.entity,
    initiatingEntity: 'user',
    reason: 'session-ended',
  } as const;
  const outcome = await invalidator.endSession({ subject: session.entity, sid }, change);
  return outcome.kind === 'changed';
}
