import type { RequestHandler } from 'express';
import type { HookScope } from '../../invalidation/hook-tokens.ts';

/** Where the hooks are mounted. */
export const HOOKS_PATH = '/hooks/v1';

/** One hook. */
export interface HookRoute {
  readonly method: 'GET' | 'POST';
  /** Below {@link HOOKS_PATH}. */
  readonly path: `/${string}`;
  /** What a credential needs for it, whatever is asked. */
  readonly scope: HookScope;
  /** Run when the credential is right; before them nothing of the body is read. */
  readonly handlers: readonly RequestHandler[];
}

/** A hook as the audit trail names it, e.g. `POST /hooks/v1/revoke`. */
export function nameOfRoute({ method, path }: Pick<HookRoute, 'method' | 'path'>): string {
  return `${method} ${HOOKS_PATH}${path}`;
}
