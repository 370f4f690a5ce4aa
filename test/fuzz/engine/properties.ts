import { isDeepStrictEqual } from 'node:util';

/** What an input was refused with. */
export class Refused {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** Kind of error that a parser documents. */
export type ErrorKind = abstract new (...args: never[]) => Error;

/** A property that does not hold. */
export class BrokenProperty extends Error {
  override readonly name = 'BrokenProperty';
}

/** Checks a property. @throws {BrokenProperty} When it does not hold. */
export function hold(condition: boolean, property: string): asserts condition {
  if (!condition) throw new BrokenProperty(property);
}

/** Runs a parser that may refuse with one kind of error and throws nothing else. */
export function tryParse<Value>(kind: ErrorKind, parse: () => Value): Value | Refused {
  try {
    return parse();
  } catch (error) {
    return refusal(kind, error);
  }
}

/** The same for a parser that takes its time. */
export async function tryParseLater<Value>(
  kind: ErrorKind,
  parse: () => Promise<Value>,
): Promise<Value | Refused> {
  try {
    return await parse();
  } catch (error) {
    return refusal(kind, error);
  }
}

function refusal(kind: ErrorKind, error: unknown): Refused {
  if (error instanceof kind && error.constructor === kind) return new Refused(error);
  throw new BrokenProperty(`threw ${String(error)}`, { cause: error });
}

/** Checks that no part of a refusal's message repeats the input, which may be a secret. */
export function holdSilence(refused: Refused, input: string, least = 12): void {
  const { message } = refused.error as Error;
  for (const word of input.split(/[\s,;:="]+/)) {
    if (word.length >= least) hold(!message.includes(word), 'repeats what it was given');
  }
}

/** Checks that two values are the same, to the last member. */
export function holdEqual(actual: unknown, expected: unknown, property: string): void {
  hold(isDeepStrictEqual(actual, expected), property);
}
