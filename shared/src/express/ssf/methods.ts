import type { RequestHandler } from 'express';
import { RequestError } from '../../core/request-error.ts';

/** Answers 405 `method_not_allowed`; stands behind the routes of a path. */
export function refuseOtherMethods(...allowed: readonly string[]): RequestHandler {
  const allow = allowed.join(', ');
  return function refuseOtherMethodsMiddleware(_req, res, next) {
    res.set('Allow', allow);
    next(new RequestError(405, 'method_not_allowed', `Only ${allow} is possible here.`));
  };
}

/** Answers of these routes are for one caller, once. */
export const setNoStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
