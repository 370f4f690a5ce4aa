import type { IncomingHttpHeaders } from 'node:http';

/** Headers of one connection, not of what travels over it (RFC 9110 §7.6.1, and the older `Keep-Alive`). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** Where a body ends. A `Connection` that names these would have two servers see two different requests. */
const FRAMING = ['content-length', 'transfer-encoding'];

/** Names, in lower case, of what is not passed on: the usual ones, and those that `Connection` names. */
export function hopByHopNames({ connection = '' }: IncomingHttpHeaders): ReadonlySet<string> {
  const named = connection.split(',').map((name) => name.trim().toLowerCase());
  return new Set([
    ...HOP_BY_HOP,
    ...named.filter((name) => name !== '' && !FRAMING.includes(name)),
  ]);
}
