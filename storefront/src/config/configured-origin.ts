import { type Origin, parseOrigin, type Role } from 'domain-bridge/handoff';
import type { EnvironmentReader } from './environment-reader.ts';

const DEFAULT_ORIGINS = {
  shopping: 'http://shop.localhost:8080',
  checkout: 'https://checkout.localhost:8443',
} as const;

/** The public origin of a domain, or its default. */
export function readOrigin(reader: EnvironmentReader, role: Role): Origin {
  const name = `${role.toUpperCase()}_ORIGIN`;
  const fallback = parseOrigin(DEFAULT_ORIGINS[role]);
  return originOf(reader, name, reader.text(name, fallback.href)) ?? fallback;
}

/** An origin out of a variable, or null. The text is not repeated: somebody may have put a password into it. */
export function originOf(reader: EnvironmentReader, name: string, text: string): Origin | null {
  try {
    return parseOrigin(text);
  } catch {
    reader.problem(`${name} expected an origin such as https://checkout.example`);
    return null;
  }
}

/** The port that an origin names, or null. */
export function portOf({ host, hostname }: Origin): number | null {
  return host === hostname ? null : Number(host.slice(hostname.length + 1));
}
