import type { ErrorRequestHandler } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { AuditTrail } from '../../invalidation/audit.ts';
import { actorOf, callerOf } from './hook-caller.ts';

/** What tells of a credential that is used for more than it is for, or to find out who has an account. */
const AUDITED = new Set(['insufficient_scope', 'unknown_user']);

/** Remembers refusals that an administrator will want to know of. What was sent stands nowhere. */
export function rememberRefusals(audit: AuditTrail): ErrorRequestHandler {
  return async function rememberRefusal(error, _req, res, next) {
    const caller = callerOf(res);
    if (caller && error instanceof RequestError && AUDITED.has(error.code)) {
      await audit.refuse({
        actor: actorOf(caller.credential),
        initiatingEntity: 'admin',
        code: error.code,
        note: caller.route ?? '',
        subject: caller.subject,
      });
    }
    next(error);
  };
}
