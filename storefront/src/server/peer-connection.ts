import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { PeerFetch } from 'domain-bridge/peer';
import { Agent, fetch } from 'undici';

const TIMEOUT_MILLISECONDS = 3_000;

/** The way to the other server. */
export interface PeerConnection {
  /** Internal origin, e.g. `https://checkout:8443`. */
  readonly url: string;
  /** Fetches from it, and believes nobody but it. */
  readonly fetch: PeerFetch;
  /** Whether it is alive. Never throws. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

/** Where and as whom the other server is known. */
export interface PeerAddress {
  /** Internal origin, e.g. `https://checkout:8443`. */
  readonly url: string;
  /** Host name that its certificate is made out to: the public one, whatever the internal address. */
  readonly hostname: string;
  /** The only certificate authority to believe (PEM); null: the system's. */
  readonly ca: string | null;
}

/** Makes the connection; nothing is opened before the first call. */
export function createPeerConnection({ url, hostname, ca }: PeerAddress): PeerConnection {
  const connect = {
    lookup: lookupLocalhost,
    servername: hostname,
    timeout: TIMEOUT_MILLISECONDS,
    ...(ca && { ca }),
  };
  const dispatcher = new Agent({ connect });
  return {
    url,
    fetch: (target, init) => fetch(target, { ...init, dispatcher }),
    async isUp() {
      try {
        const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
        const options = { dispatcher, signal, redirect: 'error' } as const;
        return (await fetch(`${url}/healthz`, options)).ok;
      } catch {
        return false;
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** Browsers take every `*.localhost` for this machine (RFC 6761 §6.3); system resolvers need not. */
const lookupLocalhost: LookupFunction = (hostname, options, callback) => {
  lookup(/(^|\.)localhost$/i.test(hostname) ? 'localhost' : hostname, options, callback);
};
