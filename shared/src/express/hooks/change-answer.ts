import type { Request, Response } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { ChangeOutcome } from '../../invalidation/change.ts';
import type { DirectoryBusy, WeakPassword } from '../../invalidation/user-directory.ts';
import type { HookParts } from './hook-parts.ts';
import { readWait } from './wait-preference.ts';

/** However a hook that changes something may end. */
export type HookOutcome = ChangeOutcome | WeakPassword | DirectoryBusy;

interface Ended {
  /** Null when no session has ended. */
  readonly epoch: number | null;
  readonly seq: number | null;
}

const NOTHING_ENDED: Ended = { epoch: null, seq: null };

/**
 * Answers a change: 204, or what has become of it where the caller prefers to wait (`Prefer: wait=N`).
 *
 * @throws {RequestError} When it was refused.
 */
export async function answerChange(
  { whenAcknowledged, peers }: HookParts,
  req: Request,
  res: Response,
  outcome: HookOutcome,
): Promise<void> {
  const { epoch, seq } = endedBy(outcome);
  const waitSeconds = readWait(req.get('prefer'));
  if (waitSeconds === null) return void res.status(204).end();
  const acknowledged = seq === null ? [] : await whenAcknowledged(seq, waitSeconds * 1000);
  const told = seq === null ? [] : peers;
  const stateOf = (peer: string) => (acknowledged.includes(peer) ? 'acked' : 'pending');
  res.set('Preference-Applied', `wait=${waitSeconds}`);
  res.json({ epoch, peers: Object.fromEntries(told.map((peer) => [peer, stateOf(peer)])) });
}

/** Refused means here that the user was deleted after having been found. */
export function unknownUser(): RequestError {
  return new RequestError(404, 'unknown_user', 'There is no such user.');
}

function endedBy(outcome: HookOutcome): Ended {
  switch (outcome.kind) {
    case 'changed':
    case 'repeated':
      return outcome;
    case 'unchanged':
      return NOTHING_ENDED;
    case 'refused':
      throw unknownUser();
    case 'key_reused': {
      const detail = 'The Idempotency-Key was used for another request.';
      throw new RequestError(422, 'idempotency_key_reused', detail);
    }
    case 'weak_password':
      throw new RequestError(422, 'weak_password', outcome.problems.join(' '));
    case 'busy': {
      const detail = 'Too many passwords at once. Please try again.';
      throw new RequestError(503, 'busy', detail, outcome.retryAfterSeconds);
    }
  }
}
