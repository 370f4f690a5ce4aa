/** What an input is written in; decides how it is changed. */
export type InputForm = 'text' | 'bytes' | 'cbor' | 'json' | 'jwt';

/** A parser of something from outside, with what must hold for every input. */
export interface FuzzTarget {
  /** Kebab-case; names its corpus file. */
  readonly name: string;
  readonly form: InputForm;
  /**
   * Real values, made by our own encoders, and some hostile ones; the same in every run. Bytes are written as
   * characters up to U+00FF, one for each.
   */
  readonly seeds: readonly string[];
  /** Seeds are sealed: they are made anew each time, and an older one would pass for a forgery that opens. */
  readonly sealsSeeds?: true;
  /** What the parser looks out for: put into inputs as it stands. */
  readonly words?: readonly string[];
  /** Parses an input. @throws When a property does not hold, e.g. an undocumented error. */
  readonly check: (input: string) => void | Promise<void>;
}

/** The bytes that an input of `bytes` or `cbor` stands for. */
export function bytesOf(input: string): Uint8Array {
  return Buffer.from(input, 'latin1');
}

/** The input that bytes are written as. */
export function inputOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Whether inputs of a form are bytes. */
export function isBinary(form: InputForm): boolean {
  return form === 'bytes' || form === 'cbor';
}
