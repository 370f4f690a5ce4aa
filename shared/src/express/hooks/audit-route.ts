import type { Request } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { AuditEntry, AuditQuery } from '../../invalidation/audit.ts';
import type { HookParts } from './hook-parts.ts';
import type { HookRoute } from './hook-route.ts';

const PARAMETERS = ['sub', 'after', 'limit'];
const MAX_SUBJECT_CHARACTERS = 255;
const MAX_LIMIT = 200;

/**
 * `GET /audit?sub=&after=&limit=`: the audit trail, of one user or of all. With `after` the entries behind that
 * id, oldest first; without it the newest ones, newest first.
 */
export function auditRoute({ audit }: HookParts): HookRoute {
  return {
    method: 'GET',
    path: '/audit',
    scope: 'audit',
    handlers: [
      async (req, res) => {
        const entries = await audit.read(readQuery(req));
        res.json({ entries: entries.map(entryView) });
      },
    ],
  };
}

function readQuery(req: Request): AuditQuery {
  const at = req.originalUrl.indexOf('?');
  const pairs = [...new URLSearchParams(at < 0 ? '' : req.originalUrl.slice(at))];
  const query = new Map(pairs);
  if (query.size !== pairs.length) {
    throw new RequestError(400, 'duplicate_parameter', 'A parameter stands there twice.');
  }
  // Passed over, a misspelt filter would show the entries of everybody.
  const unknown = pairs.some(([name]) => !PARAMETERS.includes(name));
  const subject = query.get('sub');
  if (unknown || subject === '' || (subject?.length ?? 0) > MAX_SUBJECT_CHARACTERS) {
    throw malformed();
  }
  return {
    subject,
    after: readNumber(query.get('after'), 0, Number.MAX_SAFE_INTEGER),
    limit: readNumber(query.get('limit'), 1, MAX_LIMIT),
  };
}

function readNumber(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw malformed();
}

function malformed(): RequestError {
  const detail = 'The parameters are sub (a user id), after (an entry id) and limit (1-200).';
  return new RequestError(400, 'malformed', detail);
}

function entryView(entry: AuditEntry) {
  return {
    id: entry.id,
    kind: entry.kind,
    at: entry.at,
    actor: entry.actor,
    initiating_entity: entry.initiatingEntity,
    reason: entry.reason,
    note: entry.note,
    txn: entry.txn,
    sub: entry.subject,
    sid: entry.sid,
    old_epoch: entry.oldEpoch,
    new_epoch: entry.newEpoch,
    acknowledgements: entry.acknowledgements.map(({ peer, afterMilliseconds }) => ({
      peer,
      after_milliseconds: afterMilliseconds,
    })),
  };
}
