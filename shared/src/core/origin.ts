/** An origin (RFC 6454) that was checked once and is compared as text from then on. */
export interface Origin {
  /** Serialised, e.g. `https://checkout.example:8443`; default ports are left out. */
  readonly href: string;
  /** Host and port, e.g. `checkout.example:8443`. */
  readonly host: string;
  /** Host alone, e.g. `checkout.example`. Cookies know no ports (RFC 6265bis §8.5). */
  readonly hostname: string;
  /** True iff the scheme is https. */
  readonly secure: boolean;
}

/**
 * Reads a configured origin.
 *
 * @throws {TypeError} When `text` is not an http(s) URL or has more than scheme, host and port.
 */
export function parseOrigin(text: string): Origin {
  const url = URL.parse(text);
  const plain = url && (url.protocol === 'http:' || url.protocol === 'https:');
  if (!plain || url.href !== `${url.origin}/`) {
    throw new TypeError(
      `expected an origin such as https://checkout.example, got ${JSON.stringify(text)}`,
    );
  }
  return {
    href: url.origin,
    host: url.host,
    hostname: url.hostname,
    secure: url.protocol === 'https:',
  };
}
