import { Refused } from '../refused.ts';
import { isWaiting, type KeyEntry, UNRECORDED } from './key-entry.ts';

/** The steps of a rotation, in order. */
export const STEPS = ['add', 'promote', 'retire'] as const;

/** One of the steps. */
export type Step = (typeof STEPS)[number];

/** How a step is taken. */
export interface StepOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** How long a key has to be known before it may come first. */
  readonly knownMilliseconds: number;
  /** How long something may be about that an earlier first key has sealed or signed. */
  readonly aboutMilliseconds: number;
  /** Takes the step also where it is refused for the sake of carts. */
  readonly force: boolean;
}

type Entries = readonly KeyEntry[];

/** Puts a fresh key behind the others. @throws {Refused} Where the last rotation is in the middle. */
export function addKey(entries: Entries, fresh: KeyEntry, { now, force }: StepOptions): Entries {
  const waiting = entries.find(isWaiting);
  if (waiting && !force) throw new Refused(`${waiting.kid} was added already: promote it`);
  return [...entries, { ...fresh, history: { ...UNRECORDED, added: now } }];
}

/**
 * Makes the newest key the first.
 *
 * @throws {Refused} Where there is none that was added for it, or it was added too shortly ago.
 */
export function promoteKey(entries: Entries, options: StepOptions): Entries {
  const { now, force } = options;
  const newest = entries.findLast(isWaiting) ?? (force ? entries.at(-1) : undefined);
  const [first] = entries;
  if (!newest || !first || newest === first) throw new Refused('there is no new key: add one');
  const from = (newest.history.added ?? 0) + options.knownMilliseconds;
  if (now < from && !force) {
    throw new Refused(`${newest.kid} is not known everywhere before ${timeOf(from)}`);
  }
  const others = entries.filter((entry) => entry !== newest && entry !== first);
  const promoted = { ...newest.history, promoted: now, demoted: null };
  const demoted = { ...first.history, demoted: now };
  return [{ ...newest, history: promoted }, { ...first, history: demoted }, ...others];
}

/**
 * Drops the keys that have sealed or signed and do so no longer, those alone under which nothing is about any more.
 * Keys that wait for their turn stay.
 *
 * @throws {Refused} Where there is nothing to drop, or all of it too early.
 */
export function retireKeys(entries: Entries, options: StepOptions): Entries {
  const former = formerKeys(entries);
  if (former.length === 0) throw new Refused('there is no key that seals no longer');
  const { now, force } = options;
  const over = force
    ? former
    : former.filter((entry) => (retirableAt(entry, options) ?? Infinity) <= now);
  if (over.length === 0)
    throw new Refused(former.map((entry) => whyNot(entry, options)).join('; '));
  return entries.filter((entry) => !over.includes(entry));
}

/** The keys behind the first that do not wait for their turn. */
export function formerKeys([, ...others]: Entries): Entries {
  return others.filter((entry) => !isWaiting(entry));
}

/** From when on nothing is about under a key any more; null where the file does not say. */
export function retirableAt(
  { history }: KeyEntry,
  { aboutMilliseconds }: Pick<StepOptions, 'aboutMilliseconds'>,
): number | null {
  return history.demoted === null ? null : history.demoted + aboutMilliseconds;
}

function whyNot(entry: KeyEntry, options: StepOptions): string {
  const from = retirableAt(entry, options);
  return from === null
    ? `the file does not say since when ${entry.kid} seals no longer`
    : `something under ${entry.kid} may be about until ${timeOf(from)}`;
}

/** As a report writes a time. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
