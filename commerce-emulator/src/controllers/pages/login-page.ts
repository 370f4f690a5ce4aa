import { html, type SafeHtml } from '@remix-run/html-template';
import { layout } from './layout.ts';
import type { Page } from './page.ts';

/** What the page says and keeps after a form was refused. */
export interface LoginFormState {
  /** Shown on top, and announced. Null: nothing was refused. */
  readonly error: string | null;
  /** What was typed as the login. */
  readonly email: string;
  /** Where the forms lead to, SFRA's number: `1` the account, `2` the checkout. */
  readonly returnTo: string;
}

/** Sign-in and registration, with the field names of SFRA. */
export function loginPage(page: Page, state: LoginFormState): SafeHtml {
  return layout(
    page,
    html`${state.error === null ? null : html`<p class="error" role="alert">${state.error}</p>`}
<div class="columns">
${loginForm(page, state)}
${registrationForm(page, state)}
</div>`,
  );
}

function loginForm({ url }: Page, { email, returnTo }: LoginFormState): SafeHtml {
  return html`<form class="card" method="post" action="${url('Account-Login', { rurl: returnTo })}">
<h2>Returning customers</h2>
<label for="login-email">E-mail</label>
<input id="login-email" name="loginEmail" type="email" autocomplete="username" value="${email}" required>
<label for="login-password">Password</label>
<input id="login-password" name="loginPassword" type="password" autocomplete="current-password" required>
<label class="check"><input type="checkbox" name="loginRememberMe" value="true"> Remember me</label>
<button type="submit">Sign in</button>
</form>`;
}

function registrationForm({ url }: Page, { returnTo }: LoginFormState): SafeHtml {
  return html`<form class="card" method="post" action="${url('Account-SubmitRegistration', { rurl: returnTo })}">
<h2>New customers</h2>
${field('firstname', 'First name', 'text', 'given-name')}
${field('lastname', 'Last name', 'text', 'family-name')}
${field('email', 'E-mail', 'email', 'email')}
<label for="new-password">Password</label>
<input id="new-password" name="dwfrm_profile_login_password" type="password" autocomplete="new-password" minlength="8" required>
<button type="submit">Create account</button>
</form>`;
}

function field(name: string, label: string, type: string, autocomplete: string): SafeHtml {
  return html`<label for="new-${name}">${label}</label>
<input id="new-${name}" name="dwfrm_profile_customer_${name}" type="${type}" autocomplete="${autocomplete}" required>
`;
}
