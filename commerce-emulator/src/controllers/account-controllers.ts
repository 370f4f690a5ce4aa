import type { Request, Response, Router } from 'express';
import type { Platform } from '../platform/platform.ts';
import { isPassword } from '../scapi/registration.ts';
import { createControllerUrl } from './controller-url.ts';
import { formField, isAjax } from './form.ts';
import { loginPage } from './pages/login-page.ts';
import { pageOf, sendPage, visitOf } from './render.ts';
import type { SessionSync, SignIn } from './session-sync.ts';

/** Sign-in, registration and sign-out. Who syncs decides how; the forms are SFRA's. */
export function addAccountControllers(
  site: Router,
  platform: Platform,
  syncOf: () => SessionSync,
): void {
  const url = createControllerUrl(platform.siteId);

  const showLogin = (req: Request, res: Response, error: string | null): void => {
    const page = pageOf(platform, res, 'Login-Show', 'Sign in');
    const email = formField(req, 'loginEmail');
    sendPage(res, loginPage(page, { error, email, returnTo: returnTo(req) }));
  };
  const refuse = (req: Request, res: Response, error: string): void => {
    if (isAjax(req)) {
      res.json({ success: false, error: [error] });
      return;
    }
    res.status(400);
    showLogin(req, res, error);
  };
  const signIn = async (req: Request, res: Response, credentials: SignIn): Promise<void> => {
    if (!(await syncOf().signIn(visitOf(res), credentials)))
      return refuse(req, res, WRONG_CREDENTIALS);
    const location = url(returnTo(req) === '2' ? 'Checkout-Begin' : 'Home-Show');
    if (isAjax(req)) res.json({ success: true, redirectUrl: location });
    else res.redirect(303, location);
  };

  site.get('/Login-Show', (req, res) => showLogin(req, res, errorOf(req)));

  site.post('/Account-Login', async (req, res) => {
    await signIn(req, res, {
      login: formField(req, 'loginEmail'),
      password: formField(req, 'loginPassword'),
      rememberMe: formField(req, 'loginRememberMe') === 'true',
    });
  });

  site.post('/Account-SubmitRegistration', async (req, res) => {
    const registration = readRegistration(req);
    if (registration === null) return refuse(req, res, INCOMPLETE);
    if (platform.customers.register(registration) === null) return refuse(req, res, LOGIN_TAKEN);
    await signIn(req, res, { ...registration, rememberMe: false });
  });

  site.get('/Login-Logout', async (_req, res) => {
    await syncOf().signOut(visitOf(res));
    res.redirect(302, url('Home-Show'));
  });
}

const WRONG_CREDENTIALS = 'Invalid login or password. Remember that password is case-sensitive.';
const NOT_NOW = 'That did not work. Please check what you entered and try again.';
const LOGIN_TAKEN = 'There is an account with this e-mail already.';
const INCOMPLETE = 'Every field is needed, and a password of eight characters or more.';

/** What the page says when whoever stands in front of the form has refused it, and sends the shopper back. */
function errorOf(req: Request): string | null {
  const { error } = req.query;
  if (error === undefined) return null;
  return error === 'wrong_credentials' ? WRONG_CREDENTIALS : NOT_NOW;
}

/** SFRA's number for where a form leads: `2` is the checkout. */
function returnTo(req: Request): string {
  return req.query.rurl === '2' ? '2' : '1';
}

function readRegistration(req: Request) {
  const field = (name: string) => formField(req, `dwfrm_profile_${name}`).trim();
  const email = field('customer_email');
  const [firstName, lastName] = [field('customer_firstname'), field('customer_lastname')];
  const password = formField(req, 'dwfrm_profile_login_password');
  const isComplete = email !== '' && firstName !== '' && lastName !== '' && isPassword(password);
  return isComplete ? { login: email, email, firstName, lastName, password } : null;
}
