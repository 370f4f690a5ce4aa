import fc, { type Arbitrary } from 'fast-check';
import { listedChoices } from './choices.ts';
import type { FuzzTarget, InputForm } from './fuzz-target.ts';
import { mutantOf } from './mutator.ts';

const MOST_CHOICES = 24;
const binary = fc
  .uint8Array({ maxLength: 64 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 64 }),
  fc.string({ unit: 'grapheme' }),
);

/** Inputs out of nothing, in each form. */
const FRESH: Readonly<Record<InputForm, Arbitrary<string>>> = {
  text,
  bytes: binary,
  cbor: binary,
  json: fc.json({ maxDepth: 4 }),
  jwt: fc.array(fc.json({ maxDepth: 2 }), { maxLength: 4 }).map(partsOf),
};

/**
 * Mutants of `inputs`, and now and then an input out of nothing. They shrink to fewer changes of an earlier input.
 */
export function anyInput(target: FuzzTarget, inputs: readonly string[]): Arbitrary<string> {
  const choices = fc.array(fc.nat(2 ** 31 - 1), { maxLength: MOST_CHOICES, size: 'max' });
  const mutant = choices.map((numbers) => mutantOf(target, inputs, listedChoices(numbers)));
  return fc.oneof({ weight: 9, arbitrary: mutant }, { weight: 1, arbitrary: FRESH[target.form] });
}

function partsOf(parts: readonly string[]): string {
  return parts.map((part) => Buffer.from(part).toString('base64url')).join('.');
}
