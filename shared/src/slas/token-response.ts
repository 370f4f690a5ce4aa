import type { BoundedAnswer } from '../peer/bounded-fetch.ts';
import { parseSession } from './platform-cookies.ts';
import {
  type Fields,
  fieldsOf,
  malformedAnswer,
  optionalField,
  secondsField,
  textField,
} from './service-answer.ts';
import type { ShopperPair, ShopperTokens } from './shopper-pair.ts';
import { decodeShopperToken } from './shopper-token.ts';

const MAX_ACCESS_TOKEN_CHARACTERS = 16 * 1024;
const MAX_REFRESH_TOKEN_CHARACTERS = 256;
const MAX_USID_CHARACTERS = 128;
const MAX_CUSTOMER_ID_CHARACTERS = 128;

/**
 * Reads a token response: the tokens, and under Hybrid Auth the session that came with them.
 *
 * @param sentAt When the request was sent, epoch seconds by our clock: a slow answer makes no token look younger.
 * @throws {SlasError} `ERR_SLAS_UNAVAILABLE`, `ERR_SLAS_MALFORMED_ANSWER`.
 */
export function parseTokenResponse(
  name: string,
  answer: BoundedAnswer,
  sentAt: number,
): ShopperPair {
  const tokens = tokensOf(name, fieldsOf(name, answer), sentAt);
  return { tokens, session: parseSession(answer.setCookies, sentAt) };
}

function tokensOf(name: string, fields: Fields, sentAt: number): ShopperTokens {
  const accessToken = textField(name, fields, 'access_token', MAX_ACCESS_TOKEN_CHARACTERS);
  textField(name, fields, 'customer_id', MAX_CUSTOMER_ID_CHARACTERS);
  const claims = decodeShopperToken(accessToken);
  if (!claims) throw malformedAnswer(name, '"access_token" expected a token of a shopper');
  return {
    kind: claims.kind,
    accessToken,
    accessTokenExpiresAt: sentAt + secondsField(name, fields, 'expires_in'),
    refreshToken: textField(name, fields, 'refresh_token', MAX_REFRESH_TOKEN_CHARACTERS),
    refreshTokenExpiresAt: sentAt + secondsField(name, fields, 'refresh_token_expires_in'),
    usid: textField(name, fields, 'usid', MAX_USID_CHARACTERS),
    // That of the token, which every service goes by: the two are never to be told apart here.
    customerId: claims.customerId,
    encUserId: optionalField(fields, 'enc_user_id'),
    idToken: optionalField(fields, 'id_token'),
    idpAccessToken: optionalField(fields, 'idp_access_token'),
    idpRefreshToken: optionalField(fields, 'idp_refresh_token'),
    dnt: claims.dnt,
  };
}
