import { MINUTE } from '../platform/duration.ts';
import type { Platform } from '../platform/platform.ts';
import type { RefreshToken } from '../platform/refresh-tokens.ts';
import type { Window } from '../platform/usage.ts';
import { SlasProblem } from './slas-problem.ts';

const A_MINUTE = { production: 24_000, otherwise: 500 };
const KEY_REQUESTS_A_MINUTE = 25;
const EXCHANGES_A_MINUTE = 3;

/** Counts a request of the tenant. @returns Headers that tell what is left. @throws {SlasProblem} 429. */
export function countRequest(platform: Platform): Record<string, string> {
  const { production } = platform.switches;
  const limit = production ? A_MINUTE.production : A_MINUTE.otherwise;
  const minute = platform.usage.count('requests', 1);
  const five = platform.usage.count('requests', 5);
  checkWindow(platform, minute, limit);
  return { ...limitHeaders('1M', minute, limit), ...limitHeaders('5M', five, 5 * limit) };
}

/** Counts a request of the JWKS or of the discovery document. @throws {SlasProblem} 429. */
export function countKeyRequest(platform: Platform, name: string): void {
  checkWindow(platform, platform.usage.count(name, 1), KEY_REQUESTS_A_MINUTE);
}

/** Three exchanges of one refresh token in a minute, no more. @throws {SlasProblem} 429. */
export function checkExchanges({ clock, switches }: Platform, token: RefreshToken): void {
  const now = clock.now();
  const recent = token.exchangedAt.filter((at) => at > now - MINUTE);
  if (switches.rateLimits && recent.length >= EXCHANGES_A_MINUTE) {
    throw tooMany((recent[0] ?? now) + MINUTE - now);
  }
  token.exchangedAt.splice(0, Number.POSITIVE_INFINITY, ...recent, now);
}

/** The same login twice within one second. @throws {SlasProblem} 409. */
export function checkLoginBurst({ clock, switches, usage }: Platform, login: string): void {
  const last = usage.mark(`login ${login}`);
  if (!switches.rateLimits || last !== clock.now()) return;
  const message = 'The same loginId and tenantId tried to login twice within 1 second.';
  throw new SlasProblem(409, { message });
}

function checkWindow(
  { clock, switches }: Platform,
  { resetsAt, used }: Window,
  limit: number,
): void {
  if (switches.rateLimits && used > limit) throw tooMany(resetsAt - clock.now());
}

function tooMany(retryAfterSeconds: number): SlasProblem {
  return new SlasProblem(429, { message: 'Too many requests.', retryAfterSeconds });
}

function limitHeaders(name: string, { resetsAt, used }: Window, limit: number) {
  return {
    [`X-RateLimit-${name}-Limit`]: String(limit),
    [`X-RateLimit-${name}-Remaining`]: String(Math.max(0, limit - used)),
    [`X-RateLimit-${name}-Reset`]: String(resetsAt),
  };
}
