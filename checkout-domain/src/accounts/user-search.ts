import type { Database } from 'better-sqlite3';
import type { User } from './user.ts';
import { readUser, type UserRow } from './user-record.ts';

/** Users on one page of results. */
export const MAX_FOUND_USERS = 50;

/** Finds users for those who administer them. */
export interface UserSearch {
  /**
   * Users whose e-mail address begins with `text`, in capitals or not, or whose id it is; by address, so
   * that an exact match comes first.
   *
   * @param text Untrusted. Empty: the first users there are. No character of it is a pattern.
   * @param limit At most so many, 1–50. Default: 20.
   */
  search(text: string, limit?: number): Promise<User[]>;
}

const DEFAULT_LIMIT = 20;
/** The longest e-mail address (RFC 5321 §4.5.3.1.3); SQLite refuses patterns that are far longer. */
const MAX_TEXT_CHARACTERS = 254;

/** Searches the users in SQLite. */
export function createUserSearch(db: Database): UserSearch {
  // LIKE folds ASCII letters, so an address that came by SQL in another spelling is found as well.
  const select = db.prepare<[SearchParameters], UserRow>(`
    SELECT * FROM users
     WHERE email LIKE :pattern ESCAPE '\\' OR id = :id
     ORDER BY email LIMIT :limit`);
  return {
    async search(text, limit = DEFAULT_LIMIT) {
      const id = text.trim();
      if (id.length > MAX_TEXT_CHARACTERS) return [];
      const pattern = `${escapeLike(id)}%`;
      const rows = select.all({ pattern, id, limit: Math.min(limit, MAX_FOUND_USERS) });
      return rows.map(readUser);
    },
  };
}

interface SearchParameters {
  readonly pattern: string;
  readonly id: string;
  readonly limit: number;
}

/** Takes their meaning from the wildcards of LIKE, and from the character that does so. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
