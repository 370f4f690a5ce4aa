import type { SetCookie } from 'cookie';
import { MINUTE } from '../../platform/duration.ts';
import type { AnswerCookies } from '../answer-cookies.ts';
import type { ShopperCookieNames } from '../shopper-cookies.ts';

/** Not longer than a session may idle: the guard has to be gone when one really times out. */
const GUARD_SECONDS = 30 * MINUTE;

/** Marks that a session was opened, so that its first request on the storefront does not open another one. */
export function setGuard(cookies: AnswerCookies, { guard }: ShopperCookieNames): void {
  cookies.set(guard, '1', { maxAgeSeconds: GUARD_SECONDS });
}

/** Copies the cookies of `/sessions` to the browser. They lose HttpOnly, so that a PWA can read `dwsid`. */
export function copyBridgeCookies(cookies: AnswerCookies, bridge: readonly SetCookie[]): void {
  for (const { name, value = '', maxAge, expires } of bridge) {
    if (expires !== undefined && maxAge === undefined) cookies.remove(name);
    else cookies.set(name, value, maxAge === undefined ? {} : { maxAgeSeconds: maxAge });
  }
}
