import {
  field,
  html,
  noticeBox,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { controllerHref } from './controller-links.ts';
import { layout } from './layout.ts';
import type { PageFrame } from './page-frame.ts';

/** Longest address that can be delivered to (RFC 5321 §4.5.3.1.3, less the angle brackets). */
const EMAIL_MAX = 254;

/** A form that has not been sent yet, or was refused. */
export interface AccessForm {
  /** Shown again after a refusal. Passwords never are. */
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Why it was refused, in one sentence that gives nothing away. */
  readonly error?: string;
}

/** The sign-in form of the headless side. */
export function signInPage(frame: PageFrame, form: AccessForm = {}): SafeHtml {
  return layout(
    frame,
    html`<section class="narrow">
<h1>Sign in</h1>
<p class="lead">Your cart stays as it is; what is saved in your account joins it.</p>
${refusal(form)}
<form class="panel credential-form" method="post" action="/login">
${emailField(form)}
${passwordField('current-password')}
${submitButton({ label: 'Sign in', icon: 'lock', size: 'large' })}
</form>
<p class="form-foot">New here? <a href="/register">Create an account</a></p>
<p class="form-foot">Or <a href="${controllerHref('Login-Show')}">sign in on the controller side</a>; it is the same account.</p>
</section>`,
  );
}

/** The registration form of the headless side. */
export function registerPage(frame: PageFrame, form: AccessForm = {}): SafeHtml {
  return layout(
    frame,
    html`<section class="narrow">
<h1>Create an account</h1>
<p class="lead">You are signed in at once, on both sides. Your cart stays as it is.</p>
${refusal(form)}
<form class="panel credential-form" method="post" action="/register">
${nameField('firstName', 'First name', 'given-name', form.firstName)}
${nameField('lastName', 'Last name', 'family-name', form.lastName)}
${emailField(form)}
${passwordField('new-password', 'At least 8 characters.')}
${submitButton({ label: 'Create account', icon: 'lock', size: 'large' })}
</form>
<p class="form-foot">You have an account? <a href="/login">Sign in</a></p>
</section>`,
  );
}

function refusal({ error }: AccessForm): SafeHtml | null {
  if (error === undefined) return null;
  return html`<div role="alert">${noticeBox('error', html`<p>${error}</p>`)}</div>`;
}

function emailField({ email = '' }: AccessForm): SafeHtml {
  return field({
    id: 'email',
    name: 'email',
    type: 'email',
    label: 'E-mail',
    value: email,
    autocomplete: 'username',
    maxLength: EMAIL_MAX,
    required: true,
  });
}

function passwordField(autocomplete: 'current-password' | 'new-password', hint?: string): SafeHtml {
  return field({
    id: 'password',
    name: 'password',
    type: 'password',
    label: 'Password',
    autocomplete,
    maxLength: 256,
    required: true,
    ...(hint !== undefined && { hint }),
  });
}

function nameField(id: string, label: string, autocomplete: string, value = ''): SafeHtml {
  return field({ id, name: id, label, autocomplete, value, maxLength: 100, required: true });
}
