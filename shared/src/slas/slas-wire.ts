import { nowSeconds, systemClock } from '../core/clock.ts';
import type { BoundedAnswer } from '../peer/bounded-fetch.ts';
import { basicCredentials } from './http-credentials.ts';
import type { Fields } from './service-answer.ts';
import { createServiceCaller, type ServiceCall } from './service-call.ts';
import type { ServiceOptions } from './service-options.ts';
import type { ShopperPair } from './shopper-pair.ts';
import type { CommerceSettings, SlasClientSettings } from './slas-options.ts';
import { commerceAddresses } from './slas-settings.ts';
import { encodeForm, type FormFields } from './token-form.ts';
import { parseTokenResponse } from './token-response.ts';

/** What every call of SLAS has in common. */
export interface SlasWire {
  /** Headers of calls that a private client authenticates; none for a public one. */
  readonly clientAuth: Readonly<Record<string, string>>;
  /** Headers that Strict Client Auth wants on `authorize` and `login`; else none. */
  readonly strictAuth: Readonly<Record<string, string>>;
  send(endpoint: string, request: SlasRequest): Promise<BoundedAnswer>;
  askForTokens(endpoint: string, form: FormFields): Promise<ShopperPair>;
}

/** One call of SLAS. Parameters go into the body, except where there is none. */
export type SlasRequest = Pick<ServiceCall, 'method' | 'success' | 'codeOf'> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: FormFields;
  readonly form?: FormFields;
};

const FORM = 'application/x-www-form-urlencoded';

/** Makes what calls SLAS for one client. @throws {TypeError} On settings that cannot be right. */
export function createSlasWire(
  options: ServiceOptions & {
    readonly commerce: CommerceSettings;
    readonly client: SlasClientSettings;
  },
): SlasWire {
  const { commerce, client, clock = systemClock } = options;
  const { slas } = commerceAddresses(commerce);
  const call = createServiceCaller(options);
  const clientAuth = clientHeader(client, 'authorization', 'Basic ');

  function send(endpoint: string, request: SlasRequest): Promise<BoundedAnswer> {
    const { method, headers, query, form, success, codeOf = refusalOf(form) } = request;
    return call({
      name: `SLAS ${endpoint}`,
      url: `${slas}/${endpoint}${query ? `?${encodeForm(query)}` : ''}`,
      method,
      headers: { accept: 'application/json', ...(form && { 'content-type': FORM }), ...headers },
      body: form && encodeForm(form),
      success,
      codeOf,
    });
  }
  return {
    clientAuth,
    strictAuth: client.strict ? clientHeader(client, 'x-slas-client-auth', '') : {},
    send,
    async askForTokens(endpoint, form) {
      const sentAt = nowSeconds(clock);
      const request = { method: 'POST', headers: clientAuth, form, success: [200] };
      return parseTokenResponse(`SLAS ${endpoint}`, await send(endpoint, request), sentAt);
    },
  };
}

function clientHeader(
  { clientId, clientSecret }: SlasClientSettings,
  header: string,
  scheme: string,
): Record<string, string> {
  if (clientSecret === undefined) return {};
  return { [header]: `${scheme}${basicCredentials(clientId, clientSecret)}` };
}

/**
 * What SLAS says of a refresh token that can never be redeemed: in `message`, which its clients read, or in
 * `error_description`, which its API declares. The last one is of a token of another organization or client.
 */
const DEAD_REFRESH_TOKEN =
  /^(?:invalid refresh[_ ]token|bad or missing refresh token|invalid organizationId)\.?$/i;

/** What a refusal means for a form. Only a form that redeems a refresh token learns that the token is dead. */
function refusalOf(form: FormFields | undefined): NonNullable<ServiceCall['codeOf']> {
  const isRedeemed = form?.grant_type === 'refresh_token';
  return (status, fields) =>
    isRedeemed && status === 400 && saysDead(fields) ? 'ERR_SLAS_INVALID_REFRESH_TOKEN' : null;
}

function saysDead({ message, error_description: description }: Fields): boolean {
  return [message, description].some(
    (text) => typeof text === 'string' && DEAD_REFRESH_TOKEN.test(text.trim()),
  );
}
