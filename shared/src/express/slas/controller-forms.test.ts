import { describe, expect, it } from '@jest/globals';
import { readCredentials, readProfile } from './controller-forms.ts';

const CUSTOMER = {
  dwfrm_profile_customer_firstname: 'John',
  dwfrm_profile_customer_lastname: 'Roe',
  dwfrm_profile_customer_email: 'john@example.com',
};
const PASSWORD = { dwfrm_profile_login_password: 'Password2!' };
const JOHN = {
  login: 'john@example.com',
  email: 'john@example.com',
  firstName: 'John',
  lastName: 'Roe',
  password: 'Password2!',
};
const read = (fields: Record<string, string>) => readProfile(new URLSearchParams(fields));

describe('the sign-in form', () => {
  it('holds an address and a password, or nothing', () => {
    const fields = new URLSearchParams({ loginEmail: 'jane@example.com', loginPassword: 'a b' });
    expect(readCredentials(fields)).toEqual({ username: 'jane@example.com', password: 'a b' });
    expect(readCredentials(new URLSearchParams())).toEqual({ username: '', password: '' });
  });
});

describe('the registration form', () => {
  it('is read without the fields that repeat others, and with them', () => {
    expect(read({ ...CUSTOMER, ...PASSWORD })).toEqual(JOHN);
    const again = {
      dwfrm_profile_customer_emailconfirm: 'John@Example.com',
      dwfrm_profile_login_passwordconfirm: 'Password2!',
    };
    expect(read({ ...CUSTOMER, ...again, ...PASSWORD })).toEqual(JOHN);
  });

  it('holds nothing where nothing came', () => {
    const empty = { login: '', email: '', firstName: '', lastName: '', password: '' };
    expect(read({})).toEqual(empty);
  });

  it.each([
    ['dwfrm_profile_customer_emailconfirm', 'joan@example.com'],
    ['dwfrm_profile_customer_emailconfirm', ''],
    ['dwfrm_profile_login_passwordconfirm', 'password2!'],
    ['dwfrm_profile_login_passwordconfirm', ''],
    ['dwfrm_profile_login_passwordconfirm_d0abc', 'Password3!'],
  ])('is refused with %s: %s', (name, value) => {
    expect(read({ ...CUSTOMER, ...PASSWORD, [name]: value })).toBeNull();
  });

  it('has its password fields found behind whatever the platform adds to their names', () => {
    const fields = {
      ...CUSTOMER,
      dwfrm_profile_login_passwordconfirm_d0xyz: 'Password2!',
      dwfrm_profile_login_password_d0abc: 'Password2!',
    };
    expect(read(fields)).toEqual(JOHN);
    const other = { ...fields, dwfrm_profile_login_password_d0abc: 'Password3!' };
    expect(read(other)).toBeNull();
  });

  it('goes by the plain name first, and takes no repeated password for the password', () => {
    const added = { dwfrm_profile_login_password_d0abc: 'another' };
    expect(read({ ...added, ...CUSTOMER, ...PASSWORD })).toEqual(JOHN);
    const lone = { ...CUSTOMER, dwfrm_profile_login_passwordconfirm: 'Password2!' };
    expect(read(lone)).toBeNull();
  });
});
