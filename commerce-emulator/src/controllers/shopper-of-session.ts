import type { Basket } from '../platform/baskets.ts';
import type { Customer } from '../platform/customers.ts';
import { customerIdOf, type Identity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import type { Session } from '../platform/sessions.ts';

/** The account that a session is signed in to; null: a guest. */
export function customerOf({ customers }: Platform, { identity }: Session): Customer | null {
  return identity.kind === 'guest' ? null : customers.byId(identity.rcid);
}

/** The open basket of whoever a session names; the one that a token of the same shopper sees. */
export function basketOf({ baskets }: Platform, { identity }: Session): Basket | null {
  return baskets.of(customerIdOf(identity));
}

/** Signs a session in to an account and takes the guest's basket along, as `CustomerMgr.loginCustomer` does. */
export function signInSession(platform: Platform, session: Session, customer: Customer): void {
  const { gcid } = session.identity;
  const identity: Identity = {
    kind: 'registered',
    gcid,
    rcid: customer.rcid,
    login: customer.login,
  };
  platform.sessions.identify(session.dwsid, identity);
  platform.baskets.merge(gcid, customer.rcid, 'sum_quantities');
}
