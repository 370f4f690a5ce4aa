import { jest } from '@jest/globals';

/** Counts what is computed with keys and hashes, in whichever library: to be loaded before what is counted. */
export interface CountedCrypto {
  /** Calls since the last look: name of the function and how often. */
  take(): Readonly<Record<string, number>>;
}

const NODE = ['createDecipheriv', 'createHmac', 'hash', 'createHash', 'hkdfSync', 'verify', 'sign'];

/** Puts counters in front of `node:crypto` and the ciphers; whatever is imported afterwards goes through them. */
export async function countCrypto(): Promise<CountedCrypto> {
  let counts: Record<string, number> = {};
  const counted = (name: string, real: (...args: never[]) => unknown) =>
    function countedCall(...args: never[]): unknown {
      counts[name] = (counts[name] ?? 0) + 1;
      return real(...args);
    };
  const wrap = (module: object, names: readonly string[]): object => {
    const members = Object.entries(module).map(([name, real]) => {
      return [name, names.includes(name) ? counted(name, real) : real];
    });
    return Object.fromEntries(members);
  };
  const node = await import('node:crypto');
  const ciphers = await import('@noble/ciphers/chacha.js');
  const functions = Object.entries(ciphers).filter(([, each]) => typeof each === 'function');
  jest.unstable_mockModule('node:crypto', () => wrap(node, NODE));
  jest.unstable_mockModule('@noble/ciphers/chacha.js', () =>
    wrap(
      ciphers,
      functions.map(([name]) => name),
    ),
  );
  return {
    take() {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
}
