import type { BoundedAnswer } from '../peer/bounded-fetch.ts';
import { credentialsRefusal } from './credentials-refusal.ts';
import { isDwsid } from './dwsid.ts';
import { SlasError } from './errors.ts';
import { bearerAuthorization } from './http-credentials.ts';
import { fieldsOf, parseFields, parseJson, textField } from './service-answer.ts';
import { createServiceCaller } from './service-call.ts';
import type { ServiceOptions } from './service-options.ts';
import type { CommerceSettings } from './slas-options.ts';
import { commerceAddresses } from './slas-settings.ts';

/** What a call tells of the session beside its token. */
export interface ScapiCallOptions {
  /** Keeps the call on the application server that has the session: header `sfdc_dwsid`. */
  readonly dwsid?: string | null;
}

/** One call of a Shopper API. */
export interface ScapiRequest extends ScapiCallOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * E.g. `/checkout/shopper-baskets/v1/organizations/{organizationId}/baskets`; what stands in braces there is filled
   * in. Parts that a shopper chose are to be encoded by the caller.
   */
  readonly path: string;
  /** `siteId` is added. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What a Shopper API answered. */
export interface ScapiAnswer {
  /** 2xx. */
  readonly status: number;
  /** Parsed JSON; null where there was no body. */
  readonly body: unknown;
}

/** Somebody who registers. */
export interface CustomerProfile {
  readonly login: string;
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Whether there was a guest's basket to be merged. */
export type MergeOutcome = 'merged' | 'nothing-to-merge';

/** Calls the Shopper APIs. Every call throws a `SlasError` when it does not bring what it was made for. */
export interface ScapiClient {
  /** @throws {SlasError} `ERR_SLAS_CREDENTIALS_CHANGED`, `ERR_SLAS_INVALID_ACCESS_TOKEN`, … */
  request(accessToken: string, request: ScapiRequest): Promise<ScapiAnswer>;
  /** Makes an account. @param accessToken Of a guest. */
  registerCustomer(
    accessToken: string,
    profile: CustomerProfile,
    options?: ScapiCallOptions,
  ): Promise<{ readonly customerId: string }>;
  /**
   * Merges the basket of the guest who had this usid into that of the account.
   *
   * @param accessToken Of the registered shopper.
   */
  mergeBasket(accessToken: string, options?: ScapiCallOptions): Promise<MergeOutcome>;
}

/** What a client is made of. */
export interface ScapiClientOptions extends ServiceOptions {
  readonly commerce: CommerceSettings;
}

const SUCCESS = [200, 201, 202, 204];
const CUSTOMERS = '/customer/shopper-customers/v1/organizations/{organizationId}/customers';
const BASKETS = '/checkout/shopper-baskets/v1/organizations/{organizationId}/baskets';
const MERGE_QUERY = { createDestinationBasket: 'true', productItemMergeMode: 'sum_quantities' };
const MAX_CUSTOMER_ID_CHARACTERS = 128;

/**
 * Makes a client of the Shopper APIs.
 *
 * @throws {TypeError} On settings that cannot be right.
 */
export function createScapiClient(options: ScapiClientOptions): ScapiClient {
  const { organizationId, siteId } = options.commerce;
  const { scapi } = commerceAddresses(options.commerce);
  const call = createServiceCaller(options);

  function send(
    accessToken: string,
    name: string,
    { method, path, query, body, dwsid = null }: ScapiRequest,
    success: readonly number[] = SUCCESS,
  ): Promise<BoundedAnswer> {
    if (dwsid !== null && !isDwsid(dwsid)) throw new TypeError('"dwsid" expected a session id');
    const url = urlOf(scapi, path.replace('{organizationId}', organizationId));
    url.search = new URLSearchParams({ ...query, siteId }).toString();
    return call({
      name: `SCAPI ${name}`,
      url: url.href,
      method,
      headers: {
        accept: 'application/json',
        authorization: bearerAuthorization(accessToken),
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
        ...(dwsid !== null && { sfdc_dwsid: dwsid }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      success,
      codeOf: credentialsRefusal,
    });
  }

  return {
    async request(accessToken, request) {
      const { status, body } = await send(accessToken, request.method, request);
      return { status, body: bodyOf(status, body) };
    },
    async registerCustomer(accessToken, { password, ...customer }, { dwsid = null } = {}) {
      const request = { path: CUSTOMERS, body: { customer, password }, dwsid };
      const answer = await send(accessToken, 'customers', { method: 'POST', ...request });
      const fields = fieldsOf('SCAPI customers', answer);
      const max = MAX_CUSTOMER_ID_CHARACTERS;
      return { customerId: textField('SCAPI customers', fields, 'customerId', max) };
    },
    async mergeBasket(accessToken, { dwsid = null } = {}) {
      const request = { path: `${BASKETS}/actions/merge`, query: MERGE_QUERY, dwsid };
      const success = [...SUCCESS, 409];
      const answer = await send(accessToken, 'merge', { method: 'POST', ...request }, success);
      if (answer.status !== 409) return 'merged';
      if (isSourceBasket(answer)) return 'nothing-to-merge';
      throw new SlasError('ERR_SLAS_CONFLICT', 'SCAPI merge answered 409', { status: 409 });
    },
  };
}

/** `/errors/source-basket`: the guest had no basket. */
function isSourceBasket({ body }: BoundedAnswer): boolean {
  const type = parseFields(body)?.type;
  return typeof type === 'string' && type.endsWith('/source-basket');
}

/** @throws {TypeError} On a path that would lead somewhere else than it says. */
function urlOf(origin: string, path: string): URL {
  const url = URL.parse(`${origin}${path}`);
  if (url?.pathname === path) return url;
  throw new TypeError('"path" expected an encoded path without query');
}

function bodyOf(status: number, text: string): unknown {
  const body = text.trim() === '' ? null : parseJson(text);
  if (body !== undefined) return body;
  throw new SlasError('ERR_SLAS_UNAVAILABLE', `SCAPI answered ${status} without JSON`, { status });
}
