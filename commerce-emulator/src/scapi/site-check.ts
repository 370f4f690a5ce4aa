import type { RequestHandler } from 'express';
import type { Platform } from '../platform/platform.ts';
import { badRequest, sendProblem } from './problem.ts';

/** Refuses what is meant for another organization (404, as a wrong realm is) or another site (400). */
export function checkSite({ organizationId, siteId }: Platform): RequestHandler<{
  organizationId: string;
}> {
  return function refuseForeignSite(req, res, next) {
    if (req.params.organizationId !== organizationId) {
      const detail = 'The requested organization is not known here.';
      return sendProblem(res, { status: 404, name: 'not-found', title: 'Not Found', detail });
    }
    if (req.query.siteId !== siteId) {
      return sendProblem(res, badRequest("The parameter 'siteId' is missing, or names no site."));
    }
    next();
  };
}
