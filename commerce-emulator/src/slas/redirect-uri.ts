import type { Client } from '../platform/clients.ts';
import { badParameters } from './slas-problem.ts';

/** A URI that the client may be redirected to. @throws {SlasProblem} 400; never a redirect to somewhere else. */
export function parseRedirectUri(client: Client, value: string): string {
  const isAllowed =
    client.redirectUris.includes(value) || (client.loopbackRedirects && isLoopback(value));
  if (!isAllowed) throw badParameters('Bad or missing redirect_uri.');
  return value;
}

function isLoopback(value: string): boolean {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.hash !== '' || url.username !== '')
    return false;
  return /^(?:(?:.+\.)?localhost|127\.0\.0\.1)$/.test(url.hostname);
}

/** A redirect URI with what SLAS adds to it, in its order; values that are null are left out. */
export function redirectLocation(
  redirectUri: string,
  parameters: Readonly<Record<string, string | null>>,
): string {
  const added = Object.entries(parameters)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${added.join('&')}`;
}
