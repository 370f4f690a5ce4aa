import { createHash } from 'node:crypto';
import {
  createKeyring,
  createSealer,
  crossingLabels,
  encodeClaims,
  type HandoffClaims,
  parseOrigin,
} from 'domain-bridge/handoff';
import {
  type Actor,
  addPromotion,
  addToLine,
  emptyState,
  encodeState,
  mergeStates,
  type Operation,
  type ShoppingState,
  sequence,
  setLineQuantity,
  setShipping,
} from 'domain-bridge/state';

/** The bytes that docs/protocol.md §9 works through, made by the package itself. All of them in hexadecimal. */
export interface WorkedExample {
  readonly state: string;
  readonly claims: string;
  /** The `t` parameter; base64url. */
  readonly token: string;
}

const SHOP_ACTOR = actor('680102030405');
const CHECKOUT_ACTOR = actor('d11112131415');

/** Makes the example anew: fixed key, nonce and clock, and a cart with a concurrent write in it. */
export function makeWorkedExample(): WorkedExample {
  const state = encodeState(exampleState());
  const claims = encodeClaims(exampleClaims(state));
  return { state: hex(state), claims: hex(claims), token: exampleSealer().seal(claims.slice()) };
}

function exampleState(): ShoppingState {
  const mug = { sku: 'MUG', options: { size: 'L', colour: 'blue' } };
  const key = 'MUG\u0000colour\u0000blue\u0000size\u0000L';
  const empty = emptyState(() => bytes(0xc0, 16));
  const begun = sequence(
    addToLine({ sku: '10482' }, 2),
    addToLine(mug, 1),
    setLineQuantity('10482', 3),
    addPromotion('WELCOME10'),
  )(empty, SHOP_ACTOR);
  const onCheckout = choose(begun, CHECKOUT_ACTOR, setLineQuantity(key, 4), 'express', 'FR');
  const onShop = choose(begun, SHOP_ACTOR, setLineQuantity(key, 2), 'standard', 'IE');
  return mergeStates(onShop, onCheckout);
}

function choose(
  state: ShoppingState,
  who: Actor,
  line: Operation,
  method: string,
  country: string,
): ShoppingState {
  return sequence(line, setShipping({ method, country }))(state, who);
}

function exampleClaims(state: Uint8Array): HandoffClaims {
  return {
    jti: base64url(bytes(0xb0, 16)),
    issuedAt: 1_800_000_000,
    flow: base64url(bytes(0xa0, 12)),
    challenge: createHash('sha256').update(bytes(0x60, 32)).digest(),
    returnPath: '/checkout',
    state,
    link: null,
  };
}

function exampleSealer() {
  const pair = {
    shopping: parseOrigin('http://shop.localhost:8080'),
    checkout: parseOrigin('https://checkout.localhost:8443'),
  };
  return createSealer({
    keyring: createKeyring([{ kid: 'k1', secret: bytes(0x00, 32) }]),
    labels: crossingLabels('handoff', 'to-checkout', pair),
    random: () => bytes(0x40, 24),
  });
}

/** `length` bytes that count up from `first`. */
function bytes(first: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => first + i);
}

function actor(text: string): Actor {
  return base64url(Buffer.from(text, 'hex')) as Actor;
}

function base64url(data: Uint8Array): string {
  return Buffer.from(data).toString('base64url');
}

function hex(data: Uint8Array): string {
  return Buffer.from(data).toString('hex');
}
