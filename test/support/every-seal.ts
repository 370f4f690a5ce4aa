import { CookieJar } from '../../shared/src/core/cookie.ts';
import { sha256 } from '../../shared/src/core/bytes.ts';
import { type DomainPair, directionTo, type Role } from '../../shared/src/crypto/direction.ts';
import { createKeyring } from '../../shared/src/crypto/keyring.ts';
import type { Sealer } from '../../shared/src/crypto/sealer.ts';
import { createParts } from '../../shared/src/flows/create-parts.ts';
import type { BridgeParts } from '../../shared/src/flows/parts.ts';
import type { HandoffClaims } from '../../shared/src/handoff/claims.ts';
import { HandoffError } from '../../shared/src/handoff/errors.ts';
import { createMemoryReplayStore, createMemoryStateStore } from 'domain-bridge/memory';
import type { PeerFetch } from '../../shared/src/peer/bounded-fetch.ts';
import { encodeState } from '../../shared/src/state/encode.ts';
import { newState } from './state-builder.ts';

/** How the tokens of a domain are spelt. */
export type Mode = 'encrypted' | 'signed';

/** One place where something sealed is made and another one opens it. */
export interface SealedThing {
  /** Purpose, direction, hosts and mode: what is sealed for one name opens under no other. */
  readonly name: string;
  seal(): Promise<string>;
  /** Whether it opens; a refusal is any documented one. */
  opens(text: string): Promise<boolean>;
}

/** One key for everything: what keeps things apart is what they are for. */
const KEYRING = createKeyring([{ kid: 'k1', secret: new Uint8Array(32).fill(7) }]);
const CLAIMS: HandoffClaims = {
  jti: Buffer.alloc(16, 1).toString('base64url'),
  issuedAt: 1_800_000_000,
  flow: 'AAAAAAAAAAAAAAAA',
  challenge: sha256(new Uint8Array(32)),
  returnPath: '/checkout',
  state: encodeState(newState()),
  link: null,
};

/** Everything that the two domains of a pair seal, as they seal it. */
export function sealedThings(pair: DomainPair, mode: Mode): readonly SealedThing[] {
  const shopping = partsOf(pair, 'shopping', mode);
  const checkout = partsOf(pair, 'checkout', mode);
  const hosts = `${pair.shopping.host} ${pair.checkout.host}`;
  const crossings = [
    { sender: shopping, receiver: checkout },
    { sender: checkout, receiver: shopping },
  ].flatMap(({ sender, receiver }) => crossingThings(sender, receiver, hosts, mode));
  return [
    ...crossings,
    ofSealer(`settled to-shopping ${hosts}`, checkout.settled, shopping.settled),
    ...[shopping, checkout].map(cookieOf),
  ];
}

function partsOf(pair: DomainPair, role: Role, mode: Mode, fetch?: PeerFetch): BridgeParts {
  return createParts({
    role,
    shoppingOrigin: pair.shopping.href,
    checkoutOrigin: pair.checkout.href,
    bridgeKeys: KEYRING,
    cookieKeys: KEYRING,
    modes: { toCheckout: mode, toShopping: mode },
    ...(fetch && { peer: { fetch } }),
    stores: { states: createMemoryStateStore(), replays: createMemoryReplayStore() },
  });
}

function crossingThings(
  sender: BridgeParts,
  receiver: BridgeParts,
  hosts: string,
  mode: Mode,
): readonly SealedThing[] {
  const where = `${directionTo(receiver.role)} ${hosts}`;
  return [
    {
      name: `handoff ${where} ${mode}`,
      seal: () => sender.outgoing.seal(CLAIMS),
      opens: (text) => opensToken(receiver, text),
    },
    ofSealer(`parked ${where}`, sender.parkedHere, receiver.parkedThere),
    {
      name: `peer ${where}`,
      seal: peerCall(sender),
      opens: async (text) => receiver.peerCredentials.open(text).ok,
    },
  ];
}

async function opensToken({ incoming }: BridgeParts, text: string): Promise<boolean> {
  try {
    await incoming.open(text);
    return true;
  } catch (error) {
    if (error instanceof HandoffError) return false;
    throw error;
  }
}

/** The credential of a call is read off the wire: its sealer is the client's own. */
function peerCall({ pair, role }: BridgeParts): () => Promise<string> {
  return async function callPeer() {
    let authorization = '';
    const { peer } = partsOf(pair, role, 'encrypted', async (_url, { headers }) => {
      authorization = headers.authorization ?? '';
      return new Response('');
    });
    await peer.call({ method: 'GET', path: '/', timeoutSeconds: 3 });
    return authorization.slice('Bridge '.length);
  };
}

function ofSealer(name: string, sealing: Sealer, opening: Sealer): SealedThing {
  return {
    name,
    seal: async () => sealing.seal(new Uint8Array(40)),
    opens: async (text) => opening.open(text).ok,
  };
}

/** The state cookie belongs to one origin, whichever the other one is. */
function cookieOf({ browser, pair, role }: BridgeParts): SealedThing {
  const { secure, href } = pair[role];
  return {
    name: `state-cookie ${href}`,
    async seal() {
      const jar = new CookieJar(undefined, secure);
      await browser.plant(jar);
      return jar.get('bridge-state') ?? '';
    },
    async opens(text) {
      const prefix = secure ? '__Host-' : '';
      return (await browser.key(new CookieJar(`${prefix}bridge-state=${text}`, secure))) !== null;
    },
  };
}
