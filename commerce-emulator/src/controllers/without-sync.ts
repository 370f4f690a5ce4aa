import type { Platform } from '../platform/platform.ts';
import type { SessionSync } from './session-sync.ts';
import { signInSession } from './shopper-of-session.ts';

/** Controllers that know no token: a bridge of the storefront's own stands in front of them. */
export function createWithoutSync(platform: Platform): SessionSync {
  return {
    beforePage: async () => null,
    async signIn({ session }, { login, password }) {
      const customer = platform.customers.authenticate(login, password);
      if (customer === null) return false;
      signInSession(platform, session, customer);
      return true;
    },
    async signOut({ session }) {
      platform.sessions.signOut(session.dwsid);
    },
  };
}
