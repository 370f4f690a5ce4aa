import { field, html, type SafeHtml } from '@domain-bridge/storefront/pages';
import { passwordField } from './password-field.ts';

/** Longest address that can be delivered to (RFC 5321 §4.5.3.1.3, less the angle brackets). */
export const EMAIL_MAX = 254;

/** What sign-in and registration share: an e-mail address and a password. */
export interface CredentialFieldsOptions {
  /** Shown again after a refusal. The password never is. */
  readonly email?: string;
  /** Tells a password manager whether to fill in or to suggest. */
  readonly password: 'current-password' | 'new-password';
  /** What makes a good password; shown below its field. */
  readonly passwordHint?: SafeHtml;
  /** What is wrong with the address. */
  readonly emailProblem?: string;
  /** What is wrong with the password. */
  readonly passwordProblem?: string;
}

/** The two fields, named as the API reads them: `email` and `password`. */
export function credentialFields(options: CredentialFieldsOptions): SafeHtml {
  const { email = '', emailProblem, passwordProblem, passwordHint } = options;
  return html`${field({
    id: 'email',
    name: 'email',
    type: 'email',
    label: 'E-mail',
    value: email,
    autocomplete: 'username',
    maxLength: EMAIL_MAX,
    required: true,
    ...(emailProblem !== undefined && { error: emailProblem }),
  })}${passwordField({
    id: 'password',
    name: 'password',
    label: 'Password',
    autocomplete: options.password,
    ...(passwordHint && { hint: passwordHint }),
    ...(passwordProblem !== undefined && { error: passwordProblem }),
  })}`;
}
