const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

/**
 * Reads CBOR item after item, each as what the caller expects there: only the deterministic form of RFC 8949
 * §4.2.1 passes, and nothing is built that was not asked for. So neither depth nor size is the sender's to choose.
 */
export class CborReader {
  readonly #bytes: Uint8Array;
  readonly #refusal: () => Error;
  #at = 0;
  /** The bytes as Latin-1, one character each; made for the first text. */
  #latin: string | undefined;

  /** @param refusal Makes what is thrown, whatever is wrong; nothing else is. */
  constructor(bytes: Uint8Array, refusal: () => Error) {
    this.#bytes = bytes;
    this.#refusal = refusal;
  }

  /** An integer from `least` to `most`. */
  integer(least: number, most: number): number {
    const major = this.#major();
    if (major !== UNSIGNED && major !== NEGATIVE) throw this.#refusal();
    const argument = this.#argument();
    const value = major === UNSIGNED ? argument : -1 - argument;
    if (value < least || value > most) throw this.#refusal();
    return value;
  }

  /** A byte string; it shares the memory of what is read. */
  bytes(): Uint8Array {
    const start = this.#string(BYTES);
    return this.#bytes.subarray(start, this.#at);
  }

  /** A text of valid UTF-8. */
  text(): string {
    const start = this.#string(TEXT);
    const end = this.#at;
    for (let i = start; i < end; i++) {
      if ((this.#bytes[i] ?? 0) > 0x7f) return this.#decode(start, end);
    }
    this.#latin ??= latin1(this.#bytes);
    return this.#latin.slice(start, end);
  }

  /** Begins an array and tells how many items follow. Each takes a byte at least, hence the bound. */
  array(): number {
    if (this.#major() !== ARRAY) throw this.#refusal();
    const length = this.#argument();
    if (length > this.#bytes.length - this.#at) throw this.#refusal();
    return length;
  }

  /** Whether null comes next; reads it if so. */
  isNull(): boolean {
    const isNull = this.#bytes[this.#at] === NULL;
    if (isNull) this.#at++;
    return isNull;
  }

  boolean(): boolean {
    const value = this.#bytes[this.#at++];
    if (value !== FALSE && value !== TRUE) throw this.#refusal();
    return value === TRUE;
  }

  /** Whether an array comes next. */
  isArray(): boolean {
    return this.#major() === ARRAY;
  }

  /** Whether an integer comes next. */
  isInteger(): boolean {
    return this.#major() <= NEGATIVE;
  }

  /** A whole array of integers from `least` to `most`. */
  integers(least: number, most: number): number[] {
    const values: number[] = [];
    for (let left = this.array(); left > 0; left--) values.push(this.integer(least, most));
    return values;
  }

  /** A whole array of texts that are fit. */
  texts(isFit: (text: string) => boolean): string[] {
    const values: string[] = [];
    for (let left = this.array(); left > 0; left--) {
      const text = this.text();
      if (!isFit(text)) throw this.#refusal();
      values.push(text);
    }
    return values;
  }

  /** Refuses bytes behind the last item. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw this.#refusal();
  }

  #major(): number {
    const first = this.#bytes[this.#at];
    if (first === undefined) throw this.#refusal();
    return first >>> 5;
  }

  /** Passes over a string and tells where its content begins. */
  #string(major: number): number {
    if (this.#major() !== major) throw this.#refusal();
    const length = this.#argument();
    const start = this.#at;
    if (length > this.#bytes.length - start) throw this.#refusal();
    this.#at = start + length;
    return start;
  }

  #argument(): number {
    const info = (this.#bytes[this.#at++] ?? 0) & 31;
    if (info < 24) return info;
    if (info === 24) return this.#number(1, 24);
    if (info === 25) return this.#number(2, 0x100);
    if (info === 26) return this.#number(4, 0x1_0000);
    if (info === 27) return this.#number(8, 0x1_0000_0000);
    throw this.#refusal();
  }

  /** Big-endian; what a shorter head could say, or no number can hold, is refused. */
  #number(length: number, least: number): number {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw this.#refusal();
    let value = 0;
    while (this.#at < end) value = value * 256 + (this.#bytes[this.#at++] ?? 0);
    if (value < least || value > Number.MAX_SAFE_INTEGER) throw this.#refusal();
    return value;
  }

  #decode(start: number, end: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        this.#bytes.subarray(start, end),
      );
    } catch {
      throw this.#refusal();
    }
  }
}

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
