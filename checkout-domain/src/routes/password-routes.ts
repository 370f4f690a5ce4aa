import { isForm, withNotice } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import type { ChangeOutcome } from 'domain-bridge/invalidation';
import { type Request, type Response, Router } from 'express';
import type { PasswordChange, PasswordChangeOutcome } from '../accounts/change-password.ts';
import { passwordRules } from '../accounts/password-rules.ts';
import type { UserId } from '../accounts/user.ts';
import { passwordPage } from '../pages/password-page.ts';
import { answerWithPage, heldBack } from './attempt-refusal.ts';
import { flagOf, textOf } from './form-fields.ts';
import { forUser, leadTo, loadPage, type PageParts } from './load-page.ts';
import { signInFirst, signInPath } from './signed-in.ts';

/** What changing a password is made of. */
export interface PasswordRoutesOptions extends PageParts {
  readonly passwords: PasswordChange;
}

const PAGE = '/account/password';
const TITLE = 'Change your password';

/** `/account/password` and `POST /api/password`, with its form twin. */
export function createPasswordRoutes(options: PasswordRoutesOptions): Router {
  const { bridge, passwords } = options;
  const router = Router();
  const show = async (req: Request, res: Response, problem: PageProblem) => {
    const { chrome } = await loadPage(options, req, res, TITLE);
    return passwordPage({ ...chrome, path: PAGE }, { rules: passwordRules, ...problem });
  };

  router.get(
    PAGE,
    forUser(options, async (_user, req, res) => {
      res.send(String(await show(req, res, {})));
    }),
  );
  router.get('/api/password', leadTo(PAGE));

  router.post('/api/password', async (req, res) => {
    const session = await signInFirst(bridge, req, res, PAGE);
    if (!session) return;
    const keepCurrent = flagOf(req, 'keepCurrent');
    let attempt: Promise<PasswordChangeOutcome> | undefined;
    const change = (): Promise<PasswordChangeOutcome> => {
      attempt ??= passwords.change(readAttempt(req, session.entity as UserId));
      return attempt;
    };
    const shopper = bridge.shopper(req, res);
    if (keepCurrent) await shopper.changeKeepingCurrent(async () => toChange(await change()));
    const outcome = await change();
    if (outcome.kind === 'ok') return answerChanged(req, res, keepCurrent);
    const refusal = refusalOf(outcome);
    await answerWithPage(req, res, refusal, () =>
      show(req, res, { keepCurrent, ...problemOf(refusal) }),
    );
  });
  return router;
}

function readAttempt(req: Request, userId: UserId) {
  return {
    userId,
    currentPassword: textOf(req, 'currentPassword'),
    newPassword: textOf(req, 'newPassword'),
    keepCurrent: flagOf(req, 'keepCurrent'),
    address: req.ip ?? '',
  };
}

function toChange(outcome: PasswordChangeOutcome): ChangeOutcome {
  const { kind } = outcome;
  return kind === 'ok'
    ? { kind: 'changed', epoch: outcome.epoch, seq: outcome.seq }
    : { kind: 'refused' };
}

/** Whose session has ended with the others meets the sign-in, which says why. */
function answerChanged(req: Request, res: Response, keepCurrent: boolean): void {
  if (!isForm(req)) return void res.status(204).end();
  const target = keepCurrent ? withNotice('/account', 'password_changed') : signInPath('/account');
  res.status(303).set('Location', target).end();
}

function refusalOf(outcome: Exclude<PasswordChangeOutcome, { kind: 'ok' }>): RequestError {
  if (outcome.kind !== 'refused') return heldBack(outcome);
  return outcome.code === 'weak_password'
    ? new RequestError(422, 'weak_password', outcome.problems.join(' '))
    : new RequestError(401, 'wrong_credentials', 'The current password is not right.');
}

type PageProblem = Omit<Parameters<typeof passwordPage>[1], 'rules'>;

function problemOf({ code, message }: RequestError): PageProblem {
  if (code === 'weak_password') return { newProblem: message };
  return code === 'wrong_credentials' ? { currentProblem: message } : { error: message };
}
