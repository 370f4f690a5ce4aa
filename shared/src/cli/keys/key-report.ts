import type { Report } from '../report.ts';
import { isWaiting, type KeyEntry } from './key-entry.ts';
import type { KeyFileOptions, RotatedKind } from './rotated-kind.ts';
import { waitsOf } from './rotated-kind.ts';
import { formerKeys, retirableAt, type Step, timeOf } from './rotation.ts';

/** What a key does, and since when; nothing of it is secret. */
export interface KeyStanding {
  readonly kid: string;
  /** `signs` and `published` of signing keys. */
  readonly does: 'seals' | 'opens' | 'signs' | 'published';
  /** `waiting`: comes first one day. `former`: came first once, or the file does not say. */
  readonly stage: 'first' | 'waiting' | 'former';
  /** When it came to that stage (ISO 8601); null where the file does not say. */
  readonly since: string | null;
  /** From when on a former one may be dropped; null where the file does not say, and of others. */
  readonly retireFrom: string | null;
}

/** Says of a file of keys what each of them does, and what the next step is. */
export function keyReport(
  entries: readonly KeyEntry[],
  options: KeyFileOptions,
  now: number,
): Report & { readonly json: { readonly keys: readonly KeyStanding[]; readonly next: NextStep } } {
  const keys = entries.map((entry, index) => standingOf(entry, index, options));
  const next = nextStep(entries, options, now);
  return {
    lines: [...keys.map(lineOf), `Next: ${next.what}`],
    json: { keys, next },
  };
}

/** What is to be done next. */
export interface NextStep {
  readonly step: Step;
  /** Not before this moment (ISO 8601); null: now, or when the file does not say. */
  readonly from: string | null;
  /** The step and its conditions, in words. */
  readonly what: string;
}

const DOES = {
  bridge: ['seals', 'opens'],
  cookie: ['seals', 'opens'],
  signing: ['signs', 'published'],
} as const;

const LOADED: Readonly<Record<RotatedKind, string>> = {
  bridge: 'when both domains have loaded it, as "keys reloaded" in the log of each says',
  cookie: 'when every process of this domain has loaded it, as "keys reloaded" in its log says',
  signing: 'when checkout has published it for ten minutes',
};

function standingOf(entry: KeyEntry, index: number, options: KeyFileOptions): KeyStanding {
  const [first, other] = DOES[options.kind];
  const { kid, history } = entry;
  const isoOf = (at: number | null): string | null => (at === null ? null : timeOf(at));
  if (index === 0) {
    const since = isoOf(history.promoted ?? history.added);
    return { kid, does: first, stage: 'first', since, retireFrom: null };
  }
  if (isWaiting(entry)) {
    return { kid, does: other, stage: 'waiting', since: isoOf(history.added), retireFrom: null };
  }
  const retireFrom = isoOf(retirableAt(entry, waitsOf(options)));
  return { kid, does: other, stage: 'former', since: isoOf(history.demoted), retireFrom };
}

function lineOf({ kid, does, stage, since, retireFrom }: KeyStanding): string {
  const words = {
    first: `since ${since ?? 'before this was recorded'}`,
    waiting: `alone, since ${since}`,
    former: `what it did before ${since ?? 'nobody knows when'}`,
  };
  const until = retireFrom === null ? '' : `; to be retired from ${retireFrom}`;
  return `${kid}  ${does} ${words[stage]}${until}`;
}

function nextStep(entries: readonly KeyEntry[], options: KeyFileOptions, now: number): NextStep {
  const { kind } = options;
  const { knownMilliseconds } = waitsOf(options);
  const waiting = entries.findLast(isWaiting);
  if (waiting) {
    const from = timeOf((waiting.history.added ?? now) + knownMilliseconds);
    const isNow = knownMilliseconds === 0;
    const when = isNow ? LOADED[kind] : `${LOADED[kind]}: not before ${from}`;
    return { step: 'promote', from: isNow ? null : from, what: `promote ${waiting.kid}, ${when}` };
  }
  const former = formerKeys(entries);
  const times = former.flatMap((entry) => retirableAt(entry, waitsOf(options)) ?? []);
  if (former.length === 0) {
    return { step: 'add', from: null, what: 'nothing to do; add begins a rotation' };
  }
  if (times.length === 0) {
    const what =
      'retire --force, when nothing is about under the others; the file does not say since when they seal no longer';
    return { step: 'retire', from: null, what };
  }
  const from = timeOf(Math.min(...times));
  return { step: 'retire', from, what: `retire, from ${from} on` };
}
