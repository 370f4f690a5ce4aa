import type { Request, Response } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { Change, EndReason } from '../../invalidation/change.ts';
import { isActorText, isReasonText } from '../../invalidation/change-text.ts';
import { answerChange, type HookOutcome } from './change-answer.ts';
import { actorOf, callerOf } from './hook-caller.ts';
import type { HookParts } from './hook-parts.ts';
import type { HookRoute } from './hook-route.ts';
import { readIdempotencyKey } from './idempotency.ts';
import { type Fields, fieldsOf, readJsonBody } from './json-body.ts';

/** Who asks for a change, and why: a `Change` but for its reason, which the hook decides. */
export type ChangeRequest = Omit<Change, 'reason'>;

/** What distinguishes one hook that changes something from the others. */
export interface ChangeRouteOptions extends Pick<HookRoute, 'path' | 'scope'> {
  /**
   * Reads what is asked, all of it before anything is looked up, so that what is malformed is so for
   * everybody, and does it.
   */
  readonly run: (fields: Fields, asked: ChangeRequest, res: Response) => Promise<HookOutcome>;
}

/** A hook that changes something: reads a JSON body, changes, and answers what has become of it. */
export function changeRoute(parts: HookParts, { path, scope, run }: ChangeRouteOptions): HookRoute {
  const change = async (req: Request, res: Response): Promise<void> => {
    const fields = fieldsOf(req);
    const outcome = await run(fields, readChangeRequest(req, res, fields), res);
    await answerChange(parts, req, res, outcome);
  };
  return { method: 'POST', path, scope, handlers: [...readJsonBody(), change] };
}

/** The change that was asked for, for this reason. */
export function because(reason: EndReason, asked: ChangeRequest): Change {
  return { ...asked, reason };
}

function readChangeRequest(req: Request, res: Response, fields: Fields): ChangeRequest {
  const caller = callerOf(res);
  if (!caller) throw new TypeError('a change expected a caller');
  const { actor, reason } = fields;
  if (actor !== undefined && !isActorText(actor)) {
    throw malformed('"actor" has to be a text of 1-100 characters on one line.');
  }
  if (reason !== undefined && !isReasonText(reason)) {
    throw malformed('"reason" has to be a text of 1-500 characters.');
  }
  const name = actorOf(caller.credential);
  return {
    actor: actor === undefined ? name : `${name} (${actor})`,
    initiatingEntity: 'admin',
    note: reason,
    once: readIdempotencyKey(req, caller, fields),
  };
}

/** The body is JSON, and not what the hook takes. */
export function malformed(detail: string): RequestError {
  return new RequestError(400, 'malformed', detail);
}
