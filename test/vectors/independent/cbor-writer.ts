import type { Item } from '../../docs/cbor-reader.ts';

/** Writes one CBOR item in the deterministic form of RFC 8949 §4.2.1, as far as docs/protocol.md §1 uses it. */
export function writeCbor(item: Item): Buffer {
  if (item === null) return Buffer.of(0xf6);
  if (typeof item === 'boolean') return Buffer.of(item ? 0xf5 : 0xf4);
  if (typeof item === 'number') return item < 0 ? head(1, -1 - item) : head(0, item);
  if (typeof item === 'string') return withHead(3, Buffer.from(item, 'utf8'));
  if (item instanceof Uint8Array) return withHead(2, Buffer.from(item));
  return Buffer.concat([head(4, item.length), ...item.map(writeCbor)]);
}

function withHead(major: number, content: Buffer): Buffer {
  return Buffer.concat([head(major, content.length), content]);
}

function head(major: number, argument: number): Buffer {
  const first = major * 32;
  if (argument < 24) return Buffer.of(first + argument);
  const [info, width] =
    argument < 2 ** 8
      ? [24, 1]
      : argument < 2 ** 16
        ? [25, 2]
        : argument < 2 ** 32
          ? [26, 4]
          : [27, 8];
  const bytes = Buffer.alloc(1 + width, 0);
  bytes[0] = first + info;
  for (let at = width, rest = argument; at > 0; at--, rest = Math.floor(rest / 256)) {
    bytes[at] = rest % 256;
  }
  return bytes;
}
