import type { Response } from 'express';
import { RequestError } from '../../core/request-error.ts';
import { parseSubjectId, type SubjectId } from '../../invalidation/subject-id.ts';
import type { DirectoryUser, RoleGuard } from '../../invalidation/user-directory.ts';
import { unknownUser } from './change-answer.ts';
import { because, changeRoute, malformed } from './change-route.ts';
import { callerOf, requireScope } from './hook-caller.ts';
import type { HookParts } from './hook-parts.ts';
import type { HookRoute } from './hook-route.ts';
import type { Fields } from './json-body.ts';

/** The role whose holders only a credential of scope `admin` changes or makes. */
const ADMIN_ROLE = 'admin';

/** The hooks that are about one user: end the sessions; set role, password or the disabled flag. */
export function userRoutes(parts: HookParts): readonly HookRoute[] {
  return [revokeRoute(parts), roleRoute(parts), passwordRoute(parts), disabledRoute(parts)];
}

/** `POST /revoke {sub_id, reason?, actor?}`: the shape of the Global Token Revocation draft. */
function revokeRoute(parts: HookParts): HookRoute {
  return changeRoute(parts, {
    path: '/revoke',
    scope: 'revoke',
    async run(fields, asked, res) {
      const { subject } = await findUser(parts, readSubjectId(fields), res);
      return parts.invalidator.revoke(subject, because('sessions-revoked', asked));
    },
  });
}

/** `POST /users/role {sub_id, role}`. */
function roleRoute(parts: HookParts): HookRoute {
  return changeRoute(parts, {
    path: '/users/role',
    scope: 'role',
    async run(fields, asked, res) {
      const id = readSubjectId(fields);
      const { role } = fields;
      if (typeof role !== 'string') throw malformed('"role" has to be a text.');
      if (!parts.users.roles.includes(role)) {
        throw new RequestError(422, 'unknown_role', 'There is no such role.');
      }
      if (role === ADMIN_ROLE) requireScope(res, 'admin');
      return changeUser(parts, id, res, ({ subject }, guard) =>
        parts.users.setRole(subject, role, because('role-change', asked), guard),
      );
    },
  });
}

/** `POST /users/password {sub_id, password}`. */
function passwordRoute(parts: HookParts): HookRoute {
  return changeRoute(parts, {
    path: '/users/password',
    scope: 'password',
    async run(fields, asked, res) {
      const id = readSubjectId(fields);
      const { password } = fields;
      if (typeof password !== 'string') throw malformed('"password" has to be a text.');
      return changeUser(parts, id, res, ({ subject }, guard) =>
        parts.users.setPassword(subject, password, because('password-change', asked), guard),
      );
    },
  });
}

/** `POST /users/disabled {sub_id, disabled}`. */
function disabledRoute(parts: HookParts): HookRoute {
  return changeRoute(parts, {
    path: '/users/disabled',
    scope: 'status',
    async run(fields, asked, res) {
      const id = readSubjectId(fields);
      const { disabled } = fields;
      if (typeof disabled !== 'boolean') throw malformed('"disabled" has to be true or false.');
      const reason = disabled ? 'account-disabled' : 'account-enabled';
      return changeUser(parts, id, res, ({ subject }, guard) =>
        parts.users.setDisabled(subject, disabled, because(reason, asked), guard),
      );
    },
  });
}

function readSubjectId({ sub_id: value }: Fields): SubjectId {
  const id = parseSubjectId(value);
  if (id) return id;
  throw malformed('"sub_id" has to be a subject identifier: email, iss_sub or opaque.');
}

async function findUser(parts: HookParts, id: SubjectId, res: Response): Promise<DirectoryUser> {
  const user = await parts.users.find(id);
  if (!user) throw unknownUser();
  const caller = callerOf(res);
  if (caller) caller.subject = user.subject;
  return user;
}

/**
 * Changes a user who is no administrator, or whom the caller may change as one. Who becomes an administrator
 * between the question and the change is asked about again.
 *
 * @throws {RequestError} `insufficient_scope`, `unknown_user`.
 */
async function changeUser<Outcome extends { readonly kind: string }>(
  parts: HookParts,
  id: SubjectId,
  res: Response,
  change: (user: DirectoryUser, guard: RoleGuard) => Promise<Outcome>,
): Promise<Outcome> {
  const user = await findChangeable(parts, id, res);
  const isAdmin = user.role === ADMIN_ROLE;
  const outcome = await change(user, isAdmin ? {} : { unlessRole: ADMIN_ROLE });
  if (outcome.kind === 'refused') await findChangeable(parts, id, res);
  return outcome;
}

/** @throws {RequestError} `insufficient_scope` for an administrator, without the scope `admin`. */
async function findChangeable(
  parts: HookParts,
  id: SubjectId,
  res: Response,
): Promise<DirectoryUser> {
  const user = await findUser(parts, id, res);
  if (user.role === ADMIN_ROLE) requireScope(res, 'admin');
  return user;
}
