import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that name a network; the other half its holder picks at will (RFC 4291 §2.5.1). */
const NETWORK_GROUPS = 4;

/**
 * The part of a network address that one person cannot change at will: an IPv4 address, or the /64 of an
 * IPv6 address. Limits count by it; by the full address, one household would have 2^64 of them.
 *
 * @param address As the socket or the trusted proxy tells it; anything unreadable stands for itself.
 * @returns E.g. `192.0.2.7`, also for `::ffff:192.0.2.7`, or `2001:db8:0:1::/64`.
 */
export function addressBlock(address: string): string {
  const plain = address.replace(/%.*$/, '');
  if (!isIPv6(plain)) return address;
  const groups = expandGroups(plain);
  return embeddedIPv4(groups) ?? `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

/** The eight groups, without leading zeros. The URL parser writes the address canonically (RFC 5952). */
function expandGroups(address: string): string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
}

/** The IPv4 address of an IPv4-mapped one (RFC 4291 §2.5.5.2), which is what a dual-stack socket reports. */
function embeddedIPv4(groups: readonly string[]): string | null {
  const prefix = groups.slice(0, 6).join(':');
  if (prefix !== '0:0:0:0:0:ffff') return null;
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((value) => [value >> 8, value & 0xff])
    .join('.');
}
