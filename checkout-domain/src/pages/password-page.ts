import {
  type Chrome,
  html,
  layout,
  noticeBox,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { checkboxField } from './checkbox-field.ts';
import { passwordField, ruleList } from './password-field.ts';

/** A change of password that has not happened yet, or was refused. */
export interface PasswordModel {
  /** What a password must be, one sentence each. */
  readonly rules: readonly string[];
  /** Whether the box was ticked before a refusal. Default: no. */
  readonly keepCurrent?: boolean;
  /** Why the last attempt was refused, where no field is to blame. */
  readonly error?: string;
  /** What is wrong with the current password. */
  readonly currentProblem?: string;
  /** What is wrong with the new one. */
  readonly newProblem?: string;
}

/** The form for a new password, for somebody who is signed in. */
export function passwordPage(chrome: Chrome, model: PasswordModel): SafeHtml {
  const { rules, error, currentProblem, newProblem, keepCurrent = false } = model;
  return layout(
    chrome,
    html`<section class="narrow">
<h1>Change your password</h1>
<p class="lead">This signs you out on all your devices, here and in the shop. Your cart stays as it is.</p>
${error === undefined ? null : html`<div role="alert">${noticeBox('error', html`<p>${error}</p>`)}</div>`}
<form class="panel credential-form" method="post" action="/api/password" data-once="Changing your password…">
${accountName(chrome)}
${passwordField({
  id: 'current-password',
  name: 'currentPassword',
  label: 'Current password',
  autocomplete: 'current-password',
  ...(currentProblem !== undefined && { error: currentProblem }),
})}
${passwordField({
  id: 'new-password',
  name: 'newPassword',
  label: 'New password',
  autocomplete: 'new-password',
  hint: ruleList(rules),
  ...(newProblem !== undefined && { error: newProblem }),
})}
${checkboxField({
  id: 'keep-current',
  name: 'keepCurrent',
  label: 'Keep me signed in on this device',
  hint: 'All your other devices are signed out in any case.',
  checked: keepCurrent,
})}
${submitButton({ label: 'Change password', icon: 'lock', size: 'large' })}
</form>
<p class="form-foot">You do not know the current one? <a href="/forgot">Get a link by mail</a></p>
</section>`,
  );
}

/** Tells a password manager whose password it is; the server goes by the session. */
function accountName({ userEmail }: Chrome): SafeHtml | null {
  return userEmail === undefined
    ? null
    : html`<input type="hidden" name="username" autocomplete="username" value="${userEmail}">`;
}
