import { customerIdOf, type Identity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { sessionCookies } from '../platform/platform-cookies.ts';
import { labelOf } from '../platform/random-ids.ts';
import type { Session } from '../platform/sessions.ts';
import { issueTokens, type TokenGrant } from './issue-tokens.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/** Answers with tokens and, under Hybrid Auth, with the session that belongs to them. */
export function answerWithTokens(
  platform: Platform,
  request: SlasRequest,
  grant: TokenGrant,
): SlasAnswer {
  const body = issueTokens(platform, grant);
  request.note({ shopper: labelOf(body.customer_id) });
  const answer = { status: 200, body };
  if (platform.switches.sync !== 'hybrid_auth') return answer;
  const session = hybridSession(platform, request.dwsid, grant);
  return { ...answer, cookies: sessionCookies(platform, session, 'hybrid-auth') };
}

/** The session that came along, if it already names this shopper; otherwise a new one. */
function hybridSession({ sessions }: Platform, dwsid: string | null, grant: TokenGrant): Session {
  const { channelId: siteId, identity, shopper } = grant;
  const known = dwsid === null ? null : sessions.living(dwsid);
  if (!known || !isSame(known.identity, identity)) {
    return sessions.create({ siteId, identity, usid: shopper.usid });
  }
  sessions.touch(known.dwsid);
  known.usid = shopper.usid;
  return known;
}

function isSame(one: Identity, other: Identity): boolean {
  return one.kind === other.kind && customerIdOf(one) === customerIdOf(other);
}

/** Whether a request asks not to be tracked. */
export function readDnt({ parameters }: SlasRequest): boolean {
  return parameters.get('dnt') === 'true';
}
