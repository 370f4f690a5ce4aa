import { type SlasErrorCode, SlasError } from 'domain-bridge/slas';
import { type Request, type Response, Router } from 'express';
import { type AccessForm, registerPage, signInPage } from '../pages/access-pages.ts';
import { accountPage } from '../pages/account-page.ts';
import type { Visitor } from '../shopper/visitor.ts';
import { leadTo, textField } from './form-answer.ts';
import { type FrameOptions, frameOf, shopperOf, visitorOf } from './page-frames.ts';

/** What a refused form is answered with. */
interface Refusal {
  readonly status: number;
  readonly error: string;
}

/** Signing in, making an account, the account, and signing out, on the headless side. */
export function createAccessRoutes(options: FrameOptions): Router {
  const router = Router();

  const showSignIn = (req: Request, res: Response, visitor: Visitor, form?: AccessForm): void => {
    res.send(String(signInPage(frameOf(req, visitor, 'Sign in', options), form)));
  };
  const showRegistration = (
    req: Request,
    res: Response,
    visitor: Visitor,
    form?: AccessForm,
  ): void => {
    const frame = frameOf(req, visitor, 'Create an account', options);
    res.send(String(registerPage(frame, form)));
  };

  router.get('/login', async (req, res) => {
    const visitor = await visitorOf(req);
    if (isSignedIn(visitor)) res.redirect(303, '/account');
    else showSignIn(req, res, visitor);
  });

  router.post('/login', async (req, res) => {
    const email = textField(req, 'email').trim();
    const credentials = { username: email, password: textField(req, 'password') };
    const refusal = await attempt(() => shopperOf(req).signIn(credentials));
    if (refusal === null) return leadTo(res, '/account', 'signed_in');
    res.status(refusal.status);
    showSignIn(req, res, await visitorOf(req), { email, error: refusal.error });
  });

  router.get('/register', async (req, res) => {
    const visitor = await visitorOf(req);
    if (isSignedIn(visitor)) res.redirect(303, '/account');
    else showRegistration(req, res, visitor);
  });

  router.post('/register', async (req, res) => {
    const [email, firstName, lastName] = ['email', 'firstName', 'lastName'].map((name) =>
      textField(req, name).trim(),
    ) as [string, string, string];
    const password = textField(req, 'password');
    const profile = { login: email, email, firstName, lastName, password };
    const refusal = await attempt(() => shopperOf(req).register(profile));
    if (refusal === null) return leadTo(res, '/account', 'registered');
    res.status(refusal.status);
    const form = { email, firstName, lastName, error: refusal.error };
    showRegistration(req, res, await visitorOf(req), form);
  });

  router.get('/account', async (req, res) => {
    const visitor = await visitorOf(req);
    if (!isSignedIn(visitor)) return res.redirect(303, '/login');
    res.send(String(accountPage(frameOf(req, visitor, 'Your account', options))));
  });

  router.post('/logout', async (req, res) => {
    await shopperOf(req).signOut();
    leadTo(res, '/', 'signed_out');
  });
  return router;
}

function isSignedIn({ shopper }: Visitor): boolean {
  return shopper?.kind === 'registered';
}

/** Null: it went well. */
async function attempt(action: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (!(error instanceof SlasError)) throw error;
    return refusalOf(error.code);
  }
}

function refusalOf(code: SlasErrorCode): Refusal {
  switch (code) {
    case 'ERR_SLAS_WRONG_CREDENTIALS':
      return { status: 401, error: 'E-mail address and password do not go together.' };
    case 'ERR_SLAS_REFUSED':
      return {
        status: 422,
        error:
          'This account cannot be made. Is there one with this e-mail address already? A password has 8 characters or more.',
      };
    case 'ERR_SLAS_RATE_LIMITED':
      return { status: 429, error: 'Too many attempts. Please wait a moment and try again.' };
    default:
      return { status: 503, error: 'Nobody can sign in right now. Please try again in a moment.' };
  }
}
