import { type Request, type RequestHandler, type Response, Router } from 'express';
import { type Clock, systemClock } from '../../core/clock.ts';
import { RequestError } from '../../core/request-error.ts';
import type { ForeignEventVerifier } from '../../invalidation/foreign-event.ts';
import type { HookCredential } from '../../invalidation/hook-tokens.ts';
import { type ProblemHandlerOptions, problemHandler } from '../problem-handler.ts';
import { auditRoute } from './audit-route.ts';
import { createCredentialGate } from './credential-gate.ts';
import { eventRoute } from './event-route.ts';
import { everyoneRoute } from './everyone-route.ts';
import { admit, callerOf } from './hook-caller.ts';
import { addressBlockOf, createHookLimiter } from './hook-limiter.ts';
import type { HookParts } from './hook-parts.ts';
import { rememberRefusals } from './hook-refusals.ts';
import type { HookRoute } from './hook-route.ts';
import { userRoutes } from './user-routes.ts';

/** How much is let through in a minute. */
export interface HookLimits {
  /** Requests of one credential. Default: 600. */
  readonly requests?: number;
  /** Refused credentials of one block of addresses (IPv6: /64). Default: 60. */
  readonly failures?: number;
}

/** What the hooks are made of. */
export interface HooksRouterOptions extends HookParts {
  /** Of `parseHookTokens`, or `bareHookToken`. */
  readonly credentials: readonly HookCredential[];
  /** Takes events of other issuers in; without it `POST /events` answers `not_found`. */
  readonly foreignEvents?: ForeignEventVerifier | undefined;
  /** Epoch milliseconds; limits count by it. Default: the system clock. */
  readonly clock?: Clock;
  readonly limit?: HookLimits;
  /** Is told every refusal with the answer that was given; for the log. */
  readonly onError?: ProblemHandlerOptions['onError'];
}

/**
 * The hooks for admin tools, as docs/hooks.openapi.json describes them. Mount it at `HOOKS_PATH`, before anything
 * that reads bodies or cookies: bearer tokens are all that counts here, so no browser can be made to call.
 *
 * Answers everything below its path itself, in JSON. The order is: address block, credential, rate, hook, scope,
 * and only then the body.
 *
 * @throws {TypeError} Without a credential (then nothing is to be mounted), or when two have one name.
 */
export function createHooksRouter(options: HooksRouterOptions): Router {
  const { credentials, audit, foreignEvents, onError, limit = {}, clock = systemClock } = options;
  if (credentials.length === 0) throw new TypeError('"credentials" expected at least one');
  if (new Set(credentials.map(({ name }) => name)).size !== credentials.length) {
    throw new TypeError('"credentials" expected every name once');
  }
  const { requests = 600, failures = 60 } = limit;
  const byCredential = createHookLimiter({ perMinute: requests, keyOf: callerName, clock });
  const byAddress = createHookLimiter({ perMinute: failures, keyOf: addressBlockOf, clock });
  const routes = [
    ...userRoutes(options),
    everyoneRoute(options),
    auditRoute(options),
    eventRoute(options, foreignEvents),
  ];

  const router = Router({ caseSensitive: true, strict: true });
  router.use(forbidCaches);
  router.use(...createCredentialGate({ credentials, failures: byAddress, audit, clock }));
  router.use(byCredential.count);
  for (const route of routes) mountRoute(router, route);
  router.use(refuseUnknownPath);
  router.use(rememberRefusals(audit), problemHandler(onError ? { onError } : {}));
  return router;
}

function mountRoute(router: Router, route: HookRoute): void {
  const place = router.route(route.path);
  const handlers = [admit(route), ...route.handlers];
  // Express answers HEAD by what GET does.
  const allowed = route.method === 'GET' ? 'GET, HEAD' : 'POST';
  if (route.method === 'GET') place.get(handlers);
  else place.post(handlers);
  place.all((_req, res) => {
    res.set('Allow', allowed);
    throw new RequestError(405, 'method_not_allowed', `Only ${allowed} is possible here.`);
  });
}

const callerName = (_req: Request, res: Response): string => callerOf(res)?.credential.name ?? '';

const forbidCaches: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

const refuseUnknownPath: RequestHandler = () => {
  throw new RequestError(404, 'not_found', 'There is no such hook.');
};
