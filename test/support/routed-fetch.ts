import type { PeerFetch } from 'domain-bridge/peer';

/** A `fetch` between the servers of a test: the port of every origin, on this machine and without TLS. */
export function routedFetch(portOf: (origin: string) => number | undefined): PeerFetch {
  return (url, init) => {
    const { origin, pathname, search } = new URL(url);
    return fetch(`http://127.0.0.1:${portOf(origin)}${pathname}${search}`, init);
  };
}
