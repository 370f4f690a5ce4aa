/** Door `domain-bridge/admin`: a client of the hooks, for admin tools. Needs a `fetch` and nothing else. */
export type { AdminClient, NotedChange, UserChange } from './admin/admin-client.ts';
export type { AuditFilter } from './admin/audit-page.ts';
export type { CallOptions } from './admin/call-options.ts';
export { type AdminClientOptions, createAdminClient } from './admin/create-admin-client.ts';
export { AdminError, type AdminErrorCode, type AdminProblem } from './admin/errors.ts';
export type { Effect, PeerState } from './admin/hook-answer.ts';
export type { Fetch } from './admin/hook-transport.ts';
export type { Acknowledgement, AuditEntry, AuditKind } from './invalidation/audit.ts';
export type { EndReason, InitiatingEntity } from './invalidation/change.ts';
export type { SubjectId } from './invalidation/subject-id.ts';
