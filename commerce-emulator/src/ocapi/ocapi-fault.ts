import type { TokenRefusal } from '../platform/tokens.ts';

/** A request that OCAPI refuses. */
export class OcapiFault extends Error {
  override readonly name = 'OcapiFault';
  readonly status: number;
  /** E.g. `InvalidAccessTokenException`. */
  readonly type: string;
  readonly details: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: string,
    message: string,
    details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.details = details;
  }
}

/** The envelope of a fault. @param version E.g. `23.2`. */
export function errorBody(
  version: string,
  type: string,
  message: string,
  details: Readonly<Record<string, string>> = {},
): object {
  return { _v: version, fault: { arguments: details, type, message } };
}

const REASONS: Readonly<Record<TokenRefusal, string>> = {
  invalid: 'The access token is not one of this instance.',
  expired: 'The access token has expired.',
  revoked: 'The access token has been revoked.',
  'credentials-changed': 'Customer credentials changed after token was issued. Please Login again.',
};

/** 401 for a token that is not taken. */
export function badAccessToken(reason: TokenRefusal): OcapiFault {
  const message = 'The request is unauthorized, the access token is invalid.';
  const details = { accessToken: REASONS[reason] };
  return new OcapiFault(401, 'InvalidAccessTokenException', message, details);
}

/** 401 for a request without a token. */
export function missingAuthorization(): OcapiFault {
  const message = 'The request is unauthorized, the authorization header is missing.';
  return new OcapiFault(401, 'AuthorizationHeaderMissingException', message);
}
