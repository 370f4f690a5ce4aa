import { JWKS_PATH, STATUS_PATH, VERIFICATION_PATH } from '../../invalidation/endpoints.ts';

/**
 * What a receiver may know of the transmitter (SSF 1.0 §7.1). There is one stream and it is set up on both
 * sides, so there is no endpoint to make one; and no `authorization_schemes`, because ours is registered nowhere.
 */
export function writeConfiguration(issuer: string): object {
  return {
    spec_version: '1_0',
    issuer,
    jwks_uri: `${issuer}${JWKS_PATH}`,
    delivery_methods_supported: ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'],
    status_endpoint: `${issuer}${STATUS_PATH}`,
    verification_endpoint: `${issuer}${VERIFICATION_PATH}`,
    default_subjects: 'ALL',
  };
}
