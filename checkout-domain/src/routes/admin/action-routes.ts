import { isForm } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import {
  type Change,
  type ChangeOutcome,
  type Invalidator,
  isReasonText,
} from 'domain-bridge/invalidation';
import { type Request, type RequestHandler, Router } from 'express';
import type { PasswordReset } from '../../accounts/password-reset.ts';
import type { Role, User, UserId } from '../../accounts/user.ts';
import type { UserChanges } from '../../accounts/user-changes.ts';
import { NOTE_MAX } from '../../pages/admin/everyone-page.ts';
import { flagOf, textOf } from '../form-fields.ts';
import { ROLE_NAMES } from '../role-names.ts';
import { forAdmin, type GateParts } from './admin-gate.ts';
import { type DoneCode, pathWithDone } from './admin-notices.ts';
import { userHref } from './audit-view.ts';

/** What the actions on users are made of. */
export interface ActionRoutesOptions extends GateParts {
  readonly changes: Pick<UserChanges, 'setRole' | 'setDisabled'>;
  readonly resets: Pick<PasswordReset, 'force'>;
  readonly invalidator: Pick<Invalidator, 'revoke'>;
}

/** An action on a user, asked for by an administrator. */
interface Asked {
  readonly req: Request;
  readonly user: User;
  readonly by: Omit<Change, 'reason'>;
}

interface Action {
  /** What is said when it has happened. */
  readonly done: DoneCode;
  /** Whether somebody who does it to himself has to say that he knows. */
  readonly needsConfirmation: boolean;
  run(asked: Asked): Promise<ChangeOutcome>;
}

/** `POST /admin/users/{id}/role`, `…/disable`, `…/enable`, `…/force-reset` and `…/end-sessions`. */
export function createActionRoutes(options: ActionRoutesOptions): Router {
  const { changes, resets, invalidator } = options;
  const router = Router();
  const keepAnAdmin = { keepAnAdmin: true };
  const on = (name: string, action: Action) =>
    router.post(`/admin/users/:id/${name}`, runAction(options, action));

  on('role', {
    needsConfirmation: true,
    done: 'role_changed',
    run: ({ req, user, by }) =>
      changes.setRole(user.id, readRole(req), { ...by, reason: 'role-change' }, keepAnAdmin),
  });
  on('disable', {
    needsConfirmation: true,
    done: 'account_disabled',
    run: ({ user, by }) =>
      changes.setDisabled(user.id, true, { ...by, reason: 'account-disabled' }, keepAnAdmin),
  });
  on('enable', {
    needsConfirmation: false,
    done: 'account_enabled',
    run: ({ user, by }) =>
      changes.setDisabled(user.id, false, { ...by, reason: 'account-enabled' }),
  });
  on('force-reset', {
    needsConfirmation: true,
    done: 'reset_required',
    run: ({ user, by }) => resets.force(user.id, by),
  });
  on('end-sessions', {
    needsConfirmation: false,
    done: 'sessions_ended',
    run: ({ user, by }) => invalidator.revoke(user.id, { ...by, reason: 'sessions-revoked' }),
  });
  return router;
}

function runAction(options: ActionRoutesOptions, action: Action): RequestHandler {
  return forAdmin(options, async (admin, req, res) => {
    const user = await readTarget(options, req);
    if (action.needsConfirmation && user.id === admin.id && !flagOf(req, 'confirm')) {
      throw new RequestError(400, 'confirmation_required', 'This is your own account.');
    }
    const note = readNote(req);
    const by = { actor: admin.id, initiatingEntity: 'admin', ...(note && { note }) } as const;
    const outcome = await action.run({ req, user, by });
    if (outcome.kind === 'refused') {
      // Gone since it was read, or the guard of the last administrator did not hold.
      await readTarget(options, req);
      throw new RequestError(409, 'last_admin', 'This is the last administrator.');
    }
    if (!isForm(req)) return void res.status(204).end();
    const code = outcome.kind === 'changed' ? action.done : 'nothing_changed';
    res
      .status(303)
      .set('Location', pathWithDone(userHref(user.id), code))
      .end();
  });
}

async function readTarget({ users }: GateParts, req: Request): Promise<User> {
  const user = await users.read(String(req.params.id) as UserId);
  if (user) return user;
  throw new RequestError(404, 'unknown_user', 'There is no such user.');
}

function readRole(req: Request): Role {
  const role = textOf(req, 'role');
  if (Object.hasOwn(ROLE_NAMES, role)) return role as Role;
  throw new RequestError(422, 'unknown_role', 'There is no such role.');
}

function readNote(req: Request): string {
  const note = textOf(req, 'note').trim();
  if (note === '' || isReasonText(note)) return note;
  const detail = `A note has at most ${NOTE_MAX} characters, all of them visible.`;
  throw new RequestError(400, 'malformed', detail);
}
