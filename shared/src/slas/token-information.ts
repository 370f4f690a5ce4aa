import type { JSONWebKeySet } from 'jose';
import { type Fields, malformedAnswer, optionalField, textField } from './service-answer.ts';

/** What `introspect` says of a token. All but `isActive` may be null, and is where the token is not active. */
export interface Introspection {
  readonly isActive: boolean;
  readonly clientId: string | null;
  /** Epoch seconds by the clock of SLAS. */
  readonly expiresAt: number | null;
  /** Words with blanks between. */
  readonly scope: string | null;
  /** `usid:…::uido:…::upn:…::uidn:…` */
  readonly subject: string | null;
}

/** What `userinfo` says of a shopper. */
export interface UserInfo {
  readonly customerId: string;
  readonly usid: string;
  readonly email: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

const MAX_ID_CHARACTERS = 128;

/** @throws {SlasError} `ERR_SLAS_MALFORMED_ANSWER` where it does not say whether the token is active. */
export function parseIntrospection(fields: Fields): Introspection {
  const { active, exp } = fields;
  if (typeof active !== 'boolean') {
    throw malformedAnswer('SLAS introspect', '"active" expected true or false');
  }
  return {
    isActive: active,
    clientId: optionalField(fields, 'client_id'),
    expiresAt: typeof exp === 'number' ? exp : null,
    scope: optionalField(fields, 'scope'),
    subject: optionalField(fields, 'sub'),
  };
}

/** @throws {SlasError} `ERR_SLAS_MALFORMED_ANSWER` without customer and usid. */
export function parseUserInfo(fields: Fields): UserInfo {
  return {
    customerId: textField('SLAS userinfo', fields, 'customer_id', MAX_ID_CHARACTERS),
    usid: textField('SLAS userinfo', fields, 'sub', MAX_ID_CHARACTERS),
    email: optionalField(fields, 'email'),
    givenName: optionalField(fields, 'given_name'),
    familyName: optionalField(fields, 'family_name'),
  };
}

/** @throws {SlasError} `ERR_SLAS_MALFORMED_ANSWER` without a list of keys. */
export function parseJwks(fields: Fields): JSONWebKeySet {
  if (!Array.isArray(fields.keys)) throw malformedAnswer('SLAS jwks', '"keys" expected a list');
  return { keys: fields.keys };
}
