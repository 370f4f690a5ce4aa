import type { Registration } from '../platform/customers.ts';

/** A change of password, as it was sent. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
}

/** Shortest password that an account may have. */
export const SHORTEST_PASSWORD = 8;

/** The body of a registration, or what is wrong with it. */
export function parseRegistration(body: unknown): Registration | string {
  const { customer, password } = asRecord(body);
  const { login, email, firstName, lastName } = asRecord(customer);
  if (!isText(login)) return "The property 'customer.login' is required.";
  if (!isText(email)) return "The property 'customer.email' is required.";
  if (!isText(lastName)) return "The property 'customer.lastName' is required.";
  if (!isPassword(password)) return PASSWORD_RULE;
  return { login, email, lastName, firstName: isText(firstName) ? firstName : '', password };
}

/** The body of a change of password, or what is wrong with it. */
export function parsePasswordChange(body: unknown): PasswordChange | string {
  const { currentPassword, password } = asRecord(body);
  if (!isText(currentPassword)) return "The property 'currentPassword' is required.";
  return isPassword(password) ? { currentPassword, password } : PASSWORD_RULE;
}

/** Whether an account may have this password. */
export function isPassword(value: unknown): value is string {
  return isText(value) && value.length >= SHORTEST_PASSWORD;
}

const PASSWORD_RULE = `The property 'password' takes ${SHORTEST_PASSWORD} characters or more.`;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
