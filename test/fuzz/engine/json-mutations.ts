import type { Choices } from './choices.ts';
import type { Mutation } from './text-mutations.ts';

type Holder = Record<string, unknown>;

/** A place in a value: what holds it, and under which name. */
interface Place {
  readonly holder: Holder;
  readonly name: string;
}

const DEEP = 5_000;
/** Below this nothing is changed: an input may be nested as deep as its length allows. */
const MOST_LEVELS = 24;
const VALUES: readonly [unknown, ...unknown[]] = [
  ...([null, true, false, 0, -1, 0.5, 1e21, 2 ** 53, '', 'x', '\u0000', '\ud800'] as const),
  ...[[], {}, [[]], [null], { a: 1 }, '__proto__', 'null', '0', 'x'.repeat(300)],
];
const NAMES = ['__proto__', 'constructor', 'toString', 'length', '', '0'] as const;

/** Changes one place of a JSON text; a text that is none stays as it is. */
export const mutateJson: Mutation = (input, choices, _other, words) => {
  const root = parse(input);
  if (!root) return input;
  const places = placesOf(root, 0);
  const place = choices.pick(places as [Place, ...Place[]]);
  const change = choices.pick([replace, replace, remove, rename, wrap, copy]);
  change(place, choices, [...VALUES, ...words]);
  return choices.below(16) === 0 ? distort(write(root), choices) : write(root);
};

function parse(input: string): Holder | null {
  // Nested without end: that it is read is for the parser to survive, and not for us.
  if (/[[{]{1000}/.test(input)) return null;
  try {
    return { root: JSON.parse(input) };
  } catch {
    return null;
  }
}

function write({ root }: Holder): string {
  return JSON.stringify(root) ?? 'null';
}

function placesOf(holder: Holder, depth: number): Place[] {
  if (depth > MOST_LEVELS) return [];
  return Object.keys(holder).flatMap((name) => {
    const value = holder[name];
    const isHolder = typeof value === 'object' && value !== null;
    const below = isHolder ? placesOf(value as Holder, depth + 1) : [];
    return [{ holder, name }, ...below];
  });
}

type Change = (place: Place, choices: Choices, values: readonly [unknown, ...unknown[]]) => void;

const replace: Change = ({ holder, name }, choices, values) => {
  put(holder, name, choices.pick(values));
};

const remove: Change = ({ holder, name }) => {
  delete holder[name];
};

const rename: Change = ({ holder, name }, choices) => {
  put(holder, choices.pick(NAMES), holder[name]);
};

const wrap: Change = ({ holder, name }, choices) => {
  put(holder, name, choices.below(2) === 0 ? [holder[name]] : { [name]: holder[name] });
};

const copy: Change = ({ holder, name }, choices) => {
  const value = holder[name];
  const isList = Array.isArray(value);
  put(holder, isList ? name : choices.pick(NAMES), isList ? [...value, ...value] : value);
};

/** Also under `__proto__`, as a name like any other. */
function put(holder: Holder, name: string, value: unknown): void {
  const property = { value, enumerable: true, writable: true, configurable: true };
  if (Array.isArray(holder) && Number.isNaN(Number(name))) holder.push(value);
  else Object.defineProperty(holder, name, property);
}

/** What no serialiser writes: a name twice, numbers out of range, nesting without end. */
function distort(text: string, choices: Choices): string {
  const [member] = /"[^"]*":/.exec(text.slice(choices.below(text.length))) ?? [];
  const twice = member ? text.replace(member, () => `${member}null,${member}`) : text;
  const big = text.replace(/\d+/, () => '1e400');
  const deep = text.replace(/"[^"]*"|\d+/, () => '['.repeat(DEEP) + ']'.repeat(DEEP));
  return choices.pick([twice, big, deep, ` ${text}\n`, `\ufeff${text}`, `${text}x`]);
}
