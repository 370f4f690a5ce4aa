import type { Credentials } from '../../slas/run-plan.ts';
import type { CustomerProfile } from '../../slas/scapi-client.ts';

/** What the sign-in form of SFRA holds. */
export function readCredentials(fields: URLSearchParams): Credentials {
  return {
    username: fields.get('loginEmail') ?? '',
    password: fields.get('loginPassword') ?? '',
  };
}

/** What the registration form of SFRA holds; null where an address or a password was not typed twice alike. */
export function readProfile(fields: URLSearchParams): CustomerProfile | null {
  const customer = (name: string): string => fields.get(`dwfrm_profile_customer_${name}`) ?? '';
  const email = customer('email');
  const emailAgain = fields.get('dwfrm_profile_customer_emailconfirm') ?? email;
  const password = passwordField(fields, 'password') ?? '';
  const passwordAgain = passwordField(fields, 'passwordconfirm') ?? password;
  // Nobody means another mailbox by another case.
  const isAlike = emailAgain.toLowerCase() === email.toLowerCase() && passwordAgain === password;
  if (!isAlike) return null;
  return {
    login: email,
    email,
    firstName: customer('firstname'),
    lastName: customer('lastname'),
    password,
  };
}

/** B2C Commerce writes random letters behind the names of its password fields: `dwfrm_profile_login_password_d0…`. */
function passwordField(fields: URLSearchParams, name: string): string | null {
  const exact = `dwfrm_profile_login_${name}`;
  const named = fields.has(exact)
    ? exact
    : [...fields.keys()].find((each) => each.startsWith(`${exact}_`));
  return named === undefined ? null : fields.get(named);
}
