import type { ErrorRequestHandler, Request, Response } from 'express';
import { type Problem, RequestError } from '../core/request-error.ts';
import { SlasError } from '../slas/errors.ts';
import { toProblem } from './problem.ts';

/** How problems reach people. */
export interface ProblemHandlerOptions {
  /** Sends a page to a browser; without it everybody gets JSON. The status is set already. */
  readonly renderPage?: (problem: Problem, req: Request, res: Response) => void | Promise<void>;
  /** Is told every error with the answer that was given; for the log. */
  readonly onError?: (error: unknown, problem: Problem, req: Request) => void;
}

/** Answers errors: a page to browsers, `application/problem+json` (RFC 9457) to everybody else. */
export function problemHandler(options: ProblemHandlerOptions = {}): ErrorRequestHandler {
  return async function answerProblem(error, req, res, next) {
    const problem = toProblem(error);
    options.onError?.(error, problem, req);
    if (res.headersSent) return next(error);
    const retryAfterSeconds = retryAfterOf(error);
    if (retryAfterSeconds !== undefined) res.set('Retry-After', String(retryAfterSeconds));
    res.status(problem.status).set('Cache-Control', 'no-store');
    if (options.renderPage && wantsPage(req)) return options.renderPage(problem, req, res);
    res.type('application/problem+json').send(JSON.stringify(problem));
  };
}

function retryAfterOf(error: unknown): number | undefined {
  const knowsIt = error instanceof RequestError || error instanceof SlasError;
  return knowsIt ? error.retryAfterSeconds : undefined;
}

/** Whether the caller is a browser that shows a page, rather than a program. */
export function wantsPage(req: Request): boolean {
  return req.accepts(['json', 'html']) === 'html';
}
