import type { PasswordHasher } from './password-hasher.ts';
import { type Email, parseEmail, type Role, type User } from './user.ts';
import type { UserStore } from './user-store.ts';

/** The users that exist outside production, one of each role (design §8). */
export const demoUsers: readonly { readonly email: Email; readonly role: Role }[] = [
  { email: demoEmail('shopper@example.com'), role: 'customer' },
  { email: demoEmail('wholesale@example.com'), role: 'wholesale' },
  { email: demoEmail('admin@example.com'), role: 'admin' },
];

/**
 * Creates the demo users that do not exist yet. The others stay as they are: a password or role that
 * was changed survives the next start, and a start costs no hash.
 *
 * Never called in production.
 *
 * @param options.password One for all of them; printed and kept by the caller.
 * @param options.now Epoch milliseconds.
 * @returns Those created now; of two processes that start together, each user is in one answer.
 */
export async function seedDemoUsers(options: {
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  readonly password: string;
  readonly now: number;
}): Promise<User[]> {
  const { users, hasher, password, now } = options;
  const created: User[] = [];
  for (const { email, role } of demoUsers) {
    if (await users.credentials(email)) continue;
    const passwordHash = await hasher.hash(password);
    const registered = await users.register({ email, passwordHash, role, now });
    if (registered) created.push(registered.user);
  }
  return created;
}

function demoEmail(text: string): Email {
  const email = parseEmail(text);
  if (!email) throw new TypeError(`"${text}" expected an e-mail address`);
  return email;
}
