import type { EmulatorClock } from './clock.ts';
import { newCustomerId } from './random-ids.ts';

/** Somebody with an account. */
export interface Customer {
  /** Registered customer id, 26 characters. */
  readonly rcid: string;
  /** What stands on invoices, e.g. `00000001`. */
  readonly customerNo: string;
  /** What the shopper signs in with; compared as it is. */
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Epoch seconds of the last change of password; null: never. */
  readonly credentialsChangedAt: number | null;
}

/** What a registration brings. */
export interface Registration {
  readonly login: string;
  readonly password: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** The accounts of an organization. */
export interface Customers {
  find(login: string): Customer | null;
  byId(rcid: string): Customer | null;
  /** The account, if the password is its own. */
  authenticate(login: string, password: string): Customer | null;
  /** @returns null when the login is taken. */
  register(registration: Registration): Customer | null;
  /** Also ends what older credentials brought: tokens, refresh tokens and sessions that were signed in. */
  changePassword(rcid: string, password: string): void;
  all(): readonly Customer[];
  reset(): void;
}

/** The shopper of an untouched emulator. */
export const FIRST_SHOPPER: Readonly<Registration> = {
  login: 'jane@example.com',
  password: 'Password1!',
  email: 'jane@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
};

/** What accounts need from the rest of the platform. */
export interface CustomersDependencies {
  readonly clock: EmulatorClock;
  /** Called after every change of password. */
  readonly onCredentialsChanged: (rcid: string) => void;
}

/** Accounts in memory. Passwords stay as they came: this is a test double, and says so. */
export function createCustomers({ clock, onCredentialsChanged }: CustomersDependencies): Customers {
  const known = new Map<string, { customer: Customer; password: string }>();
  const accountOf = (rcid: string) =>
    [...known.values()].find(({ customer }) => customer.rcid === rcid);
  const customers: Customers = {
    find: (login) => known.get(login)?.customer ?? null,
    byId: (rcid) => accountOf(rcid)?.customer ?? null,
    authenticate(login, password) {
      const account = known.get(login);
      return account?.password === password ? account.customer : null;
    },
    register({ password, ...profile }) {
      if (known.has(profile.login)) return null;
      const customerNo = String(known.size + 1).padStart(8, '0');
      const customer = {
        rcid: newCustomerId(),
        customerNo,
        credentialsChangedAt: null,
        ...profile,
      };
      known.set(profile.login, { customer, password });
      return customer;
    },
    changePassword(rcid, password) {
      const account = accountOf(rcid);
      if (!account) return;
      account.password = password;
      account.customer = { ...account.customer, credentialsChangedAt: clock.now() };
      onCredentialsChanged(rcid);
    },
    all: () => [...known.values()].map(({ customer }) => customer),
    reset() {
      known.clear();
      customers.register(FIRST_SHOPPER);
    },
  };
  customers.reset();
  return customers;
}
