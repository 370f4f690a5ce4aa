import type { CookieJar } from '../core/cookie.ts';
import type { ChangeOutcome } from '../invalidation/change.ts';
import { SessionError } from '../session/errors.ts';
import { mintSid } from '../session/session-id.ts';
import type { BridgeParts } from './parts.ts';
import { readSession } from './shopper.ts';

/**
 * Runs a change that ends every session of the user, and goes on with the acting one: under a new id, a new
 * `sid` and the new epoch, since the same sign-in. On the shop it is recognized again after the next crossing.
 * It goes on only if nothing but this change has ended it: not an earlier one, and not a sign-out meanwhile.
 * A sign-in that has gone idle does not go on: that would make it a fresh one.
 *
 * @param change Runs it; what it throws, and anything but `changed`, leaves the session as it is.
 */
export async function changeKeepingCurrent(
  parts: BridgeParts,
  jar: CookieJar,
  change: () => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> {
  const { sessions, random } = parts;
  const { state } = await readSession(parts, jar);
  const present = state === 'authenticated' ? await sessions?.stored(jar) : null;
  const outcome = await change();
  if (!sessions || !present || outcome.kind !== 'changed' || outcome.epoch === null) return outcome;
  try {
    const { epoch, seq: endedBy } = outcome;
    await sessions.start(jar, { ...present, sid: mintSid(random), epoch, endedBy });
  } catch (error) {
    // Another change came in between, or right after: it ended this session as well.
    if (!(error instanceof SessionError)) throw error;
  }
  return outcome;
}
