import type { Problem } from 'domain-bridge/express';
import type { Request, Response } from 'express';
import { problemPage } from '../pages/problem-page.ts';
import type { Visitor } from '../shopper/visitor.ts';
import { type FrameOptions, frameOf, visitorOf } from './page-frames.ts';

const NOBODY: Visitor = { shopper: null, firstName: null, basket: null, trouble: null };

/** The page for a request that failed. */
export function createProblemPage(options: FrameOptions) {
  return async ({ status, detail }: Problem, req: Request, res: Response): Promise<void> => {
    const title = status === 404 ? 'Not found' : status >= 500 ? 'Sorry' : 'That did not work';
    const frame = frameOf(req, await lookAt(req), title, options);
    res.send(String(problemPage(frame, status, detail)));
  };
}

/** Who the page is for. A refused write learns nothing, and whatever fails here must not fail again. */
async function lookAt(req: Request): Promise<Visitor> {
  if (!req.shopper || req.method !== 'GET') return NOBODY;
  return visitorOf(req).catch(() => NOBODY);
}
