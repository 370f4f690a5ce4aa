import { decodeBasic } from '../http/request-headers.ts';
import type { Client } from '../platform/clients.ts';
import type { Platform } from '../platform/platform.ts';
import { badClient, wrongCredentials } from './slas-problem.ts';
import type { SlasRequest } from './slas-request.ts';

/**
 * The client of a grant: a private one proves itself with `Basic`, a public one is named by `client_id`.
 *
 * @throws {SlasProblem} 400 for one that is not known, 401 for one that does not prove itself.
 */
export function authenticateClient({ clients }: Platform, request: SlasRequest): Client {
  const named = request.parameters.get('client_id');
  const { basic } = request.authorization;
  if (basic === null) return publicClient(clients.find(named ?? ''), request);
  const client = clients.find(basic.user);
  const isProven = client?.secret === basic.password;
  if (!client || !isProven || (named ?? client.id) !== client.id) throw wrongCredentials();
  request.note({ client: 'private' });
  return client;
}

/** The private client of `Basic`. @throws {SlasProblem} 401 for every other one. */
export function authenticatePrivateClient(platform: Platform, request: SlasRequest): Client {
  if (request.authorization.basic === null) throw wrongCredentials('Basic Authorization failed.');
  return authenticateClient(platform, request);
}

/**
 * The client that a shopper comes through, at authorize and login. It proves nothing there, unless it is a strict
 * one: then the header `x-slas-client-auth` has its id and secret.
 *
 * @throws {SlasProblem} 400 for one that is not known, 401 for a strict one that does not prove itself.
 */
export function namedClient({ clients, switches }: Platform, request: SlasRequest): Client {
  const client = clients.find(request.parameters.get('client_id') ?? '');
  if (!client) throw badClient();
  request.note({ client: client.secret === null ? 'public' : 'private' });
  if (client.secret === null || !switches.strictClientAuth) return client;
  const proof = decodeBasic(request.header('x-slas-client-auth') ?? '');
  if (proof?.user !== client.id || proof.password !== client.secret) throw wrongCredentials();
  return client;
}

function publicClient(client: Client | null, request: SlasRequest): Client {
  if (!client) throw badClient();
  if (client.secret !== null) throw wrongCredentials();
  request.note({ client: 'public' });
  return client;
}
