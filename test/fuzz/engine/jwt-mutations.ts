import { mutateJson } from './json-mutations.ts';
import type { Mutation } from './text-mutations.ts';

/** Changes what one part of a compact JWS says, or which parts stand together. */
export const mutateJwt: Mutation = (input, choices, other, words) => {
  const parts = input.split('.');
  const at = choices.below(parts.length);
  const part = parts[at] ?? '';
  if (choices.below(4) === 0) {
    parts[at] = other.split('.')[at] ?? '';
    return parts.join('.');
  }
  const said = Buffer.from(part, 'base64url').toString('latin1');
  const changed = mutateJson(said, choices, other, words);
  parts[at] = changed === said ? otherSpelling(part) : encode(changed);
  return parts.join('.');
};

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

/** The same bytes with another last letter, where the last letter has bits to spare. */
function otherSpelling(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(part.at(-1) ?? '');
  return last < 0 ? `${part}=` : part.slice(0, -1) + alphabet[last ^ 1];
}
