import type { Platform } from '../platform/platform.ts';
import { codeGrant } from './code-grant.ts';
import { guestGrant } from './guest-grant.ts';
import { refreshGrant } from './refresh-grant.ts';
import { bridgeSession } from './session-bridge.ts';
import { badParameters } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/** Answers one grant. */
type Grant = (platform: Platform, request: SlasRequest) => SlasAnswer;

const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code_pkce: codeGrant,
  authorization_code: codeGrant,
  client_credentials: guestGrant,
  refresh_token: refreshGrant,
  session_bridge: bridgeSession,
};

/** `POST token`: whatever the grant gives. */
export function token(platform: Platform, request: SlasRequest): SlasAnswer {
  const grantType = request.parameters.get('grant_type');
  request.note({ grantType, hint: request.parameters.get('hint') });
  const grant = Object.hasOwn(GRANTS, grantType ?? '') ? GRANTS[grantType ?? ''] : undefined;
  if (!grant) throw badParameters();
  return grant(platform, request);
}
