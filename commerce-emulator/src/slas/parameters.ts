import { badParameters } from './slas-problem.ts';

/** The parameters of a request, wherever they came. */
export interface Parameters {
  /** Null where it is missing or empty. */
  get(name: string): string | null;
  /** @throws {SlasProblem} 400 where it is missing or empty. */
  require(name: string): string;
  /** Names of all that came. */
  readonly names: readonly string[];
}

/** Longest values that SLAS takes. */
const LONGEST: Readonly<Record<string, number>> = {
  redirect_uri: 256,
  client_id: 40,
  channel_id: 100,
  usid: 256,
  state: 512,
  ui_locales: 256,
  code: 256,
  code_challenge: 128,
  code_verifier: 128,
  refresh_token: 256,
};

/**
 * Reads the query and the form body as one: plugin_slas writes everything into the query, the other clients into
 * the body. Of several values the last that is not empty counts, as a proxy appends the real one.
 *
 * @throws {SlasProblem} 400 for a value that is too long.
 */
export function readParameters(query: string, body: string): Parameters {
  const values = new Map<string, string>();
  for (const text of [query, body]) {
    if (text === '') continue;
    for (const [name, value] of new URLSearchParams(text)) {
      if (value.length > (LONGEST[name] ?? Number.POSITIVE_INFINITY)) throw badParameters();
      if (value !== '' || !values.has(name)) values.set(name, value);
    }
  }
  const get = (name: string) => values.get(name) || null;
  return {
    get,
    require(name) {
      const value = get(name);
      if (value === null) throw badParameters();
      return value;
    },
    get names() {
      return [...values.keys()];
    },
  };
}
