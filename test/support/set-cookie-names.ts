import { expect } from '@jest/globals';
import { Cookie } from 'tough-cookie';

/** What an answer does to the cookies of a browser, by the names of plugin_slas, in order of the alphabet. */
export interface ChangedCookies {
  readonly writes: readonly string[];
  readonly removes: readonly string[];
}

const CHUNK = /^cc-at_\d+$/;
/** Ties token and session together; whatever writes one of them writes it. */
const SEAL = /^(?:__Host-)?cc-(?:pair|gen)_/;
const BESIDE_SESSION = /^dw(?:anonymous|securetoken)_[0-9a-f]{32}$/;

/**
 * Reads the `Set-Cookie` values of an answer; no name may stand in it twice. The chunks of `cc-at` are one cookie. What
 * the platform sets beside `dwsid` is left out, and so is the seal of the pair.
 */
export function changedCookies(setCookies: readonly string[]): ChangedCookies {
  const parsed = setCookies.map((line) => Cookie.parse(line));
  const cookies = parsed.filter((cookie) => cookie !== undefined);
  expect(new Set(cookies.map(({ key }) => key)).size).toBe(setCookies.length);
  const ours = cookies.filter(({ key }) => !BESIDE_SESSION.test(key) && !SEAL.test(key));
  const isGone = ({ value, maxAge }: Cookie) => value === '' || maxAge === 0;
  return {
    writes: stemsOf(ours.filter((cookie) => !isGone(cookie))),
    removes: stemsOf(ours.filter(isGone)),
  };
}

function stemsOf(cookies: readonly Cookie[]): string[] {
  const stems = cookies.map(({ key }) => key.replace('_RefArch', ''));
  return [...new Set(stems.map((stem) => (CHUNK.test(stem) ? 'cc-at' : stem)))].sort();
}
