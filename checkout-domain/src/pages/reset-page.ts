import {
  type Chrome,
  hiddenFields,
  html,
  icon,
  layout,
  linkButton,
  noticeBox,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { passwordField, ruleList } from './password-field.ts';

/** Somebody who followed the link of a reset mail. */
export interface ResetModel {
  /** Of the link; goes back with the form and stands nowhere else on the page. */
  readonly token: string;
  /** What a password must be, one sentence each. */
  readonly rules: readonly string[];
  /** Why the last attempt was refused, where the password is not to blame. */
  readonly error?: string;
  /** What is wrong with the password. */
  readonly passwordProblem?: string;
}

/** The form behind the link of a reset mail. */
export function resetPage(chrome: Chrome, model: ResetModel): SafeHtml {
  const { token, rules, error, passwordProblem } = model;
  return layout(
    chrome,
    html`<section class="narrow">
<h1>Choose a new password</h1>
<p class="lead">It signs you out on all your devices. After that you sign in with the new one.</p>
${error === undefined ? null : html`<div role="alert">${noticeBox('error', html`<p>${error}</p>`)}</div>`}
<form class="panel credential-form" method="post" action="/api/password-reset/confirm" data-once="Setting your password…">
${hiddenFields({ token })}
${passwordField({
  id: 'new-password',
  name: 'newPassword',
  label: 'New password',
  autocomplete: 'new-password',
  hint: ruleList(rules),
  ...(passwordProblem !== undefined && { error: passwordProblem }),
})}
${submitButton({ label: 'Set password', icon: 'lock', size: 'large' })}
</form>
</section>`,
  );
}

/** The page for a link that is unknown, used, too old or overtaken: which of them, it does not say. */
export function unusableResetPage(chrome: Chrome): SafeHtml {
  return layout(
    chrome,
    html`<section class="narrow">
<div class="empty-icon">${icon('warning')}</div>
<h1>This link does not work any more</h1>
<p class="lead">A link works once and for one hour, and no longer than the password it was sent for. Your password is as it was.</p>
<p class="button-row">${linkButton({ href: '/forgot', label: 'Send me a new link' })}${linkButton({ href: chrome.links.signIn, label: 'Sign in', look: 'quiet' })}</p>
</section>`,
  );
}
