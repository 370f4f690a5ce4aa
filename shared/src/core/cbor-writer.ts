import { utf8 } from './bytes.ts';

const UNSIGNED = 0x00;
const NEGATIVE = 0x20;
const BYTES = 0x40;
const TEXT = 0x60;
const ARRAY = 0x80;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const LONGEST_HEAD = 9;

/**
 * Writes CBOR in the deterministic form of RFC 8949 §4.2.1: shortest heads, definite lengths. It knows integers,
 * byte strings, texts, arrays and null, which is all that positional encodings take, and writes item after item
 * without building them first.
 */
export class CborWriter {
  #bytes: Uint8Array;
  #at = 0;

  /** @param capacity Bytes that are expected; more find their place all the same. */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  /** @throws {RangeError} On anything but a safe integer: a fraction would be another type on the wire. */
  integer(value: number): void {
    this.#reserve(LONGEST_HEAD);
    // Most of them by far: a byte that is its own head.
    if (value >= 0 && value < 24 && Number.isInteger(value)) {
      this.#bytes[this.#at++] = value;
      return;
    }
    if (!Number.isSafeInteger(value)) throw new RangeError('"value" expected a safe integer');
    if (value < 0) this.#head(NEGATIVE, -1 - value);
    else this.#head(UNSIGNED, value);
  }

  bytes(value: Uint8Array): void {
    this.#string(BYTES, value);
  }

  /** Half of a surrogate pair becomes U+FFFD, as everywhere where text becomes UTF-8. */
  text(value: string): void {
    const { length } = value;
    this.#reserve(LONGEST_HEAD + length);
    const start = this.#at;
    this.#head(TEXT, length);
    if (this.#ascii(value)) return;
    this.#at = start;
    this.#string(TEXT, utf8(value));
  }

  /** Begins an array; the next `length` items are its elements. */
  array(length: number): void {
    this.#reserve(LONGEST_HEAD);
    this.#head(ARRAY, length);
  }

  null(): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = NULL;
  }

  boolean(value: boolean): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = value ? TRUE : FALSE;
  }

  /** A whole array of integers. */
  integers(values: readonly number[]): void {
    this.array(values.length);
    for (const value of values) this.integer(value);
  }

  /** A whole array of texts. */
  texts(values: readonly string[]): void {
    this.array(values.length);
    for (const value of values) this.text(value);
  }

  /** What was written so far. */
  finish(): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset, this.#at);
  }

  #string(major: number, value: Uint8Array): void {
    this.#reserve(LONGEST_HEAD + value.length);
    this.#head(major, value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  /** Writes text for which a byte a character is enough; false when it is not. */
  #ascii(value: string): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > 0x7f) return false;
      bytes[at++] = unit;
    }
    this.#at = at;
    return true;
  }

  #head(major: number, argument: number): void {
    const bytes = this.#bytes;
    if (argument < 24) {
      bytes[this.#at++] = major | argument;
    } else if (argument < 0x100) {
      bytes[this.#at++] = major | 24;
      bytes[this.#at++] = argument;
    } else if (argument < 0x1_0000) {
      bytes[this.#at++] = major | 25;
      bytes[this.#at++] = argument >>> 8;
      bytes[this.#at++] = argument;
    } else if (argument < 0x1_0000_0000) {
      bytes[this.#at++] = major | 26;
      this.#word(argument);
    } else {
      bytes[this.#at++] = major | 27;
      this.#word(argument / 0x1_0000_0000);
      this.#word(argument);
    }
  }

  /** The lowest 32 bits, big-endian. */
  #word(value: number): void {
    const bytes = this.#bytes;
    bytes[this.#at++] = value >>> 24;
    bytes[this.#at++] = value >>> 16;
    bytes[this.#at++] = value >>> 8;
    bytes[this.#at++] = value;
  }

  #reserve(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#bytes.length) return;
    const longer = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    longer.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = longer;
  }
}
