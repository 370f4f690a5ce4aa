import { parseSigningKeys } from '../../invalidation/signing-keys.ts';
import { type KeyEntry, type KeyFileText, type KeyHistory, MOMENTS } from './key-entry.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a private JWK set together with what it says of its keys in members of its own, `added_at promoted_at
 * demoted_at`; whoever does not know them passes over them (RFC 7517 §4). Other members stay.
 *
 * @throws {TypeError} On what no server takes.
 */
export async function readSigningKeys(text: string): Promise<KeyFileText> {
  const { keys } = await parseSigningKeys(text);
  const set: { readonly keys: readonly Members[] } = JSON.parse(text);
  const entries = keys.map(({ kid }, index): KeyEntry => {
    const jwk = set.keys[index] ?? {};
    return { kid, history: historyOf(jwk), text: JSON.stringify(jwk) };
  });
  return {
    entries,
    textWith: (next) => `${JSON.stringify({ ...set, keys: next.map(jwkOf) }, null, 2)}\n`,
  };
}

function historyOf(jwk: Members): KeyHistory {
  const at = (moment: string): number | null => {
    const time = Date.parse(String(jwk[`${moment}_at`]));
    return Number.isFinite(time) ? time : null;
  };
  return { added: at('added'), promoted: at('promoted'), demoted: at('demoted') };
}

function jwkOf({ history, text }: KeyEntry): Members {
  const times = MOMENTS.map((moment) => {
    const at = history[moment];
    // Without a moment JSON leaves the member out.
    return [`${moment}_at`, at === null ? undefined : new Date(at).toISOString()];
  });
  return { ...JSON.parse(text), ...Object.fromEntries(times) };
}
