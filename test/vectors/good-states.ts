import {
  type Actor,
  addPromotion,
  addToLine,
  emptyState,
  mergeStates,
  type Operation,
  removeLines,
  type ShoppingState,
  sequence,
  setLineQuantity,
  setShipping,
  writeRegister,
} from 'domain-bridge/state';

/** Actors of the shop and of checkout; `ORDER` are those whose base64url does not sort like their bytes. */
export const SHOP: Actor = actorOf('680102030405');
export const CHECKOUT: Actor = actorOf('d11112131415');
const ORDER = ['f8ffffffffff', '020000000000', 'fcffffffffff', '6a0000000000'].map(actorOf);

const MUG = { sku: 'MUG', options: { size: 'L', colour: 'blue' } };
const MUG_KEY = 'MUG\0colour\0blue\0size\0L';

/** The actor with these 6 bytes. */
export function actorOf(hex: string): Actor {
  return Buffer.from(hex, 'hex').toString('base64url') as Actor;
}

/** A state without a write; its visitor id is 16 times this byte. */
export function stateOf(visitor = 0xc0): ShoppingState {
  return emptyState((length) => new Uint8Array(length).fill(visitor));
}

/** What operations of one actor make of a state. */
export function after(
  state: ShoppingState,
  actor: Actor,
  ...operations: readonly Operation[]
): ShoppingState {
  return sequence(...operations)(state, actor);
}

/** `count` lines with the SKUs `first`, `first` + 1 … of one actor. */
export function manyLines(count: number, first: number, actor: Actor): ShoppingState {
  const lines = Array.from({ length: count }, (_, i) => {
    return [String(first + i), [{ actor, counter: i + 1, value: 1 + (i % 9) }]] as const;
  });
  return { ...stateOf(), vector: new Map([[actor, count]]), lines: new Map(lines) };
}

/** `count` promotion codes of one actor. */
export function manyCodes(count: number, prefix: string, actor: Actor): ShoppingState {
  const codes = Array.from({ length: count }, (_, i) => {
    return [`${prefix}${i}`, [{ actor, counter: i + 1, value: true }]] as const;
  });
  return { ...stateOf(), vector: new Map([[actor, count]]), promotions: new Map(codes) };
}

/** One state with every field, and a second one that was written to at the same time. */
export const SHOPPED: ShoppingState = after(
  stateOf(),
  SHOP,
  addToLine({ sku: '10482' }, 2),
  addToLine(MUG, 1),
  addPromotion('WELCOME10'),
  setShipping({ method: 'standard', country: 'IE', postalCode: 'D02 X285' }),
  writeRegister('locale', 'en-IE'),
  writeRegister('currency', 'EUR'),
);
const ON_SHOP = after(
  SHOPPED,
  SHOP,
  setLineQuantity(MUG_KEY, 2),
  setShipping({ method: 'express', country: 'FR' }),
);
const ON_CHECKOUT = after(
  SHOPPED,
  CHECKOUT,
  setLineQuantity(MUG_KEY, 4),
  setShipping({ method: 'pickup', country: 'IE', postalCode: 'D04' }),
);
/** What the two make together: several writes stand under one key. */
export const CONCURRENT: ShoppingState = mergeStates(ON_SHOP, ON_CHECKOUT);

/** States that are good, by what is special about them. */
export const GOOD_STATES: Readonly<Record<string, ShoppingState>> = {
  'nothing, and nobody wrote': stateOf(),
  'one line': after(stateOf(), SHOP, addToLine({ sku: '10482' }, 2)),
  'every field': SHOPPED,
  'concurrent writes of a line and of registers': CONCURRENT,
  'everything removed again: the vector stays': after(
    after(stateOf(), SHOP, addToLine({ sku: '10482' }, 2)),
    SHOP,
    removeLines(['10482']),
  ),
  'SKUs at the border of integers and texts': after(
    stateOf(),
    SHOP,
    ...['1', '999999999', '1000000000', '0815', '0', '-1', '1.0', 'é'].map((sku) =>
      addToLine({ sku }, 1),
    ),
  ),
  'option names in the order of UTF-8, not of UTF-16': after(
    stateOf(),
    SHOP,
    addToLine({ sku: 'X', options: { '\uffee': 'a', '\u{10000}': 'b', 10: 'c', 2: 'd' } }, 1),
  ),
  'eight options of 64 characters': after(
    stateOf(),
    SHOP,
    addToLine(
      {
        sku: 'S'.repeat(64),
        options: Object.fromEntries(
          Array.from({ length: 8 }, (_, i) => [`${i}${'n'.repeat(63)}`, 'v'.repeat(64)]),
        ),
      },
      9_999,
    ),
  ),
  'names that programs know': after(
    stateOf(),
    SHOP,
    addToLine({ sku: '__proto__', options: Object.fromEntries([['__proto__', 'x']]) }, 1),
    addToLine({ sku: 'constructor' }, 1),
  ),
  'actors in the order of their base64url': ORDER.reduce(
    (state, actor, i) => after(state, actor, addToLine({ sku: String(i + 1) }, i + 1)),
    stateOf(),
  ),
  'a counter of 2^48': {
    ...stateOf(),
    vector: new Map([[SHOP, 2 ** 48]]),
    lines: new Map([['10482', [{ actor: SHOP, counter: 2 ** 48, value: 1 }]]]),
  },
  'one hundred codes': manyCodes(100, 'C', SHOP),
  'one thousand lines': manyLines(1_000, 10_000, SHOP),
};
