import type { Request, Response } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { Refusal } from '../../invalidation/audit.ts';
import { MAX_EVENT_BYTES } from '../../invalidation/constants.ts';
import { InvalidationError, type InvalidationErrorCode } from '../../invalidation/errors.ts';
import type { ForeignEvent } from '../../invalidation/foreign-claims.ts';
import type { ForeignEventVerifier } from '../../invalidation/foreign-event.ts';
import { toPushError } from '../../invalidation/push-error.ts';
import { readBody } from '../request-body.ts';
import { actorOf, callerOf } from './hook-caller.ts';
import type { HookParts } from './hook-parts.ts';
import { type HookRoute, nameOfRoute } from './hook-route.ts';

const PLACE = { method: 'POST', path: '/events' } as const;
const ROUTE = nameOfRoute(PLACE);

/**
 * `POST /events`: a Security Event Token of another issuer, pushed as RFC 8935 has it. 202 says that it was taken
 * in; a refused one gets 400 with `err` and `description`. One about the stream ends nothing. An event about a user whom we do not know is
 * taken in as well, so that an issuer cannot ask who has an account here.
 */
export function eventRoute(
  parts: HookParts,
  verifier: ForeignEventVerifier | undefined,
): HookRoute {
  const take = async (req: Request, res: Response): Promise<void> => {
    if (!verifier) throw new RequestError(404, 'not_found', 'Events of others are not taken in.');
    try {
      const body: Buffer = req.body;
      const event = await verifier.verify(body.toString('latin1'));
      if (event) await endSessions(parts, event);
    } catch (error) {
      if (!(error instanceof InvalidationError)) throw error;
      return refuse(parts, res, error);
    }
    res.status(202).end();
  };
  const types = ['application/secevent+jwt'];
  const body = readBody({ types, maxBytes: MAX_EVENT_BYTES, mayBeMissing: true });
  return { ...PLACE, scope: 'events', handlers: [body, take] };
}

async function endSessions(parts: HookParts, { subjectId, change }: ForeignEvent): Promise<void> {
  const user = await parts.users.find(subjectId);
  const outcome = user && (await parts.invalidator.revoke(user.subject, change));
  if (outcome?.kind === 'key_reused') {
    throw new InvalidationError('ERR_EVENT_MALFORMED', '"jti" was used for another event');
  }
  if (outcome && outcome.kind !== 'refused') return;
  const { actor, initiatingEntity } = change;
  await parts.audit.refuse({ actor, initiatingEntity, code: 'unknown_user', note: ROUTE });
}

/** RFC 8935 §2.3. */
async function refuse(parts: HookParts, res: Response, { code }: InvalidationError): Promise<void> {
  const refusal = toPushError(code);
  await parts.audit.refuse(refusalOf(res, refusal.err, code));
  res.status(400).set('Content-Language', 'en').json(refusal);
}

/** The issuer is not believed, so the entry names who brought the event. */
function refusalOf(res: Response, err: string, code: InvalidationErrorCode): Refusal {
  const caller = callerOf(res);
  const actor = caller ? actorOf(caller.credential) : 'unknown';
  return { actor, initiatingEntity: 'system', code: err, note: `${ROUTE} ${code}` };
}
