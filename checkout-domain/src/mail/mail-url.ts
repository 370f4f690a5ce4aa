const SCHEMES = ['smtp:', 'smtps:'];

/**
 * Checks the address of a mail server: `smtps://user:password@host:465` (TLS from the first byte) or
 * `smtp://user:password@host:587` (STARTTLS where the server offers it); name and password percent-encoded.
 *
 * @returns The text as it is.
 * @throws {TypeError} On anything else. The text is not repeated: it holds a password. Parameters are
 *   refused too; nodemailer would take any option from them, and one of them logs what is sent.
 */
export function parseMailUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isBare = url !== null && ['', '/'].includes(url.pathname) && url.search + url.hash === '';
  if (isBare && SCHEMES.includes(url.protocol) && url.hostname !== '') return text;
  throw new TypeError('expected smtp://host:port or smtps://host:port, without path or parameters');
}
