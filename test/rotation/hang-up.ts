import { until } from '../support/known-shopper.ts';
import type { RunningStore, Side } from '../support/running-store.ts';

/** A line of a server's log about a reload. */
export interface ReloadLine {
  readonly role: Side;
  readonly msg: 'keys reloaded' | 'keys not reloaded';
  readonly kids?: Readonly<Record<string, readonly string[]>>;
  readonly problems?: readonly string[];
}

/** Tells a server to read its keys again, and waits for what it says about it. */
export async function hangUp(store: RunningStore, side: Side): Promise<ReloadLine> {
  const before = reloadsOf(store, side).length;
  const process_ = store.processOf(side);
  if (process_ === undefined) throw new Error(`${side} does not run`);
  process.kill(process_, 'SIGHUP');
  await until(() => reloadsOf(store, side).length > before);
  return reloadsOf(store, side).at(-1) as ReloadLine;
}

/** What a server has said about reloads so far. */
export function reloadsOf(store: RunningStore, side: Side): readonly ReloadLine[] {
  const lines = store
    .output()
    .split('\n')
    .filter((line) => /"keys (not )?reloaded"\}$/.test(line));
  return lines.map((line) => JSON.parse(line)).filter(({ role }) => role === side);
}

/** The kid in front of something sealed: a token, or the value of a cookie. */
export function kidOf(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  return bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString();
}
