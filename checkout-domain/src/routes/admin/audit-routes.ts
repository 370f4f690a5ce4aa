import type { AuditTrail } from 'domain-bridge/invalidation';
import { Router } from 'express';
import { parseEmail } from '../../accounts/user.ts';
import type { UserStore } from '../../accounts/user-store.ts';
import { auditPage } from '../../pages/admin/audit-page.ts';
import { loadPage } from '../load-page.ts';
import { forAdmin, type GateParts } from './admin-gate.ts';
import { auditViews, personOf } from './audit-view.ts';

/** What the audit trail's page is made of. */
export interface AuditRoutesOptions extends GateParts {
  readonly users: Pick<UserStore, 'read' | 'find'>;
  readonly audit: Pick<AuditTrail, 'read'>;
  readonly peers: readonly string[];
}

const ENTRIES_A_PAGE = 50;

/** `/admin/audit`: the trail, newest first, of everybody or of one user. */
export function createAuditRoutes(options: AuditRoutesOptions): Router {
  const { users, audit } = options;
  const router = Router();
  router.get(
    '/admin/audit',
    forAdmin(options, async (_admin, req, res) => {
      const asked = typeof req.query.user === 'string' ? req.query.user.trim() : '';
      const before = parseId(req.query.before);
      const subject = await findSubject(users, asked);
      const nobody = asked !== '' && subject === null;
      const entries = nobody
        ? []
        : await audit.read({ limit: ENTRIES_A_PAGE, before, ...(subject && { subject }) });
      const oldest = entries.length === ENTRIES_A_PAGE ? entries.at(-1) : undefined;
      const { chrome } = await loadPage(options, req, res, 'Audit trail');
      const page = auditPage(chrome, {
        entries: await auditViews(options, entries),
        asked,
        subject: subject === null ? null : await personOf(users, subject),
        ...(oldest && { olderHref: hrefOf(asked, oldest.id) }),
        ...(before !== undefined && { newestHref: hrefOf(asked) }),
      });
      res.send(String(page));
    }),
  );
  return router;
}

/** By address, or by id: a user who was deleted has the latter alone. */
async function findSubject(users: Pick<UserStore, 'find'>, asked: string): Promise<string | null> {
  if (asked.startsWith('usr_')) return asked;
  const email = parseEmail(asked);
  const user = email && (await users.find(email));
  return user ? user.id : null;
}

function parseId(value: unknown): number | undefined {
  const id =
    typeof value === 'string' && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(id) ? id : undefined;
}

function hrefOf(user: string, before?: number): string {
  const parameters = new URLSearchParams({
    ...(user !== '' && { user }),
    ...(before !== undefined && { before: String(before) }),
  });
  return parameters.size > 0 ? `/admin/audit?${parameters}` : '/admin/audit';
}
