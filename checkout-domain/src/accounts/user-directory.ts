import type { SubjectId, UserDirectory } from 'domain-bridge/invalidation';
import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import { findPasswordProblems } from './password-rules.ts';
import { parseEmail, type Role, type User, type UserId } from './user.ts';
import type { UserChanges } from './user-changes.ts';
import type { UserStore } from './user-store.ts';

/** What the directory of users works with. */
export interface UserDirectoryDeps {
  readonly users: Pick<UserStore, 'read' | 'find'>;
  readonly changes: UserChanges;
  readonly hasher: PasswordHasher;
  /** Origin of the checkout domain, the only issuer of the users here, e.g. `https://checkout.example`. */
  readonly issuer: string;
  /** Name of the shop; a password must not lean on it. */
  readonly shopName?: string;
}

const ROLES: readonly Role[] = ['customer', 'wholesale', 'admin'];

/** The users of this shop, as the hooks change them. */
export function createUserDirectory(deps: UserDirectoryDeps): UserDirectory {
  const { users, changes, hasher, issuer, shopName = '' } = deps;

  async function findUser(id: SubjectId): Promise<User | null> {
    switch (id.format) {
      case 'email': {
        const email = parseEmail(id.email);
        return email && users.find(email);
      }
      case 'iss_sub':
        return id.iss === issuer ? users.read(id.sub as UserId) : null;
      case 'opaque':
        return users.read(id.id as UserId);
    }
  }

  return {
    roles: ROLES,
    async find(id) {
      const user = await findUser(id);
      return user && { subject: user.id, role: user.role };
    },
    async setRole(subject, role, change, guard) {
      return changes.setRole(subject as UserId, checkRole(role), change, guard);
    },
    async setPassword(subject, password, change, guard) {
      const user = await users.read(subject as UserId);
      if (!user) return { kind: 'refused' };
      const problems = findPasswordProblems(password, { email: user.email, shopName });
      if (problems.length > 0) return { kind: 'weak_password', problems };
      try {
        return await changes.setPassword(user.id, await hasher.hash(password), change, guard);
      } catch (error) {
        if (!(error instanceof HasherBusyError)) throw error;
        return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
      }
    },
    async setDisabled(subject, disabled, change, guard) {
      return changes.setDisabled(subject as UserId, disabled, change, guard);
    },
  };
}

/** @throws {TypeError} On a word that is not among `roles`; callers answer `unknown_role` before. */
function checkRole(word: string): Role {
  const role = ROLES.find((candidate) => candidate === word);
  if (!role) throw new TypeError('"role" expected one of the roles of the directory');
  return role;
}
