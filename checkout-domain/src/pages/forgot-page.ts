import {
  type Chrome,
  field,
  html,
  icon,
  layout,
  linkButton,
  noticeBox,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { EMAIL_MAX } from './credential-fields.ts';

/** Somebody who has forgotten a password. */
export interface ForgotModel {
  /** Whether the form was sent just now. */
  readonly sent: boolean;
  /** Entered before a refusal; shown again. */
  readonly email?: string;
  /** Why the last attempt was refused. */
  readonly error?: string;
}

/** Asks for a mail with a link to a new password. It says the same whether there is such an account or not. */
export function forgotPage(chrome: Chrome, model: ForgotModel): SafeHtml {
  return layout(
    chrome,
    html`<section class="narrow">${model.sent ? onItsWay(chrome) : requestForm(chrome, model)}</section>`,
  );
}

function requestForm(chrome: Chrome, { email = '', error }: ForgotModel): SafeHtml {
  return html`<h1>Forgot your password?</h1>
<p class="lead">Enter your e-mail address. We send you a link that lets you choose a new password.</p>
${error === undefined ? null : html`<div role="alert">${noticeBox('error', html`<p>${error}</p>`)}</div>`}
<form class="panel credential-form" method="post" action="/api/password-reset" data-once="Sending…">
${field({
  id: 'email',
  name: 'email',
  type: 'email',
  label: 'E-mail',
  value: email,
  autocomplete: 'username',
  maxLength: EMAIL_MAX,
  required: true,
})}
${submitButton({ label: 'Send me a link', size: 'large' })}
</form>
<p class="form-foot">Do you remember it? <a href="${chrome.links.signIn}">Sign in</a></p>`;
}

function onItsWay(chrome: Chrome): SafeHtml {
  return html`<div class="empty-icon">${icon('check')}</div>
<h1>Look into your mail</h1>
<p class="lead">If there is an account under this address, a mail with a link is on its way. The link works once, for one hour.</p>
<p class="muted">Nothing there after a few minutes? Look among the unwanted mail, and check the address for a typing error.</p>
<p class="button-row">${linkButton({ href: chrome.links.signIn, label: 'Back to sign-in', icon: 'back' })}${linkButton({ href: '/forgot', label: 'Try again', look: 'quiet' })}</p>`;
}
