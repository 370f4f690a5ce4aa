import { encodeBase64url } from '../core/base64url.ts';
import { sha256 } from '../core/bytes.ts';

/** Remembers something per token until a time, for as many tokens as fit. It holds no token, only hashes. */
export interface TokenCache<Value> {
  /** Null where nothing is known, or no more. @param now Epoch seconds. */
  get(key: string, now: number): Value | null;
  /** @param until Epoch seconds. */
  set(key: string, value: Value, until: number): void;
  /** How many there are. */
  size(): number;
}

/** Key of a token: its SHA-256, so that a copy of the memory gives no token away. */
export function tokenKey(token: string): string {
  return encodeBase64url(sha256(token));
}

/** Makes a cache; the token that was not asked for the longest makes way for the next. */
export function createTokenCache<Value>(maxEntries: number): TokenCache<Value> {
  // A Map keeps the order of writes, so its first entry is the one that was not used the longest.
  const entries = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    get(key, now) {
      const entry = entries.get(key);
      if (!entry) return null;
      entries.delete(key);
      if (entry.until <= now) return null;
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, until) {
      entries.delete(key);
      const [oldest] = entries.keys();
      if (entries.size >= maxEntries && oldest !== undefined) entries.delete(oldest);
      entries.set(key, { value, until });
    },
    size: () => entries.size,
  };
}
