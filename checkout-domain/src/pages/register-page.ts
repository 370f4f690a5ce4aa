import {
  type Chrome,
  hiddenFields,
  html,
  layout,
  noticeBox,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { credentialFields } from './credential-fields.ts';
import { ruleList } from './password-field.ts';

/** A registration that has not happened yet, or was refused. */
export interface RegisterModel {
  /** Entered before; shown again. */
  readonly email?: string;
  /** Why the last attempt was refused, where no field is to blame. */
  readonly error?: string;
  /** What is wrong with the address. */
  readonly emailProblem?: string;
  /** What is wrong with the password. */
  readonly passwordProblem?: string;
  /** Local path to go to afterwards; already checked by the route. */
  readonly next: string;
  /** What a password must be, one sentence each. */
  readonly rules: readonly string[];
  /** The sign-in form with the same way on. Default: the header's link. */
  readonly signInHref?: string;
}

/** The registration form of the secure domain. */
export function registerPage(chrome: Chrome, model: RegisterModel): SafeHtml {
  const { error, next, rules, signInHref, ...entered } = model;
  return layout(
    chrome,
    html`<section class="narrow">
<h1>Create an account</h1>
<p class="lead">An e-mail address and a password are all it takes. Your cart stays as it is.</p>
${error === undefined ? null : html`<div role="alert">${noticeBox('error', html`<p>${error}</p>`)}</div>`}
<form class="panel credential-form" method="post" action="/api/register" data-once="Creating your account…">
${hiddenFields({ next })}
${credentialFields({ ...entered, password: 'new-password', passwordHint: ruleList(rules) })}
${submitButton({ label: 'Create account', icon: 'lock', size: 'large' })}
</form>
<p class="form-foot">You have an account? <a href="${signInHref ?? chrome.links.signIn}">Sign in</a></p>
</section>`,
  );
}
