import { isForm, withNotice } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
import { type Request, type Response, Router } from 'express';
import type { Authenticator } from '../accounts/authenticate.ts';
import type { EndLimiter } from '../accounts/end-limiter.ts';
import { passwordRules } from '../accounts/password-rules.ts';
import type { Registration } from '../accounts/register.ts';
import type { User, UserId } from '../accounts/user.ts';
import type { UserStore } from '../accounts/user-store.ts';
import { registerPage } from '../pages/register-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { nextPath } from './account-pages.ts';
import { answerWithPage, heldBack } from './attempt-refusal.ts';
import { fieldsOf, flagOf, textOf } from './form-fields.ts';
import { endWithin } from './limited-end.ts';
import { loadPage } from './load-page.ts';
import { logRefusedSignIn, logSignIn, logSignOut, type SignInLog } from './sign-in-log.ts';
import { requireSignIn, signInFirst } from './signed-in.ts';

/** What signing in, out and up is made of. */
export interface AccountApiOptions {
  readonly bridge: Bridge;
  readonly users: UserStore;
  readonly authenticator: Authenticator;
  readonly registration: Registration;
  readonly ends: EndLimiter;
  readonly log: SignInLog;
}

/** `/api/login`, `/api/register`, `/api/logout`, `/api/account`; the first three with form twins. */
export function createAccountApi(options: AccountApiOptions): Router {
  const { bridge, users, authenticator, registration, ends, log } = options;
  const router = Router();
  const admit = async (req: Request, res: Response, status: number, user: User, epoch: number) => {
    await bridge.shopper(req, res).signIn({ entity: user.id, role: user.role, epoch });
    if (isForm(req))
      res
        .status(303)
        .set('Location', nextPath(bridge, fieldsOf(req).next))
        .end();
    else res.status(status).json({ user: userView(user) });
  };

  router.post('/api/login', async (req, res) => {
    const outcome = await authenticator.authenticate(readCredentials(req));
    if (outcome.kind === 'ok') {
      await admit(req, res, 200, outcome.user, outcome.epoch);
      return logSignIn(log, outcome.user, 'password');
    }
    const refusal =
      outcome.kind === 'refused'
        ? new RequestError(401, outcome.code, 'E-mail address or password is not right.')
        : heldBack(outcome);
    logRefusedSignIn(log, refusal.code, 'password');
    await answerWithPage(req, res, refusal, async () => {
      const { chrome } = await loadPage(options, req, res, 'Sign in');
      const { email } = readCredentials(req);
      const next = nextPath(bridge, fieldsOf(req).next);
      return signInPage({ ...chrome, path: '/login' }, { email, error: refusal.message, next });
    });
  });

  router.post('/api/register', async (req, res) => {
    const outcome = await registration.register(readCredentials(req));
    if (outcome.kind === 'ok') {
      await admit(req, res, 201, outcome.user, outcome.epoch);
      return logSignIn(log, outcome.user, 'registration');
    }
    const refusal =
      outcome.kind === 'refused'
        ? new RequestError(
            outcome.code === 'email_taken' ? 409 : 422,
            outcome.code,
            outcome.problems.join(' '),
          )
        : heldBack(outcome);
    logRefusedSignIn(log, refusal.code, 'registration');
    await answerWithPage(req, res, refusal, async () => {
      const { chrome } = await loadPage(options, req, res, 'Create an account');
      const { email } = readCredentials(req);
      const next = nextPath(bridge, fieldsOf(req).next);
      const problem = registerProblem(refusal);
      const model = { email, next, rules: passwordRules, ...problem };
      return registerPage({ ...chrome, path: '/register' }, model);
    });
  });

  router.post('/api/logout', async (req, res) => {
    const everywhere = flagOf(req, 'everywhere');
    // Whoever is merely recognized may leave this browser, and ends nothing elsewhere.
    const session = everywhere ? await signInFirst(bridge, req, res, '/account') : null;
    if (everywhere && !session) return;
    const notice = withNotice('/', everywhere ? 'signed_out_everywhere' : 'signed_out');
    const { state, ...before } = await bridge.shopper(req, res).session();
    const leave = () => bridge.shopper(req, res).signOut(notice, { everywhere });
    const crossing = session
      ? await endWithin(ends, { scope: 'all', user: session.entity }, leave)
      : await leave();
    if (state === 'authenticated' && 'entity' in before) logSignOut(log, before.entity, everywhere);
    if (isForm(req)) res.status(303).set('Location', crossing).end();
    else res.status(204).end();
  });

  router.get('/api/account', async (req, res) => {
    const { entity } = await requireSignIn(bridge, req, res);
    const user = await users.read(entity as UserId);
    if (!user) throw new RequestError(401, 'sign_in_required', 'Please sign in first.');
    res.json({ user: userView(user) });
  });
  return router;
}

/** What an API caller learns about the user. */
function userView({ id, email, role }: User) {
  return { id, email, role };
}

function readCredentials(req: Request) {
  return { email: textOf(req, 'email'), password: textOf(req, 'password'), address: req.ip ?? '' };
}

function registerProblem({ code, message }: RequestError) {
  if (code === 'weak_password') return { passwordProblem: message };
  if (code === 'invalid_email' || code === 'email_taken') return { emailProblem: message };
  return { error: message };
}
