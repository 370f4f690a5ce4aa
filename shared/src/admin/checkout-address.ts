import { isLoopback } from '../core/loopback.ts';
import { type Origin, parseOrigin } from '../core/origin.ts';

/**
 * Reads where the hooks are.
 *
 * @throws {TypeError} When it is no origin, or plain http to another machine: the credential would be
 *   everybody's on the wire. The text is not repeated, since a password may stand in a URL.
 */
export function parseCheckoutAddress(text: string): Origin {
  const origin = originOf(text);
  if (!origin) {
    throw new TypeError('"checkoutUrl" expected an origin such as https://checkout.example');
  }
  if (!origin.secure && !isLoopback(origin.hostname)) {
    throw new TypeError('"checkoutUrl" expected https, except on this machine');
  }
  return origin;
}

function originOf(text: string): Origin | null {
  try {
    return parseOrigin(text);
  } catch {
    return null;
  }
}
