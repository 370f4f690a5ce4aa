import { randomBytes } from 'node:crypto';
import {
  createKeyring,
  createSealer,
  crossingLabels,
  encodeClaims,
  openToken,
  parseOrigin,
  type Sealer,
} from 'domain-bridge/handoff';
import { decodeState, encodeState } from 'domain-bridge/state';
import type { Peer } from './peer.ts';

/** A token from the shopping state to its text, and back to the checked state. */
export function createOurs(): Peer {
  const sealer = createBenchSealer();
  return {
    // As `sealToken` does it, without its limit: what is longer is measured, too, though it would be parked.
    seal: ({ claims, state }) =>
      sealer.seal(encodeClaims({ ...claims, state: encodeState(state) })),
    open: (text) => decodeState(openToken(text, sealer).state),
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
