import type { SubjectId } from '../invalidation/subject-id.ts';
import { UsageError } from './usage-error.ts';

const ID = 'id:';
const ISSUER = 'iss:';

/** How a user is named, for help texts. */
export const USER_FORMS = 'e-mail address, id:USER_ID, or iss:ISSUER#SUBJECT';

/**
 * Reads a user as the commands take one: an e-mail address, `id:usr_…`, or `iss:https://issuer.example#subject`.
 *
 * @throws {UsageError} On anything else; it does not repeat the text.
 */
export function parseUser(text: string): SubjectId {
  if (text.startsWith(ID)) {
    const id = text.slice(ID.length);
    if (id !== '') return { format: 'opaque', id };
  } else if (text.startsWith(ISSUER)) {
    // An issuer has no fragment (OpenID Connect Core §2), so the first # ends it.
    const [, iss, sub] = /^iss:([^#]+)#(.+)$/.exec(text) ?? [];
    if (iss !== undefined && sub !== undefined) return { format: 'iss_sub', iss, sub };
  } else if (/^[^@\s]+@[^@\s]+$/.test(text)) {
    return { format: 'email', email: text };
  }
  throw new UsageError(`a user is an ${USER_FORMS}`);
}

/**
 * Reads a user as the audit trail knows one: by id. It holds no addresses, so that it can outlive them.
 *
 * @throws {UsageError} On anything else.
 */
export function parseUserId(text: string): string {
  const id = text.startsWith(ID) ? text.slice(ID.length) : text;
  if (id !== '' && !/[@#\s]/.test(id)) return id;
  throw new UsageError('the audit trail knows users by id alone: id:USER_ID');
}
