import { type CborItem, headOf, itemsOf } from './cbor-items.ts';
import type { Choices } from './choices.ts';
import { bytesOf, inputOf } from './fuzz-target.ts';
import type { Mutation } from './text-mutations.ts';

/** Items that stand nowhere in our formats, or nowhere where they are put. */
const HOSTILE: readonly [string, ...string[]] = [
  ...(['f6', 'f5', 'f7', '00', '20', '3a7fffffff', '1b0020000000000000', '60', '40'] as const),
  ...['1bffffffffffffffff', '3bffffffffffffffff', 'c240', 'fb3ff0000000000000', 'f97e00', 'f98000'],
  ...['80', 'a0', 'a1695f5f70726f746f5f5ff6', '9f0102ff', '5f41ffff', '7f6161ff', 'd9d9f700', 'e0'],
  ...[
    'f8ff',
    '6200',
    '63ed a0 80'.replaceAll(' ', ''),
    '61ff',
    '81'.repeat(3_000),
    '1818',
    '9bffff',
  ],
];
const WIDTHS = [1, 2, 4, 8] as const;

/** Changes one item of a CBOR text, its head, or what its parent holds; byte strings are CBOR inside now and then. */
export const mutateCbor: Mutation = (input, choices, other) =>
  inputOf(mutateBytes(bytesOf(input), choices, bytesOf(other)));

function mutateBytes(bytes: Uint8Array, choices: Choices, other: Uint8Array): Uint8Array {
  const items = itemsOf(bytes);
  if (items.length === 0) return bytes;
  const item = choices.pick(items as [CborItem, ...CborItem[]]);
  const inside = bytes.subarray(item.content, item.end);
  if (item.major === 2 && inside.length > 2 && choices.below(2) === 0) {
    return replace(bytes, item, withHead(2, mutateBytes(inside, choices, other)));
  }
  return choices.pick([exchange, exchange, borrow, widen, recount, nudge, drop, double])({
    ...{ bytes, item, choices, other },
  });
}

interface Change {
  readonly bytes: Uint8Array;
  readonly item: CborItem;
  readonly choices: Choices;
  readonly other: Uint8Array;
}

function exchange({ bytes, item, choices }: Change): Uint8Array {
  return replace(bytes, item, Buffer.from(choices.pick(HOSTILE), 'hex'));
}

/** Puts an item of another input in the place of this one. */
function borrow({ bytes, item, choices, other }: Change): Uint8Array {
  const [first, ...rest] = itemsOf(other);
  if (!first) return bytes;
  const { start, end } = choices.pick([first, ...rest]);
  return replace(bytes, item, other.subarray(start, end));
}

/** The same in a head that is longer than it has to be. */
function widen({ bytes, item, choices }: Change): Uint8Array {
  const head = headOf(item.major, item.argument, choices.pick(WIDTHS));
  return join(bytes.subarray(0, item.start), head, bytes.subarray(item.content));
}

/** Another number or length, with the content as it was. */
function recount({ bytes, item, choices }: Change): Uint8Array {
  const argument = choices.pick([item.argument + 1, Math.max(0, item.argument - 1), 2 ** 31, 0]);
  const head = headOf(item.major, argument);
  return join(bytes.subarray(0, item.start), head, bytes.subarray(item.content));
}

/** A small number beside the one that was there. */
function nudge({ bytes, item, choices }: Change): Uint8Array {
  if (item.major > 1) return exchange({ bytes, item, choices, other: bytes });
  return replace(bytes, item, headOf(choices.below(2), choices.below(2 * item.argument + 3)));
}

function drop({ bytes, item }: Change): Uint8Array {
  const { parent } = item;
  if (parent?.major !== 4) return bytes;
  const without = replace(bytes, item, new Uint8Array(0));
  return withCount(without, parent, parent.argument - 1);
}

function double({ bytes, item }: Change): Uint8Array {
  const { parent } = item;
  if (parent?.major !== 4) return bytes;
  const own = bytes.subarray(item.start, item.end);
  return withCount(replace(bytes, item, join(own, own)), parent, parent.argument + 1);
}

function withCount(bytes: Uint8Array, { start, content }: CborItem, count: number): Uint8Array {
  return join(bytes.subarray(0, start), headOf(4, count), bytes.subarray(content));
}

function withHead(major: number, content: Uint8Array): Uint8Array {
  return join(headOf(major, content.length), content);
}

function replace(bytes: Uint8Array, { start, end }: CborItem, by: Uint8Array): Uint8Array {
  return join(bytes.subarray(0, start), by, bytes.subarray(end));
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
