import type { Client } from '../platform/clients.ts';
import { DAY } from '../platform/duration.ts';
import type { Identity } from '../platform/identity.ts';
import type { Switches } from '../platform/switches.ts';

const PRODUCTION = { registered: 90 * DAY, guest: 30 * DAY };
const OTHERWISE = { registered: 9 * DAY, guest: 9 * DAY };

/** How long a refresh token lives; a client can have it shorter than the platform. Seconds. */
export function refreshLifetimeSeconds(
  client: Client,
  kind: Identity['kind'],
  { production }: Readonly<Switches>,
): number {
  const most = (production ? PRODUCTION : OTHERWISE)[kind];
  return Math.min(most, client.refreshSeconds?.[kind] ?? most);
}
