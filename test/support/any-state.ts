import fc, { type Arbitrary } from 'fast-check';
import { mergeStates } from '../../shared/src/state/merge.ts';
import {
  addPromotion,
  addToLine,
  type Operation,
  removeLines,
  removePromotion,
  writeRegister,
} from '../../shared/src/state/operations.ts';
import { REGISTERS, type ShoppingState } from '../../shared/src/state/shopping-state.ts';
import { isFieldText, isLineText } from '../../shared/src/state/text.ts';
import { actorOf, newState } from './state-builder.ts';

type Step =
  | { readonly write: Operation; readonly replica: number }
  | { readonly merge: number; readonly replica: number };

const text = fc.oneof(
  fc.constantFrom('mug', 'lamp', '4711', '0815', '999999999', '1000000000', '10', '2'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isLineText),
);
const article = fc.record(
  { sku: text, options: fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }) },
  { requiredKeys: ['sku'] },
);
const field = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(isFieldText);
const code = fc.constantFrom('A', 'B', 'WELCOME10');

const operation: Arbitrary<Operation> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(article, fc.integer({ min: 1, max: 99 })).map(([a, n]) => addToLine(a, n)),
  },
  {
    weight: 2,
    arbitrary: fc.nat(9).map(
      (n): Operation =>
        (state, actor) =>
          removeLines([...state.lines.keys()].slice(n, n + 1))(state, actor),
    ),
  },
  { weight: 1, arbitrary: code.map(addPromotion) },
  { weight: 1, arbitrary: code.map(removePromotion) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...REGISTERS), fc.option(field, { nil: undefined }))
      .map(([name, value]) => writeRegister(name, value)),
  },
);

const REPLICAS = 3;
const replica = fc.nat(REPLICAS - 1);
const step: Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ write: operation, replica }) },
  { weight: 1, arbitrary: fc.record({ merge: replica, replica }) },
);

/** Three replicas after any history of writes and merges between them, each with an actor of its own. */
export const replicas: Arbitrary<readonly [ShoppingState, ShoppingState, ShoppingState]> = fc
  .array(step, { maxLength: 30 })
  .map(play);

/** Any state that a history can lead to. */
export const anyState: Arbitrary<ShoppingState> = replicas.map(([state]) => state);

function play(steps: readonly Step[]): readonly [ShoppingState, ShoppingState, ShoppingState] {
  const states: [ShoppingState, ShoppingState, ShoppingState] = [
    newState(),
    newState(),
    newState(),
  ];
  for (const next of steps) {
    const at = next.replica as 0 | 1 | 2;
    states[at] =
      'merge' in next
        ? mergeStates(states[at], states[next.merge as 0 | 1 | 2])
        : next.write(states[at], actorOf(at + 1, at === 2));
  }
  return states;
}
