import { type Fields, isForm, withNotice } from '@domain-bridge/storefront/api';
import { buildChrome } from '@domain-bridge/storefront/views';
import { RequestError } from 'domain-bridge/errors';
import { type Bridge, wantsPage } from 'domain-bridge/express';
import { type Request, type Response, Router } from 'express';
import type { Authenticator } from '../accounts/authenticate.ts';
import { passwordRules } from '../accounts/password-rules.ts';
import type { Registration } from '../accounts/register.ts';
import type { User, UserId } from '../accounts/user.ts';
import type { UserStore } from '../accounts/user-store.ts';
import { registerPage } from '../pages/register-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { nextPath } from './account-pages.ts';
import { requireSignIn } from './signed-in.ts';

/** What signing in, out and up is made of. */
export interface AccountApiOptions {
  readonly bridge: Bridge;
  readonly users: UserStore;
  readonly authenticator: Authenticator;
  readonly registration: Registration;
}

/** `/api/login`, `/api/register`, `/api/logout`, `/api/account`; the first three with form twins. */
export function createAccountApi(options: AccountApiOptions): Router {
  const { bridge, users, authenticator, registration } = options;
  const router = Router();
  const admit = async (req: Request, res: Response, status: number, user: User, epoch: number) => {
    await bridge.shopper(req, res).signIn({ entity: user.id, role: user.role, epoch });
    if (isForm(req))
      res
        .status(303)
        .set('Location', nextPath(bridge, fields(req).next))
        .end();
    else res.status(status).json({ user: userView(user) });
  };

  router.post('/api/login', async (req, res) => {
    const outcome = await authenticator.authenticate(readCredentials(req));
    if (outcome.kind === 'ok') return admit(req, res, 200, outcome.user, outcome.epoch);
    const refusal =
      outcome.kind === 'refused'
        ? new RequestError(401, outcome.code, 'E-mail address or password is not right.')
        : tooMany(outcome);
    await answerRefusal(bridge, req, res, refusal, 'sign-in');
  });

  router.post('/api/register', async (req, res) => {
    const outcome = await registration.register(readCredentials(req));
    if (outcome.kind === 'ok') return admit(req, res, 201, outcome.user, outcome.epoch);
    const refusal =
      outcome.kind === 'refused'
        ? new RequestError(
            outcome.code === 'email_taken' ? 409 : 422,
            outcome.code,
            outcome.problems.join(' '),
          )
        : tooMany(outcome);
    await answerRefusal(bridge, req, res, refusal, 'register');
  });

  router.post('/api/logout', async (req, res) => {
    if ((fields(req).everywhere ?? false) !== false) {
      throw new RequestError(400, 'malformed', 'Signing out everywhere is not offered yet.');
    }
    const crossing = await bridge.shopper(req, res).signOut(withNotice('/', 'signed_out'));
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

function fields(req: Request): Fields {
  return (req.body ?? {}) as Fields;
}

function readCredentials(req: Request) {
  const { email, password } = fields(req);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { email: text(email), password: text(password), address: req.ip ?? '' };
}

function tooMany(outcome: { kind: 'limited' | 'busy'; retryAfterSeconds: number }): RequestError {
  const { kind, retryAfterSeconds } = outcome;
  return kind === 'limited'
    ? new RequestError(
        429,
        'too_many_attempts',
        `Too many attempts. Please try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`,
        retryAfterSeconds,
      )
    : new RequestError(
        503,
        'busy',
        'We are busy. Please try again in a moment.',
        retryAfterSeconds,
      );
}

/** A form comes back with what was entered, the password excepted; a program gets the problem. */
async function answerRefusal(
  bridge: Bridge,
  req: Request,
  res: Response,
  refusal: RequestError,
  form: 'sign-in' | 'register',
): Promise<void> {
  if (!isForm(req) || !wantsPage(req)) throw refusal;
  const shopper = bridge.shopper(req, res);
  const [state, session] = [await shopper.state(), await shopper.session()];
  const title = form === 'sign-in' ? 'Sign in' : 'Create an account';
  const chrome = { ...buildChrome(bridge, req, { title, session, state }), path: pagePath(form) };
  const { email } = readCredentials(req);
  const next = nextPath(bridge, fields(req).next);
  const page =
    form === 'sign-in'
      ? signInPage(chrome, { email, error: refusal.message, next })
      : registerPage(chrome, { email, next, rules: passwordRules, ...registerProblem(refusal) });
  if (refusal.retryAfterSeconds !== undefined) {
    res.set('Retry-After', String(refusal.retryAfterSeconds));
  }
  res.status(refusal.status).send(String(page));
}

function pagePath(form: 'sign-in' | 'register'): string {
  return form === 'sign-in' ? '/login' : '/register';
}

function registerProblem({ code, message }: RequestError) {
  if (code === 'weak_password') return { passwordProblem: message };
  if (code === 'invalid_email' || code === 'email_taken') return { emailProblem: message };
  return { error: message };
}
