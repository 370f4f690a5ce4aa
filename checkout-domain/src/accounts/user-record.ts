import type { Email, Role, User, UserId } from './user.ts';

/** A row of `users`; the hash is left to those who need it. */
export interface UserRow {
  readonly id: UserId;
  readonly email: Email;
  readonly role: Role;
  readonly disabled: 0 | 1;
  readonly created_at: number;
}

/** Makes a user of a row. What else stands in the row, such as the hash, stays behind. */
export function readUser({ id, email, role, disabled, created_at: createdAt }: UserRow): User {
  return { id, email, role, disabled: disabled === 1, createdAt };
}

/** The same, or null without a row. */
export function toUser(row: UserRow | undefined): User | null {
  return row ? readUser(row) : null;
}
