import { randomBytes } from 'node:crypto';
import {
  createKeyring,
  createSealer,
  crossingLabels,
  parseClaims,
  parseOrigin,
  type Sealer,
  sealToken,
} from 'domain-bridge/handoff';
import { decodeState, encodeState } from 'domain-bridge/state';
import type { Peer } from './peer.ts';

/** A token from the shopping state to its text, and back to the checked state. */
export function createOurs(): Peer {
  const sealer = createBenchSealer();
  return {
    seal: ({ claims, state }) => sealToken({ ...claims, state: encodeState(state) }, sealer),
    // As `openToken` does it, without its limit: what is longer is measured, too, though it would be parked.
    open: (text) => {
      const opened = sealer.open(text);
      const carried = opened.ok ? parseClaims(opened.bytes).state : null;
      if (!(carried instanceof Uint8Array)) throw new Error('the token does not open');
      return decodeState(carried);
    },
  };
}

function createBenchSealer(): Sealer {
  const pair = {
    shopping: parseOrigin('http://shop.example'),
    checkout: parseOrigin('https://checkout.example'),
  };
  return createSealer({
    keyring: createKeyring([{ kid: 'k1', secret: randomBytes(32) }]),
    labels: crossingLabels('handoff', 'to-checkout', pair),
  });
}
