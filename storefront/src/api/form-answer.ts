import { type Bridge, toProblem, wantsPage } from 'domain-bridge/express';
import { safeReturnPath } from 'domain-bridge/handoff';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { hasNotice, withNotice } from './notices.ts';
import { type Fields, isForm } from './request-body.ts';

/** Sends the sender of a form back to the page it stood on, by 303 so that a reload repeats nothing. */
export function answerForm(bridge: Bridge, req: Request, res: Response, notice?: string): void {
  const { return: asked } = (req.body ?? {}) as Fields;
  const path = safeReturnPath(typeof asked === 'string' ? asked : null, bridge.parts.returnPaths);
  res
    .status(303)
    .set('Location', notice ? withNotice(path, notice) : path)
    .end();
}

/** Turns a refusal that a page can put into words into a notice on the page the form stood on. */
export function refusalAsNotice(bridge: Bridge): ErrorRequestHandler {
  return function answerRefusedForm(error, req, res, next) {
    const { code } = toProblem(error);
    if (isForm(req) && wantsPage(req) && hasNotice(code)) answerForm(bridge, req, res, code);
    else next(error);
  };
}
