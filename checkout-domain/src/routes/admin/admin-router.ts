import { Router } from 'express';
import { type ActionRoutesOptions, createActionRoutes } from './action-routes.ts';
import { refusalAsDone } from './admin-notices.ts';
import { type AuditRoutesOptions, createAuditRoutes } from './audit-routes.ts';
import { createEveryoneRoutes, type EveryoneRoutesOptions } from './everyone-routes.ts';
import { createUserRoutes, type UserRoutesOptions } from './user-routes.ts';

/** What the administration is made of. */
export type AdminOptions = UserRoutesOptions &
  ActionRoutesOptions &
  EveryoneRoutesOptions &
  AuditRoutesOptions;

/** `/admin`: finds users, changes them, ends sessions, and shows who did what. */
export function createAdminRouter(options: AdminOptions): Router {
  const router = Router();
  router.use(
    createUserRoutes(options),
    createActionRoutes(options),
    createEveryoneRoutes(options),
    createAuditRoutes(options),
  );
  router.use('/admin', refusalAsDone(options.bridge));
  return router;
}
