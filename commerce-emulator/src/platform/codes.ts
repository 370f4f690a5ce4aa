import type { EmulatorClock } from './clock.ts';
import { MINUTE } from './duration.ts';
import type { Identity } from './identity.ts';
import { newOpaqueValue } from './random-ids.ts';

/** What an authorization code stands for. */
export interface Code {
  readonly clientId: string;
  /** Site, where authorize was told one: plugin_slas tells none. */
  readonly channelId: string | null;
  readonly redirectUri: string;
  /** S256 challenge; null only for a private client. */
  readonly challenge: string | null;
  readonly usid: string;
  /** null for `sb-guest` and `sb-user`: the session will say who it is. */
  readonly identity: Identity | null;
  /** `guest`, `sb-guest`, `sb-user`, or `login` for the one that a login gives. */
  readonly hint: 'guest' | 'sb-guest' | 'sb-user' | 'login';
}

/** The codes under way. */
export interface Codes {
  issue(code: Code): string;
  /** Spends a code, whatever becomes of it. Null: unknown, spent, or too old. */
  redeem(value: string): Code | null;
  clear(): void;
}

/** No number is published; RFC 6749 §4.1.2 asks for at most ten minutes. */
const LIFETIME_SECONDS = 2 * MINUTE;

/** Codes in memory. */
export function createCodes(clock: EmulatorClock): Codes {
  const live = new Map<string, { code: Code; expiresAt: number }>();
  return {
    issue(code) {
      const value = newOpaqueValue();
      live.set(value, { code, expiresAt: clock.now() + LIFETIME_SECONDS });
      return value;
    },
    redeem(value) {
      const found = live.get(value);
      live.delete(value);
      return found && found.expiresAt > clock.now() ? found.code : null;
    },
    clear: () => live.clear(),
  };
}
