import type { SlasErrorCode } from './errors.ts';
import type { Fields } from './service-answer.ts';

/**
 * What SCAPI (`detail`) and OCAPI (an argument of its fault) write into a 401 when the shopper's password was changed
 * after the token was issued. OCAPI goes on with ` Please Login again.`
 */
const CREDENTIALS_CHANGED = 'Customer credentials changed after token was issued.';

/** What a 401 of SCAPI or OCAPI means for the access token; null for every other status. */
export function credentialsRefusal(status: number, fields: Fields): SlasErrorCode | null {
  if (status !== 401) return null;
  const fault = asFields(fields.fault);
  const said = [fields.detail, asFields(fault.arguments).accessToken];
  const isChanged = said.some(
    (text) => typeof text === 'string' && text.startsWith(CREDENTIALS_CHANGED),
  );
  return isChanged ? 'ERR_SLAS_CREDENTIALS_CHANGED' : 'ERR_SLAS_INVALID_ACCESS_TOKEN';
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
