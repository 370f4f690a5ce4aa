import type { Request } from 'express';
import { readAuthorization } from '../http/request-headers.ts';
import type { Platform } from '../platform/platform.ts';
import type { ShopperToken } from '../platform/tokens.ts';
import { badAccessToken, missingAuthorization } from './ocapi-fault.ts';

/** The bearer token of a request, of SLAS or of OCAPI. @throws {OcapiFault} 401. */
export function bearerToken({ tokens }: Platform, request: Request): ShopperToken {
  const { bearer } = readAuthorization(request);
  if (bearer === null) throw missingAuthorization();
  const checked = tokens.check(bearer);
  if (!checked.ok) throw badAccessToken(checked.reason);
  return checked.token;
}
