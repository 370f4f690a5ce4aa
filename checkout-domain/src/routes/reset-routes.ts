import { isForm, withNotice } from '@domain-bridge/storefront/api';
import type { Chrome } from '@domain-bridge/storefront/pages';
import { RequestError } from 'domain-bridge/errors';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { PasswordReset } from '../accounts/password-reset.ts';
import { passwordRules } from '../accounts/password-rules.ts';
import type { ResetOutcome } from '../accounts/reset-attempt.ts';
import { forgotPage } from '../pages/forgot-page.ts';
import { resetPage, unusableResetPage } from '../pages/reset-page.ts';
import { answerWithPage, heldBack } from './attempt-refusal.ts';
import { textOf } from './form-fields.ts';
import { leadTo, loadPage, type PageParts } from './load-page.ts';

/** What setting a forgotten password anew is made of. */
export interface ResetRoutesOptions extends PageParts {
  readonly resets: Pick<PasswordReset, 'begin' | 'confirm' | 'isUsable'>;
}

/** `/forgot`, `/reset`, and `POST /api/password-reset` and `…/confirm`, with form twins. */
export function createResetRoutes(options: ResetRoutesOptions): Router {
  const { resets } = options;
  const router = Router();
  /** Under a path of its own: the address of the page that was asked for may hold the token. */
  const load = async (req: Request, res: Response, path: string): Promise<Chrome> => {
    const title = path === '/forgot' ? 'Forgotten password' : 'New password';
    return { ...(await loadPage(options, req, res, title)).chrome, path };
  };

  router.get('/forgot', async (req, res) => {
    const chrome = await load(req, res, '/forgot');
    res.send(String(forgotPage(chrome, { sent: req.query.sent === '1' })));
  });
  for (const path of ['/api/password-reset', '/api/password-reset/confirm']) {
    router.get(path, leadTo('/forgot'));
  }

  router.post('/api/password-reset', async (req, res) => {
    const email = textOf(req, 'email');
    const outcome = await resets.begin({ email, address: req.ip ?? '' });
    if (outcome.kind === 'accepted') {
      if (isForm(req)) res.status(303).set('Location', '/forgot?sent=1').end();
      else res.status(202).end();
      return;
    }
    const refusal = heldBack(outcome);
    await answerWithPage(req, res, refusal, async () => {
      const chrome = await load(req, res, '/forgot');
      return forgotPage(chrome, { sent: false, email, error: refusal.message });
    });
  });

  router.get('/reset', keepTokenHere, async (req, res) => {
    const token = typeof req.query.token === 'string' ? req.query.token : '';
    const usable = await resets.isUsable(token);
    const chrome = await load(req, res, '/reset');
    if (!usable) return void res.status(400).send(String(unusableResetPage(chrome)));
    res.send(String(resetPage(chrome, { token, rules: passwordRules })));
  });

  router.post('/api/password-reset/confirm', keepTokenHere, async (req, res) => {
    const token = textOf(req, 'token');
    const attempt = { token, newPassword: textOf(req, 'newPassword'), address: req.ip ?? '' };
    const outcome = await resets.confirm(attempt);
    if (outcome.kind === 'ok') {
      const target = withNotice('/login', 'password_reset');
      if (isForm(req)) res.status(303).set('Location', target).end();
      else res.status(204).end();
      return;
    }
    const refusal = refusalOf(outcome);
    await answerWithPage(req, res, refusal, async () => {
      const chrome = await load(req, res, '/reset');
      return refusal.code === 'reset_refused'
        ? unusableResetPage(chrome)
        : resetPage(chrome, { token, rules: passwordRules, ...problemOf(refusal) });
    });
  });
  return router;
}

/**
 * Keeps the address of the page, with its token, from every request that the page leads to. Not
 * `no-referrer`: under it the form of the page would say `Origin: null`, and be refused as another site's.
 */
const keepTokenHere: RequestHandler = (_req, res, next) => {
  res.set('Referrer-Policy', 'strict-origin');
  next();
};

function refusalOf(outcome: Exclude<ResetOutcome, { kind: 'ok' }>): RequestError {
  if (outcome.kind !== 'refused') return heldBack(outcome);
  return outcome.code === 'weak_password'
    ? new RequestError(422, 'weak_password', outcome.problems.join(' '))
    : new RequestError(400, 'reset_refused', 'This link does not work any more.');
}

function problemOf({ code, message }: RequestError) {
  return code === 'weak_password' ? { passwordProblem: message } : { error: message };
}
