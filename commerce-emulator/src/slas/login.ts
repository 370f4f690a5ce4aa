import type { Platform } from '../platform/platform.ts';
import { redirectWithCode } from './authorize.ts';
import { readChallenge } from './challenge.ts';
import { requireChannel } from './channel.ts';
import { namedClient } from './client-authentication.ts';
import { checkLoginBurst } from './limits.ts';
import type { Parameters } from './parameters.ts';
import { parseRedirectUri } from './redirect-uri.ts';
import { claimUsid } from './shopper-usid.ts';
import { badParameters, wrongCredentials } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/** What real clients send; everything else is a custom parameter, and starts with `c_`. */
const KNOWN = new Set([
  'redirect_uri',
  'channel_id',
  'client_id',
  'response_type',
  'code_challenge',
  'code_challenge_method',
  'usid',
  'state',
  'scope',
  'organizationId',
]);

/** `POST login`: a code for a shopper who proves to be a customer, with `Basic` of the shopper's own. */
export function login(platform: Platform, request: SlasRequest): SlasAnswer {
  const { parameters } = request;
  checkCustomParameters(parameters);
  const client = namedClient(platform, request);
  const redirectUri = parseRedirectUri(client, parameters.require('redirect_uri'));
  const channelId = requireChannel(platform, client, request, { otherwise: platform.siteId });
  const challenge = readChallenge(client, request);

  const { user, password } = request.authorization.basic ?? { user: '', password: '' };
  checkLoginBurst(platform, user);
  const customer = platform.customers.authenticate(user, password);
  if (!customer) throw wrongCredentials();

  const { usid, gcid } = claimUsid(platform, parameters.get('usid'), channelId);
  const code = platform.codes.issue({
    clientId: client.id,
    channelId,
    redirectUri,
    challenge,
    usid,
    identity: { kind: 'registered', gcid, rcid: customer.rcid, login: customer.login },
    hint: 'login',
  });
  return redirectWithCode(request, redirectUri, usid, code);
}

function checkCustomParameters({ names }: Parameters): void {
  if (names.some((name) => !KNOWN.has(name) && !name.startsWith('c_'))) throw badParameters();
}
