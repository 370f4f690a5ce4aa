import type { AdminClient } from '../admin/admin-client.ts';
import { createAdminClient } from '../admin/create-admin-client.ts';
import type { Fetch } from '../admin/hook-transport.ts';
import type { CliIo } from './cli-io.ts';
import { asUsage, UsageError } from './usage-error.ts';

/** Options of every command that speaks with a server. */
export interface ConnectionOptions {
  readonly checkout?: string;
  readonly tokenFile?: string;
  readonly ca?: string;
}

const CERTIFICATE = '-----BEGIN CERTIFICATE-----';
const DEFAULT_CHECKOUT = 'https://checkout.localhost:8443';

/** Where the checkout domain is: `--checkout`, `CHECKOUT_ORIGIN`, or the demo on this machine. */
export function checkoutOf({ env }: CliIo, { checkout }: ConnectionOptions): string {
  return checkout ?? (env.CHECKOUT_ORIGIN || DEFAULT_CHECKOUT);
}

/**
 * The credential: from the file of `--token-file`, or out of `DOMAIN_BRIDGE_TOKEN`. Never from an argument, where
 * every user of the machine sees it in the list of processes.
 *
 * @returns Null where there is none.
 * @throws {UsageError} When the file cannot be read, or is empty.
 */
export function tokenOf(io: CliIo, { tokenFile }: ConnectionOptions): string | null {
  if (tokenFile === undefined) return io.env.DOMAIN_BRIDGE_TOKEN || null;
  const token = readFile(io, tokenFile, '--token-file').trim();
  if (token === '') throw new UsageError('the file of --token-file is empty');
  return token;
}

/**
 * A `fetch` that believes the authority of `--ca`.
 *
 * @throws {UsageError} When the file cannot be read, or holds no certificate.
 */
export function fetchOf(io: CliIo, { ca }: ConnectionOptions): Fetch {
  if (ca === undefined) return io.openFetch(null);
  const pem = readFile(io, ca, '--ca');
  // OpenSSL would pass over it in silence, and then believe nobody.
  if (!pem.includes(CERTIFICATE))
    throw new UsageError('the file of --ca holds no certificate (PEM)');
  return io.openFetch(pem);
}

/**
 * A client of the hooks.
 *
 * @throws {UsageError} Without a credential, or with an address that must not have it.
 */
export function openClient(io: CliIo, options: ConnectionOptions): AdminClient {
  const token = tokenOf(io, options);
  if (token === null) {
    throw new UsageError('no credential: set DOMAIN_BRIDGE_TOKEN, or pass --token-file FILE');
  }
  const { sleep, deadline } = io;
  const fetch = fetchOf(io, options);
  const checkoutUrl = checkoutOf(io, options);
  return asUsage(() => createAdminClient({ checkoutUrl, token, fetch, sleep, deadline }));
}

function readFile(io: CliIo, path: string, option: string): string {
  try {
    return io.readFile(path);
  } catch (cause) {
    const { code = 'unreadable' } = cause as { code?: string };
    throw new UsageError(`cannot read the file of ${option}: ${code}`, { cause });
  }
}
