import type { RequestHandler, Response } from 'express';
import type { Platform } from '../platform/platform.ts';
import type { ShopperToken, TokenRefusal } from '../platform/tokens.ts';
import { sendProblem } from './problem.ts';

/** What SCAPI says of every token that it does not take. */
const INVALID_TOKEN =
  "Your access token is invalid and can't be used to identify an API client or user.";
/** Compared word by word by commerce-sdk-react, which then signs the shopper out. */
const CREDENTIALS_CHANGED = 'Customer credentials changed after token was issued.';

/** Lets a request through whose bearer token is a good SLAS token, and puts that on `res.locals`. */
export function requireShopper(platform: Platform): RequestHandler {
  return function checkBearer(req, res, next) {
    const jwt = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
    const checked = jwt === undefined ? null : platform.tokens.check(jwt);
    if (checked === null || !checked.ok) return refuse(res, checked?.reason ?? 'invalid');
    if (checked.token.source !== 'slas') return refuse(res, 'invalid');
    res.locals.shopper = checked.token;
    next();
  };
}

/** Whom the token of a request names, behind `requireShopper`. */
export function shopperOf(res: Response): ShopperToken {
  return res.locals.shopper as ShopperToken;
}

function refuse(res: Response, reason: TokenRefusal): void {
  const detail = reason === 'credentials-changed' ? CREDENTIALS_CHANGED : INVALID_TOKEN;
  res.set(
    'WWW-Authenticate',
    `Bearer realm="servers", error="invalid_token", error_description="${detail}"`,
  );
  sendProblem(res, { status: 401, name: 'unauthorized', title: 'Unauthorized', detail });
}
