import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import { systemScheduler } from '../core/scheduler.ts';
import {
  crossingLabels,
  type DomainPair,
  directionTo,
  peerOf,
  type Role,
} from '../crypto/direction.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { createSealer, type Sealer } from '../crypto/sealer.ts';
import { signedTokens } from '../handoff/signed-token.ts';
import { encryptedTokens, type TokenCodec } from '../handoff/token-codec.ts';
import { createPeerClient, type PeerClient } from '../peer/peer-client.ts';
import { createPeerSealer } from '../peer/peer-credential.ts';
import type { BridgeModes } from './bridge-modes.ts';
import type { PeerAddress } from './bridge-options.ts';

/** Everything of a domain that speaks to the other one. */
export interface Crossing {
  /** Spells tokens for the other domain. */
  readonly outgoing: TokenCodec;
  /** Reads tokens for this domain. */
  readonly incoming: TokenCodec;
  /** Seals on checkout what it tells of an order, and opens it on shopping. */
  readonly settled: Sealer;
  /** Seals states that the other server fetches. */
  readonly parkedHere: Sealer;
  /** Opens states that were fetched from the other server. */
  readonly parkedThere: Sealer;
  /** Calls the other server. */
  readonly peer: PeerClient;
  /** Opens the credentials with which the other server calls us. */
  readonly peerCredentials: Sealer;
}

/** What a crossing is made of. */
export interface CrossingOptions {
  readonly role: Role;
  readonly pair: DomainPair;
  readonly bridgeKeys: Keyring;
  readonly modes: BridgeModes;
  readonly peer?: PeerAddress | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/** Makes it: one key for each purpose and direction. */
export function createCrossing(options: CrossingOptions): Crossing {
  const { role, pair, bridgeKeys: keyring, modes, random } = options;
  const other = peerOf(role);
  const sealer = (purpose: string, receiver: Role): Sealer =>
    createSealer({
      keyring,
      labels: crossingLabels(purpose, directionTo(receiver), pair),
      random,
    });
  const tokens = (receiver: Role): TokenCodec =>
    (receiver === 'checkout' ? modes.toCheckout : modes.toShopping) === 'signed'
      ? signedTokens({ keyring, pair, receiver, random })
      : encryptedTokens(sealer('handoff', receiver));
  return {
    outgoing: tokens(other),
    incoming: tokens(role),
    settled: sealer('settled', 'shopping'),
    parkedHere: sealer('parked', other),
    parkedThere: sealer('parked', role),
    peer: createPeer(options),
    peerCredentials: createPeerSealer({ keyring, pair, receiver: role, random }),
  };
}

function createPeer({ role, pair, bridgeKeys, clock, random, peer }: CrossingOptions): PeerClient {
  const receiver = peerOf(role);
  return createPeerClient({
    baseUrl: peer?.url ?? pair[receiver].href,
    fetch: peer?.fetch ?? fetch,
    sealer: createPeerSealer({ keyring: bridgeKeys, pair, receiver, random }),
    scheduler: systemScheduler,
    clock,
    random,
  });
}
