import type { Customer } from '../platform/customers.ts';

/** Somebody registered, as shopper-customers shows it. */
export function customerDocument(customer: Customer): object {
  return {
    authType: 'registered',
    customerId: customer.rcid,
    customerNo: customer.customerNo,
    email: customer.email,
    enabled: true,
    firstName: customer.firstName,
    hashedLogin: '',
    lastName: customer.lastName,
    login: customer.login,
  };
}

/** Somebody without an account. */
export function guestDocument(customerId: string): object {
  return { authType: 'guest', customerId, hashedLogin: '' };
}
