import type { RequestHandler, Response } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { HookCredential, HookScope } from '../../invalidation/hook-tokens.ts';
import { type HookRoute, nameOfRoute } from './hook-route.ts';

/** Who calls which hook about whom: what the audit trail is told of a refusal. */
export interface HookCaller {
  readonly credential: HookCredential;
  /** As `nameOfRoute` has it; absent before a hook was found. */
  route?: string;
  /** The user whom it is about, once found. */
  subject?: string;
}

/** Notes the caller of a request whose credential is right. */
export function setCaller(res: Response, credential: HookCredential): void {
  res.locals.hookCaller = { credential } satisfies HookCaller;
}

/** The caller, or undefined where the credential was refused. */
export function callerOf(res: Response): HookCaller | undefined {
  return res.locals.hookCaller;
}

/** As the audit trail and the keys of repetitions name a credential. */
export function actorOf({ name }: HookCredential): string {
  return `hook:${name}`;
}

/** Lets those through who may call the hook: `insufficient_scope`, 403. */
export function admit(route: HookRoute): RequestHandler {
  return (_req, res, next) => {
    const caller = callerOf(res);
    if (caller) caller.route = nameOfRoute(route);
    requireScope(res, route.scope);
    next();
  };
}

/**
 * Refuses a caller without the scope, and says in the header which one it takes (RFC 6750 §3.1).
 *
 * @throws {RequestError} `insufficient_scope`, 403.
 */
export function requireScope(res: Response, scope: HookScope): void {
  if (callerOf(res)?.credential.scopes.has(scope)) return;
  res.set('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
  throw new RequestError(403, 'insufficient_scope', `This takes the scope ${scope}.`);
}
