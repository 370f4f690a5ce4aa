import { type AuditEntry, type EndReason, isEndReason } from 'domain-bridge/invalidation';

const REASONS: Readonly<Record<EndReason, string>> = {
  'password-change': 'Password changed',
  'password-change-keep-current': 'Password changed and one device kept',
  'password-reset': 'Password reset by mail',
  'reset-required': 'New password required',
  'role-change': 'Role changed',
  'account-disabled': 'Account disabled',
  'account-enabled': 'Account enabled',
  'account-deleted': 'Account deleted',
  'credential-change': 'Way of signing in changed',
  'sessions-revoked': 'All devices signed out',
  'session-ended': 'One device signed out',
  'other-sessions-ended': 'All other devices signed out',
  'sign-out': 'Signed out',
  'sign-out-everywhere': 'Signed out everywhere',
  everyone: 'Everybody signed out',
  'history-lost': 'Everybody signed out: the history of changes was lost',
};

const INITIATORS: Readonly<Record<AuditEntry['initiatingEntity'], string>> = {
  admin: 'administrator',
  user: 'the user',
  policy: 'a policy',
  system: 'the system',
};

/** What an entry of the audit trail is about, e.g. “Role changed”. */
export function whatOf({ kind, reason }: Pick<AuditEntry, 'kind' | 'reason'>): string {
  if (kind === 'refused') return `Refused: ${reason}`;
  return isEndReason(reason) ? REASONS[reason] : reason;
}

/** On whose behalf it was done. */
export function initiatorOf({ initiatingEntity }: Pick<AuditEntry, 'initiatingEntity'>): string {
  return INITIATORS[initiatingEntity];
}

/** Who did it, where that is no user: a hook, an issuer of events, a statement of SQL. */
export function actorText(actor: string): string {
  const hook = /^hook:(.+)$/s.exec(actor)?.[1];
  if (hook !== undefined) return `hook ${hook}`;
  const issuer = /^issuer:(.+)$/s.exec(actor)?.[1];
  if (issuer !== undefined) return `events of ${issuer}`;
  return actor === 'sql' ? 'a statement in the database' : actor;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in the largest fitting unit, e.g. “38 ms”, “1.2 s”, “5 min”. */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  return ms < DAY ? `${Math.floor(ms / HOUR)} h` : `${Math.floor(ms / DAY)} d`;
}
