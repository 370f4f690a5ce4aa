import type { Role } from '../accounts/user.ts';

/** How roles are called on pages. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  wholesale: 'Wholesale customer',
  admin: 'Administrator',
};
