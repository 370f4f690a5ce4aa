import { isIP } from 'node:net';
import { nowSeconds, systemClock } from '../core/clock.ts';
import type { BoundedAnswer } from '../peer/bounded-fetch.ts';
import { credentialsRefusal } from './credentials-refusal.ts';
import { bearerAuthorization, shopperAuthorization } from './http-credentials.ts';
import { parseSession } from './platform-cookies.ts';
import { fieldsOf, malformedAnswer, textField } from './service-answer.ts';
import { createServiceCaller } from './service-call.ts';
import type { ServiceOptions } from './service-options.ts';
import type { ControllerSession, ShopperKind } from './shopper-pair.ts';
import type { CommerceSettings } from './slas-options.ts';
import { checkClientId, commerceAddresses } from './slas-settings.ts';

/** The four ways of `customers/auth`. */
export type CustomerAuth =
  | { readonly type: 'guest' }
  | { readonly type: 'credentials'; readonly username: string; readonly password: string }
  /** With the cookies `dwsid` and, where HTTPS is not enforced, `dwsecuretoken_*`. */
  | { readonly type: 'session'; readonly session: ControllerSession }
  /** The token must not have ended yet. */
  | { readonly type: 'refresh'; readonly token: string };

/** What `customers/auth` gives. */
export interface OcapiCustomer {
  /** JWT of OCAPI; lives 30 minutes. */
  readonly token: string;
  readonly customerId: string;
  readonly kind: ShopperKind;
}

/** Calls OCAPI. Every call throws a `SlasError` when it does not bring what it was made for. */
export interface OcapiClient {
  /**
   * Makes a session for whoever the token names. Every call makes another one.
   *
   * @param options.clientIp The shopper's address, for geolocation. What is no address is left out.
   * @throws {SlasError} `ERR_SLAS_CREDENTIALS_CHANGED`, `ERR_SLAS_INVALID_ACCESS_TOKEN`, …
   */
  createSession(
    accessToken: string,
    options?: { readonly clientIp?: string | undefined },
  ): Promise<ControllerSession>;
  /** Gives a JWT of OCAPI. No plan calls it: a token of SLAS does everything that it does. */
  authenticate(auth: CustomerAuth): Promise<OcapiCustomer>;
}

/** What a client is made of. */
export interface OcapiClientOptions extends ServiceOptions {
  readonly commerce: CommerceSettings;
  /** Sent as `x-dw-client-id`; `customers/auth` needs it. */
  readonly clientId: string;
  /** Header for the shopper's address, as the instance is set up; null sends none. Default: `x-client-ip`. */
  readonly clientIpHeader?: string | null;
}

const HEADER_NAME = /^[a-z0-9-]{1,64}$/i;
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const MAX_CUSTOMER_ID_CHARACTERS = 128;

/**
 * Makes a client of OCAPI.
 *
 * @throws {TypeError} On settings that cannot be right.
 */
export function createOcapiClient(options: OcapiClientOptions): OcapiClient {
  const { commerce, clientId, clientIpHeader = 'x-client-ip', clock = systemClock } = options;
  const { ocapi } = commerceAddresses(commerce);
  checkClientId(clientId);
  if (clientIpHeader !== null && !HEADER_NAME.test(clientIpHeader)) {
    throw new TypeError('"clientIpHeader" expected the name of a header');
  }
  const call = createServiceCaller(options);
  const common = { accept: 'application/json', 'x-dw-client-id': clientId };

  return {
    async createSession(accessToken, { clientIp = '' } = {}) {
      const hasAddress = clientIpHeader !== null && isIP(clientIp) !== 0;
      const answer = await call({
        name: 'OCAPI sessions',
        url: `${ocapi}/sessions`,
        method: 'POST',
        headers: {
          ...common,
          authorization: bearerAuthorization(accessToken),
          ...(hasAddress && { [clientIpHeader]: clientIp }),
        },
        success: [204, 200],
        codeOf: credentialsRefusal,
      });
      const session = parseSession(answer.setCookies, nowSeconds(clock));
      if (!session) throw malformedAnswer('OCAPI sessions', 'a cookie dwsid expected');
      return session;
    },
    async authenticate(auth) {
      const answer = await call({
        name: 'OCAPI customers/auth',
        url: `${ocapi}/customers/auth`,
        method: 'POST',
        headers: { ...common, 'content-type': 'application/json', ...proofOf(auth) },
        body: JSON.stringify({ type: auth.type }),
        success: [200],
        codeOf: (status, fields) =>
          status === 401 && auth.type === 'credentials'
            ? 'ERR_SLAS_WRONG_CREDENTIALS'
            : credentialsRefusal(status, fields),
      });
      return parseCustomer(answer);
    },
  };
}

function proofOf(auth: CustomerAuth): Record<string, string> {
  switch (auth.type) {
    case 'guest':
      return {};
    case 'credentials':
      return { authorization: shopperAuthorization(auth.username, auth.password) };
    case 'session': {
      const cookies = auth.session.cookies.filter(({ value }) => value !== '');
      return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
    }
    case 'refresh':
      return { authorization: bearerAuthorization(auth.token) };
  }
}

function parseCustomer(answer: BoundedAnswer): OcapiCustomer {
  const name = 'OCAPI customers/auth';
  const token = BEARER.exec(answer.header('authorization') ?? '')?.[1];
  if (token === undefined) throw malformedAnswer(name, 'a bearer token in its header expected');
  const fields = fieldsOf(name, answer);
  const customerId = textField(name, fields, 'customer_id', MAX_CUSTOMER_ID_CHARACTERS);
  const { auth_type: kind } = fields;
  if (kind !== 'guest' && kind !== 'registered') {
    throw malformedAnswer(name, '"auth_type" expected guest or registered');
  }
  return { token, customerId, kind };
}
