import { RequestError } from 'domain-bridge/errors';
import type { AuditTrail } from 'domain-bridge/invalidation';
import { Router } from 'express';
import type { User, UserId } from '../../accounts/user.ts';
import type { UserSearch } from '../../accounts/user-search.ts';
import { userPage } from '../../pages/admin/user-page.ts';
import { usersPage } from '../../pages/admin/users-page.ts';
import { loadPage } from '../load-page.ts';
import { ROLE_NAMES } from '../role-names.ts';
import { sessionView } from '../session-routes.ts';
import { forAdmin, type GateParts } from './admin-gate.ts';
import { withDone } from './admin-notices.ts';
import { auditViews, userHref } from './audit-view.ts';

/** What the pages about users are made of. */
export interface UserRoutesOptions extends GateParts {
  readonly search: UserSearch;
  readonly audit: Pick<AuditTrail, 'read'>;
  readonly peers: readonly string[];
}

const USERS_A_PAGE = 20;
const RECENT = 10;
/** What `SessionKeeper.list` gives at most. */
const MOST_SESSIONS = 100;
const ROLES = Object.entries(ROLE_NAMES).map(([value, label]) => ({ value, label }));

/** `/admin` and `/admin/users/{id}`. */
export function createUserRoutes(options: UserRoutesOptions): Router {
  const { bridge, users, search, audit, clock } = options;
  const router = Router();
  router.get(
    '/admin',
    forAdmin(options, async (_admin, req, res) => {
      const query = typeof req.query.q === 'string' ? req.query.q.trim() : null;
      // One more than is shown tells whether there are more.
      const found = query === null ? [] : await search.search(query, USERS_A_PAGE + 1);
      const recent = await auditViews(options, await audit.read({ limit: RECENT }));
      const { chrome } = await loadPage(options, req, res, 'Users');
      const page = usersPage(withDone(chrome), {
        query,
        users: found.slice(0, USERS_A_PAGE).map(userSummary),
        hasMore: found.length > USERS_A_PAGE,
        recent,
      });
      res.send(String(page));
    }),
  );

  router.get(
    '/admin/users/:id',
    forAdmin(options, async (admin, req, res) => {
      const user = await users.read(String(req.params.id) as UserId);
      if (!user) throw new RequestError(404, 'unknown_user', 'There is no such user.');
      const { id, email, role, disabled, createdAt: memberSince } = user;
      const sessions = (await bridge.parts.sessions?.list(id)) ?? [];
      const recent = await auditViews(options, await audit.read({ subject: id, limit: RECENT }));
      const { chrome } = await loadPage(options, req, res, email);
      const page = userPage(withDone(chrome), {
        id,
        email,
        role,
        roleLabel: ROLE_NAMES[role],
        roles: ROLES,
        disabled,
        isSelf: id === admin.id,
        memberSince,
        sessions: sessions.map(sessionView),
        hasMoreSessions: sessions.length >= MOST_SESSIONS,
        recent: recent.map((entry) => ({ ...entry, subject: null })),
        auditHref: `/admin/audit?${new URLSearchParams({ user: id })}`,
        now: Math.floor(clock() / 1000),
      });
      res.send(String(page));
    }),
  );
  return router;
}

function userSummary({ id, email, role, disabled }: User) {
  return { email, role: ROLE_NAMES[role], disabled, href: userHref(id) };
}
