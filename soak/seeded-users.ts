import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createPasswordHasher } from '../checkout-domain/src/accounts/password-hasher.ts';
import { parseEmail } from '../checkout-domain/src/accounts/user.ts';
import { createUserStore } from '../checkout-domain/src/accounts/user-store.ts';
import { openDatabase } from '../shared/src/sqlite/database.ts';

/** Somebody with an account. */
export interface SeededUser {
  /** Id of the user record. */
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Registers users by the store's own code, beside the running server. All have one password and one hash of it, at
 * its full cost: 200 registrations would take longer than the run, and the limit on them longer still.
 */
export async function seedUsers(dataDir: string, count: number): Promise<SeededUser[]> {
  const db = openDatabase(join(dataDir, 'checkout.db'));
  const users = createUserStore(db);
  const password = `correct horse ${randomUUID()}`;
  const passwordHash = await createPasswordHasher().hash(password);
  const seeded: SeededUser[] = [];
  for (let i = 0; i < count; i++) {
    const email = parseEmail(`shopper-${i}@example.org`);
    if (!email) throw new TypeError('"email" expected an e-mail address');
    const now = Date.now();
    const registered = await users.register({ email, passwordHash, role: 'customer', now });
    if (!registered) throw new TypeError('"dataDir" expected without such users');
    seeded.push({ id: registered.user.id, email, password });
  }
  db.close();
  return seeded;
}
