import { isLoopback } from '../../core/loopback.ts';
import type { Origin } from '../../core/origin.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** The two domains. */
export interface Domains {
  readonly shopping: Origin;
  readonly checkout: Origin;
}

/** Checks what the two addresses alone tell. */
export function checkOrigins({ shopping, checkout }: Domains): readonly Finding[] {
  return [checkNames(shopping, checkout), checkCheckoutScheme(checkout), checkShopScheme(shopping)];
}

function checkNames(shopping: Origin, checkout: Origin): Finding {
  if (shopping.hostname !== checkout.hostname) {
    return ok('names', `two host names: ${shopping.hostname} and ${checkout.hostname}`);
  }
  const advice = 'Cookies know no ports: give each domain a host name of its own.';
  return fail('names', `both domains are ${checkout.hostname}`, advice);
}

function checkCheckoutScheme({ secure, hostname }: Origin): Finding {
  if (secure) return ok('checkout.scheme', 'checkout is on https');
  const advice = 'Passwords and credentials go over the wire in clear: put checkout on https.';
  const found = isLoopback(hostname) ? warn : fail;
  return found('checkout.scheme', 'checkout is on plain http', advice);
}

function checkShopScheme({ secure, hostname }: Origin): Finding {
  if (secure) return ok('shopping.scheme', 'the shop is on https');
  const message = 'the shop is on plain http';
  if (isLoopback(hostname)) return ok('shopping.scheme', `${message}, on this machine`);
  const advice = 'Everybody on the wire sees carts and can change them: use https if you can.';
  return warn('shopping.scheme', message, advice);
}
