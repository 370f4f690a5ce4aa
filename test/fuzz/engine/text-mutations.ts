import type { Choices } from './choices.ts';

/** One change of an input. `other` is a second input of the corpus, `words` what the parser looks out for. */
export type Mutation = (
  input: string,
  choices: Choices,
  other: string,
  words: readonly string[],
) => string;

/** Text that parsers stumble over. */
const HOSTILE: readonly [string, ...string[]] = [
  ...(['', '\0', '\n', '\r\n', ' ', '\t', '"', "'", '\\', '/', '%', '%00', '%2e', '%25'] as const),
  ...['=', ';', ',', '.', ':', '+', '&', '?', '#', '@', '~', '<', '{', '[', ']', '}'],
  ...['__proto__', 'constructor', 'toString', 'null', 'true', 'NaN', '-0', '1e999'],
  ...['9007199254740993', '-1', '0x10', '٣', 'é', 'ſ', '\u2028', '\ufeff', '\ud800', '😀'],
];
const MOST_REPEATS = 4_096;

/** A slice of the input: most are short. */
function place(input: string, choices: Choices): readonly [start: number, end: number] {
  const start = choices.below(input.length + 1);
  const longest = choices.below(4) === 0 ? input.length : 8;
  return [start, Math.min(input.length, start + choices.below(longest + 1))];
}

const flipBit =
  (bits: number): Mutation =>
  (input, choices) => {
    const at = choices.below(input.length);
    const unit = (input.charCodeAt(at) || 0) ^ (1 << choices.below(bits));
    return input.slice(0, at) + String.fromCharCode(unit) + input.slice(at + 1);
  };

const truncate: Mutation = (input, choices) => input.slice(0, choices.below(input.length + 1));

const cutOut: Mutation = (input, choices) => {
  const [start, end] = place(input, choices);
  return input.slice(0, start) + input.slice(end);
};

const repeat: Mutation = (input, choices) => {
  const [start, end] = place(input, choices);
  const part = input.slice(start, end);
  const most = choices.below(8) === 0 ? MOST_REPEATS / Math.max(1, part.length) : 2;
  return input.slice(0, start) + part.repeat(1 + choices.below(most)) + input.slice(start);
};

const insert =
  (all: readonly [string, ...string[]]): Mutation =>
  (input, choices, _other, words) => {
    const [start, end] = place(input, choices);
    const word = choices.pick([...all, ...words, ...words]);
    return input.slice(0, start) + word + input.slice(choices.below(2) === 0 ? start : end);
  };

/** The beginning of one and the end of the other. */
const splice: Mutation = (input, choices, other) =>
  input.slice(0, choices.below(input.length + 1)) + other.slice(choices.below(other.length + 1));

const swap: Mutation = (input, choices) => {
  const [start, end] = place(input, choices);
  const to = end + choices.below(input.length - end + 1);
  const [first, second] = [input.slice(start, end), input.slice(end, to)];
  return input.slice(0, start) + second + first + input.slice(to);
};

const anyByte: Mutation = (input, choices) => {
  const at = choices.below(input.length + 1);
  return input.slice(0, at) + String.fromCharCode(choices.below(256)) + input.slice(at + 1);
};

const common = [truncate, cutOut, repeat, splice, swap] as const;

/** Changes of text, letter by letter. */
export const TEXT_MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  ...common,
  flipBit(7),
  insert(HOSTILE),
  insert(HOSTILE),
];

/** Changes of bytes, one by one. */
export const BYTE_MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  ...common,
  flipBit(8),
  flipBit(8),
  anyByte,
];
