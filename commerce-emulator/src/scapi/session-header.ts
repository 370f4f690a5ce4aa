import type { RequestHandler } from 'express';
import { callOf } from '../http/log-calls.ts';
import { readSessionId } from '../http/request-headers.ts';
import type { Call } from '../platform/call-log.ts';
import { customerIdOf, type Identity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { shopperOf } from './bearer.ts';

/**
 * Notes whose session `sfdc_dwsid` names. The header only chooses an application server, so whatever it names, the
 * call goes on; a storefront whose header names somebody else has its token and its session apart.
 */
export function noteSession(platform: Platform): RequestHandler {
  return function readSessionHeader(req, res, next) {
    const call = callOf(res);
    const dwsid = req.get('sfdc_dwsid') ? readSessionId(req) : null;
    if (call && dwsid) call.sfdcDwsid = sessionNamed(platform, dwsid, shopperOf(res).identity);
    next();
  };
}

function sessionNamed({ sessions }: Platform, dwsid: string, shopper: Identity): Call['sfdcDwsid'] {
  const session = sessions.living(dwsid);
  if (session === null) return 'no-session';
  const isSame = customerIdOf(session.identity) === customerIdOf(shopper);
  return isSame ? 'same-shopper' : 'other-shopper';
}
