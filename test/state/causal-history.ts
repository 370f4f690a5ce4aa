/**
 * The oracle: what must stand in a cart, and what may, told from the order of events alone. It knows
 * nothing of actors, vectors, versions and rows.
 */

/** One change that took place. */
export interface Change {
  /** Kind and name of what was changed, e.g. `line blue-mug`. */
  readonly key: string;
  /** What was written; null: it was removed. */
  readonly value: number | string | null;
  /** Writes to `key` that it certainly replaced: they were in its causal past. */
  readonly replacedForCertain: ReadonlySet<Change>;
  /** Writes to `key` that it may have replaced: they happened before or beside it, anywhere it could hear of. */
  readonly replacedPerhaps: Set<Change>;
}

/** What one place (a cookie, an account, a token) knows. */
export interface Knowledge {
  /** Changes in its causal past. */
  readonly certain: ReadonlySet<Change>;
  /** Changes it may have heard of by any way; shared by all descendants of one planting. */
  readonly possible: Set<Change>;
}

/** Entries of a cart by key. */
export type Entries = ReadonlyMap<string, number | string>;

/** Knowledge of a place that begins. */
export function nothingKnown(): Knowledge {
  return { certain: new Set(), possible: new Set() };
}

/** Knowledge after hearing of `more`. */
export function learn(place: Knowledge, more: Knowledge): Knowledge {
  for (const change of more.possible) place.possible.add(change);
  return { possible: place.possible, certain: new Set([...place.certain, ...more.certain]) };
}

/** A change made by somebody with this knowledge; `possible` hears of it at once. */
export function recordChange(
  { certain, possible }: Knowledge,
  key: string,
  value: Change['value'],
): Change {
  const writesIn = (changes: Iterable<Change>) =>
    new Set([...changes].filter((change) => change.key === key && change.value !== null));
  const change: Change = {
    key,
    value,
    replacedForCertain: writesIn(certain),
    replacedPerhaps: writesIn(possible),
  };
  possible.add(change);
  return change;
}

/** A line that was ordered: on checkout that speaks to every cart, whatever it has heard of. */
export interface OrderedLine {
  readonly change: Change;
  /** Writes that certainly stood in the cart that was ordered. */
  readonly writes: ReadonlySet<Change>;
}

/** The order of what stands under `key`, from a place with this knowledge. */
export function recordOrder(place: Knowledge, key: string): OrderedLine {
  const touched = new Set([...place.possible].flatMap((change) => [...change.replacedPerhaps]));
  const change = recordChange(place, key, null);
  const writes = [...change.replacedForCertain].filter((write) => !touched.has(write));
  return { change, writes: new Set(writes) };
}

/**
 * Compares a cart with what its place knows.
 *
 * @returns Complaints; none when the cart is right.
 */
export function judge(
  entries: Entries,
  place: Knowledge,
  orders: readonly OrderedLine[] = [],
): string[] {
  return [...complainOfStrangers(entries, place, orders), ...complainOfLosses(entries, place)];
}

/** Every entry needs a write that could have reached this place and that nobody here knows to be replaced. */
function* complainOfStrangers(entries: Entries, place: Knowledge, orders: readonly OrderedLine[]) {
  const replaced = new Set<Change>();
  for (const change of place.certain) for (const w of change.replacedForCertain) replaced.add(w);
  for (const { writes } of orders) for (const write of writes) replaced.add(write);
  for (const [key, value] of entries) {
    const writes = [...place.possible].filter((w) => w.key === key && w.value === value);
    if (writes.length === 0) yield `invented: ${key} = ${value}`;
    else if (writes.every((write) => replaced.has(write))) yield `resurrected: ${key} = ${value}`;
  }
}

/** Every write in the causal past that nobody can have replaced must show, under at least its quantity. */
function* complainOfLosses(entries: Entries, place: Knowledge) {
  const replaced = new Set<Change>();
  for (const { replacedPerhaps } of place.possible)
    for (const write of replacedPerhaps) replaced.add(write);
  for (const write of place.certain) {
    if (write.value === null || replaced.has(write)) continue;
    const shown = entries.get(write.key);
    const tooFew = typeof shown === 'number' && shown < Number(write.value);
    if (shown === undefined || tooFew) yield `lost: ${write.key} = ${write.value}`;
  }
}
