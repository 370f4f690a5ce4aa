/** Names a user from outside: a Subject Identifier (RFC 9493) in one of the three formats that we take. */
export type SubjectId =
  | { readonly format: 'email'; readonly email: string }
  | { readonly format: 'iss_sub'; readonly iss: string; readonly sub: string }
  | { readonly format: 'opaque'; readonly id: string };

/** Characters of a member: an e-mail address has at most 254, an OpenID `sub` 255. */
const MAX_CHARACTERS = 255;
const MAX_ISSUER_CHARACTERS = 2_048;

/**
 * Reads a Subject Identifier. Members that the format does not define are passed over (RFC 9493 §3).
 *
 * @returns Null on any other shape, or a format that we do not take.
 */
export function parseSubjectId(value: unknown): SubjectId | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { format, email, iss, sub, id } = value as Record<string, unknown>;
  switch (format) {
    case 'email':
      return isText(email) ? { format, email } : null;
    case 'iss_sub':
      return isText(iss, MAX_ISSUER_CHARACTERS) && isText(sub) ? { format, iss, sub } : null;
    case 'opaque':
      return isText(id) ? { format, id } : null;
    default:
      return null;
  }
}

function isText(value: unknown, most: number = MAX_CHARACTERS): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most;
}
