import { randomBytes } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { callOf, noteShopper } from '../http/log-calls.ts';
import { readAuthorization } from '../http/request-headers.ts';
import { customerIdOf, type Identity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { secureTokenName } from '../platform/platform-cookies.ts';
import { newCustomerId } from '../platform/random-ids.ts';
import { checkClientHeader } from './ocapi-client.ts';
import { OcapiFault } from './ocapi-fault.ts';
import { bearerToken } from './ocapi-token.ts';

/** The ways in which a JWT is asked for. */
const TYPES = ['guest', 'credentials', 'session', 'refresh'] as const;
type AuthType = (typeof TYPES)[number];

/** `POST customers/auth`: an OCAPI JWT, in the header `Authorization` of the answer. */
export function authenticateCustomer(
  platform: Platform,
  request: Request,
  response: Response,
  version: string,
): void {
  const type = readType(request.body);
  const call = callOf(response);
  if (call) call.grantType = type;
  const named = checkClientHeader(platform, request);
  const { clientId, identity } = IDENTIFY[type](platform, request, named);
  noteShopper(response, identity);
  response.set('Authorization', `Bearer ${platform.tokens.issueOcapi(identity, clientId)}`);
  response.json({ _v: version, ...customerBody(platform, identity) });
}

interface Identified {
  readonly identity: Identity;
  readonly clientId: string;
}

const IDENTIFY: Readonly<
  Record<AuthType, (platform: Platform, request: Request, named: string | null) => Identified>
> = {
  guest: (_platform, _request, named) => ({
    clientId: requireClient(named),
    identity: { kind: 'guest', gcid: newCustomerId() },
  }),
  credentials: (platform, request, named) => ({
    clientId: requireClient(named),
    identity: signIn(platform, request),
  }),
  session: (platform, request, named) => ({
    clientId: requireClient(named),
    identity: sessionIdentity(platform, request),
  }),
  refresh(platform, request) {
    const { clientId, identity } = bearerToken(platform, request);
    return { clientId, identity };
  },
};

function readType(body: unknown): AuthType {
  const given = typeof body === 'object' && body !== null && 'type' in body ? body.type : null;
  const type = TYPES.find((each) => each === given);
  if (type) return type;
  const message = `"type" expected ${TYPES.join(' | ')}.`;
  throw new OcapiFault(400, 'MalformedParameterException', message);
}

function requireClient(named: string | null): string {
  if (named !== null) return named;
  throw new OcapiFault(400, 'MissingClientIdException', 'The client id is missing.');
}

function signIn({ customers }: Platform, request: Request): Identity {
  const { basic } = readAuthorization(request);
  const customer = basic && customers.authenticate(basic.user, basic.password);
  if (!customer) {
    const message = 'The username or password is incorrect.';
    throw new OcapiFault(401, 'AuthenticationFailedException', message);
  }
  const { login, rcid } = customer;
  return { kind: 'registered', gcid: newCustomerId(), rcid, login };
}

/** The shopper of the session cookie; with `dwsecuretoken_*` while HTTPS is not enforced. */
function sessionIdentity({ sessions, siteId, switches }: Platform, request: Request): Identity {
  const cookies = parseCookie(request.headers.cookie ?? '');
  const session = sessions.living(cookies.dwsid ?? '');
  const isProven =
    switches.enforceHttps || cookies[secureTokenName(siteId)] === session?.secureToken;
  if (session && isProven) return session.identity;
  throw new OcapiFault(401, 'InvalidSessionException', 'The session is missing or has ended.');
}

function customerBody({ customers }: Platform, identity: Identity): object {
  const customer = identity.kind === 'registered' ? customers.byId(identity.rcid) : null;
  const profile = customer && {
    customer_no: customer.customerNo,
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    login: customer.login,
  };
  return {
    _type: 'customer',
    auth_type: identity.kind,
    customer_id: customerIdOf(identity),
    preferred_locale: 'en_US',
    visit_id: randomBytes(13).toString('hex'),
    ...profile,
  };
}
