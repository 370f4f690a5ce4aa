import { decode, encode } from 'cborg';
import { decodeState, encodeState } from '../../shared/src/state/encode.ts';
import { mergeStates } from '../../shared/src/state/merge.ts';
import {
  addPromotion,
  addToLine,
  setShipping,
  writeRegister,
} from '../../shared/src/state/operations.ts';
import type { ShoppingState } from '../../shared/src/state/shopping-state.ts';
import { actorOf, applyAll, codeOf, newState } from './state-builder.ts';

const A = actorOf(1);
const B = actorOf(2);

/** A state that fills every column. */
export const rich = mergeStates(
  applyAll(
    newState(),
    A,
    addToLine({ sku: '4711' }, 2),
    addToLine({ sku: 'shirt', options: { size: 'M', colour: 'blue' } }, 1),
    addPromotion('WELCOME10'),
    setShipping({ method: 'standard', country: 'IE', postalCode: 'D02' }),
  ),
  applyAll(
    newState(),
    B,
    addToLine({ sku: '4711' }, 3),
    addToLine({ sku: 'shirt', options: { size: 'L', colour: 'blue' } }, 4),
    addPromotion('FREESHIP'),
    writeRegister('locale', 'en'),
  ),
);

/** The elements of an encoded state. */
export function fieldsOf(state: ShoppingState): unknown[] {
  return decode(encodeState(state)) as unknown[];
}

/** The code with which these elements are refused as a state, or undefined. */
export function codeOfFields(fields: readonly unknown[]): string | undefined {
  return codeOf(() => decodeState(encode(fields)));
}
