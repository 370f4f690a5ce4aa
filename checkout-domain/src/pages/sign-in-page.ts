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

/** A sign-in that has not happened yet, or was refused. */
export interface SignInModel {
  /** Entered before; shown again. */
  readonly email?: string;
  /** Why the last attempt was refused, in one sentence that gives nothing away. */
  readonly error?: string;
  /** Local path to go to afterwards; already checked by the route. */
  readonly next: string;
  /** The registration form with the same way on. Default: the header's link. */
  readonly registerHref?: string;
}

/** The sign-in form of the secure domain. */
export function signInPage(chrome: Chrome, model: SignInModel): SafeHtml {
  return layout(
    chrome,
    html`<section class="narrow">
<h1>Sign in</h1>
<p class="lead">Your cart stays as it is; what is saved in your account joins it.</p>
${model.error === undefined ? null : html`<div role="alert">${noticeBox('error', html`<p>${model.error}</p>`)}</div>`}
<form class="panel credential-form" method="post" action="/api/login" data-once="Signing in…">
${hiddenFields({ next: model.next })}
${credentialFields({ password: 'current-password', ...(model.email !== undefined && { email: model.email }) })}
${submitButton({ label: 'Sign in', icon: 'lock', size: 'large' })}
</form>
<p class="form-foot">New here? <a href="${model.registerHref ?? chrome.links.register}">Create an account</a></p>
</section>`,
  );
}
