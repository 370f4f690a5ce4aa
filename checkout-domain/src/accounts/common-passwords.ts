import { dictionary } from '@zxcvbn-ts/language-common';

/** ASVS 5 §6.2.4: at least the top 3,000 passwords that the length rule would let through. */
const LEAST_ENTRIES = 3_000;

/** Code points of the shortest password worth listing; shorter ones fall to the length rule. */
const SHORTEST_LISTED = 8;

/**
 * The passwords that guessers try first, lower-case: about 18,000 of `@zxcvbn-ts/language-common`, which
 * collects them from published leaks. Shipped, so that the check asks nobody and works without a network.
 */
const commonPasswords: ReadonlySet<string> = readList();

/** Number of listed passwords, for the documentation and the tests. */
export const COMMON_PASSWORD_COUNT: number = commonPasswords.size;

/** Whether `password` is listed, in capitals or not. */
export function isCommonPassword(password: string): boolean {
  return commonPasswords.has(password.toLowerCase());
}

function readList(): ReadonlySet<string> {
  const listed = dictionary['passwords-common']
    .filter((password) => [...password].length >= SHORTEST_LISTED)
    .map((password) => password.toLowerCase());
  if (listed.length < LEAST_ENTRIES) {
    throw new RangeError(
      `the list of common passwords expected ${LEAST_ENTRIES} entries, got ${listed.length}`,
    );
  }
  return new Set(listed);
}
