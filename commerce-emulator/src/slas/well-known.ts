import { issuerOf } from '../platform/access-token.ts';
import type { Platform } from '../platform/platform.ts';
import type { SlasAnswer } from './slas-request.ts';

/** `GET .well-known/openid-configuration`. @param origin Where this emulator is reached. */
export function wellKnown({ organizationId, tenantId }: Platform, origin: string): SlasAnswer {
  const base = `${origin}/shopper/auth/v1/organizations/${organizationId}/oauth2`;
  const body = {
    issuer: issuerOf(tenantId),
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    jwks_uri: `${base}/jwks`,
    revocation_endpoint: `${base}/revoke`,
    userinfo_endpoint: `${base}/userinfo`,
    grant_types_supported: [
      'authorization_code',
      'authorization_code_pkce',
      'client_credentials',
      'refresh_token',
    ],
    code_challenge_methods_supported: ['S256'],
    response_types_supported: ['code', 'token', 'token id_token'],
    scopes_supported: ['email', 'openid', 'profile'],
    subject_types_supported: ['public'],
    claims_supported: ['email', 'name', 'given_name', 'family_name', 'sub'],
    id_token_encryption_enc_values_supported: ['A256GCM'],
  };
  return { status: 200, body };
}
