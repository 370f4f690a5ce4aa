import {
  addPromotion,
  addToLine,
  encodeState,
  mergeStates,
  removeLines,
  removePromotion,
  type ShoppingState,
  setLineQuantity,
  setShipping,
} from 'domain-bridge/state';
import {
  after,
  CHECKOUT,
  CONCURRENT,
  manyCodes,
  manyLines,
  SHOP,
  SHOPPED,
  stateOf,
} from './good-states.ts';
import { hex, type MergeVector } from './vector.ts';

type Merge = readonly [mine: ShoppingState, theirs: ShoppingState];

const OTHER = stateOf(0xd0);
const SEEN = after(stateOf(), SHOP, addToLine({ sku: '10482' }, 2), addPromotion('A'));
const REPLACED = after(SEEN, CHECKOUT, setLineQuantity('10482', 3));
const REMOVED = after(SEEN, CHECKOUT, removeLines(['10482']), removePromotion('A'));
const MORE = after(SEEN, SHOP, setLineQuantity('10482', 5));
const CHOSEN = after(stateOf(), SHOP, setShipping({ method: 'standard', country: 'IE' }));
const ELSEWHERE = after(OTHER, CHECKOUT, setShipping({ method: 'express', country: 'FR' }));
const HALF = manyLines(500, 10_000, SHOP);

/** Merges that come out, by what they show. */
const GOOD: Readonly<Record<string, Merge>> = {
  'nothing into nothing: the visitor id stays mine': [stateOf(), OTHER],
  'a state into nothing': [OTHER, SHOPPED],
  'nothing into a state': [SHOPPED, OTHER],
  'a state into itself': [CONCURRENT, CONCURRENT],
  'an older copy into a newer one': [MORE, SEEN],
  'a newer copy into an older one': [SEEN, MORE],
  'two quantities of one line, written at the same time': [MORE, REPLACED],
  'the same, the other way round': [REPLACED, MORE],
  'a removal of what was seen': [SEEN, REMOVED],
  'a removed line does not come back': [REMOVED, SEEN],
  'a removal does not take what it had not seen': [REMOVED, MORE],
  'registers written at the same time': [CHOSEN, ELSEWHERE],
  'the same line of two carts': [
    after(stateOf(), SHOP, addToLine({ sku: '10482' }, 2)),
    after(OTHER, CHECKOUT, addToLine({ sku: '10482' }, 3)),
  ],
  'two carts of 500 lines': [HALF, manyLines(500, 20_000, CHECKOUT)],
  'two times fifty codes': [manyCodes(50, 'A', SHOP), manyCodes(50, 'B', CHECKOUT)],
};

/** Over the caps, by one. */
const TOO_LARGE: Readonly<Record<string, Merge>> = {
  '1,001 lines together': [HALF, manyLines(501, 20_000, CHECKOUT)],
  'one line into 1,000': [
    manyLines(1_000, 10_000, SHOP),
    after(OTHER, CHECKOUT, addToLine({ sku: '1' }, 1)),
  ],
  '101 codes together': [manyCodes(51, 'A', SHOP), manyCodes(50, 'B', CHECKOUT)],
};

/** Every vector of a merge. */
export function mergeVectors(): readonly MergeVector[] {
  return [
    ...Object.entries(GOOD).map(([comment, [mine, theirs]]) => {
      const merged = hex(encodeState(mergeStates(mine, theirs)));
      return { comment, ...sides(mine, theirs), merged, expect: 'ok' };
    }),
    ...Object.entries(TOO_LARGE).map(([comment, [mine, theirs]]) => {
      return { comment, ...sides(mine, theirs), expect: 'ERR_STATE_TOO_LARGE' };
    }),
    ...badSides(),
  ];
}

/** What is no state is merged with nothing. */
function badSides(): readonly MergeVector[] {
  const { mine, theirs } = sides(SEEN, OTHER);
  const expect = 'ERR_STATE_MALFORMED';
  return [
    { comment: 'mine is no state', mine: `${mine}00`, theirs, expect },
    { comment: 'theirs is no state', mine, theirs: theirs.slice(0, -2), expect },
  ];
}

function sides(mine: ShoppingState, theirs: ShoppingState) {
  return { mine: hex(encodeState(mine)), theirs: hex(encodeState(theirs)) };
}
