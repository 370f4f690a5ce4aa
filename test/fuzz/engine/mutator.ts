import { mutateCbor } from './cbor-mutations.ts';
import type { Choices } from './choices.ts';
import type { FuzzTarget, InputForm } from './fuzz-target.ts';
import { mutateJson } from './json-mutations.ts';
import { mutateJwt } from './jwt-mutations.ts';
import { BYTE_MUTATIONS, type Mutation, TEXT_MUTATIONS } from './text-mutations.ts';

/** Characters of an input; the longest body that a server of ours reads has fewer. */
const MOST_CHARACTERS = 100_000;
const MOST_CHANGES = 4;

/** What knows the form: as likely as everything that does not. */
const AWARE: Readonly<Record<InputForm, Mutation | null>> = {
  text: null,
  bytes: null,
  cbor: mutateCbor,
  json: mutateJson,
  jwt: mutateJwt,
};

/** An input of `inputs`, changed in one to four ways. */
export function mutantOf(
  { form, words = [] }: Pick<FuzzTarget, 'form' | 'words'>,
  inputs: readonly string[],
  choices: Choices,
): string {
  const all: readonly [string, ...string[]] = ['', ...inputs];
  let input = choices.pick(all);
  for (let changes = 1 + choices.below(MOST_CHANGES); changes > 0; changes--) {
    const mutation = pickMutation(form, choices);
    input = mutation(input, choices, choices.pick(all), words).slice(0, MOST_CHARACTERS);
  }
  return input;
}

function pickMutation(form: InputForm, choices: Choices): Mutation {
  const aware = AWARE[form];
  if (aware && choices.below(3) > 0) return aware;
  return choices.pick(form === 'bytes' || form === 'cbor' ? BYTE_MUTATIONS : TEXT_MUTATIONS);
}
