import type { EmulatorClock } from './clock.ts';
import type { Identity } from './identity.ts';
import { newOpaqueValue } from './random-ids.ts';

/** What a refresh token stands for. */
export interface RefreshToken {
  readonly value: string;
  readonly clientId: string;
  readonly channelId: string;
  readonly usid: string;
  readonly identity: Identity;
  /** Epoch seconds. Every refresh restarts the full lifetime. */
  expiresAt: number;
  /** Epoch seconds of its last exchanges, for the limit of three a minute. */
  readonly exchangedAt: number[];
}

/** The refresh tokens that can still be redeemed. */
export interface RefreshTokens {
  issue(token: Omit<RefreshToken, 'value' | 'exchangedAt'>): RefreshToken;
  /** Null: unknown, rotated, revoked or expired. SLAS makes no difference. */
  find(value: string): RefreshToken | null;
  revoke(value: string): void;
  /** Revokes all of a registered customer. */
  revokeOf(rcid: string): void;
  all(): readonly RefreshToken[];
  clear(): void;
}

/** Refresh tokens in memory. */
export function createRefreshTokens(clock: EmulatorClock): RefreshTokens {
  const live = new Map<string, RefreshToken>();
  return {
    issue(token) {
      const issued = { ...token, value: newOpaqueValue(), exchangedAt: [] };
      live.set(issued.value, issued);
      return issued;
    },
    find(value) {
      const token = live.get(value);
      if (!token) return null;
      if (token.expiresAt > clock.now()) return token;
      live.delete(value);
      return null;
    },
    revoke(value) {
      live.delete(value);
    },
    revokeOf(rcid) {
      for (const { value, identity } of live.values()) {
        if (identity.kind === 'registered' && identity.rcid === rcid) live.delete(value);
      }
    },
    all: () => [...live.values()].filter(({ expiresAt }) => expiresAt > clock.now()),
    clear: () => live.clear(),
  };
}
