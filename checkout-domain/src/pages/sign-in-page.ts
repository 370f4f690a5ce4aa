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
  /** Whether it is for a page that takes a recent sign-in, also from those who are signed in. Default: no. */
  readonly again?: boolean;
  /** The registration form with the same way on. Default: the header's link. */
  readonly registerHref?: string;
}

const WELCOME = 'Your cart stays as it is; what is saved in your account joins it.';
const AGAIN = 'To go on, please sign in once more: these pages ask for it every 15 minutes.';

/** The sign-in form of the secure domain. */
export function signInPage(chrome: Chrome, model: SignInModel): SafeHtml {
  return layout(
    chrome,
    html`<section class="narrow">
<h1>Sign in</h1>
<p class="lead">${model.again ? AGAIN : WELCOME}</p>
${model.error === undefined ? null : html`<div role="alert">${noticeBox('error', html`<p>${model.error}</p>`)}</div>`}
<form class="panel credential-form" method="post" action="/api/login" data-once="Signing in…">
${hiddenFields({ next: model.next })}
${credentialFields({ password: 'current-password', ...(model.email !== undefined && { email: model.email }) })}
${submitButton({ label: 'Sign in', icon: 'lock', size: 'large' })}
</form>
<p class="form-foot"><a href="/forgot">Forgot your password?</a></p>
${model.again ? null : registration(model.registerHref ?? chrome.links.register)}
</section>`,
  );
}

function registration(href: string): SafeHtml {
  return html`<p class="form-foot">New here? <a href="${href}">Create an account</a></p>`;
}
