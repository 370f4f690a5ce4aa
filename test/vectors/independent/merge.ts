import { byDot, Refusal, type State, type Write, type Writes } from './state.ts';

/** Merges two states after docs/protocol.md §3.4. @throws {Refusal} Over the caps of §8. */
export function merge(mine: State, theirs: State): State {
  const vector = new Map(mine.vector);
  for (const [actor, counter] of theirs.vector) {
    vector.set(actor, Math.max(counter, vector.get(actor) ?? 0));
  }
  const both = (part: 'lines' | 'promotions' | 'registers'): Writes =>
    mergePart({ writes: mine[part], by: mine }, { writes: theirs[part], by: theirs });
  const merged = {
    visitor: mine.visitor,
    vector,
    lines: both('lines'),
    promotions: both('promotions'),
    registers: both('registers'),
  };
  if (merged.lines.size <= 1_000 && merged.promotions.size <= 100) return merged;
  throw new Refusal('ERR_STATE_TOO_LARGE');
}

interface Side {
  readonly writes: Writes;
  readonly by: State;
}

function mergePart(one: Side, other: Side): Writes {
  const keys = new Set([...one.writes.keys(), ...other.writes.keys()]);
  const merged = new Map<string, readonly Write[]>();
  for (const key of keys) {
    // Mine last: of one dot that two states tell differently, which §3.4 rules out, mine stays.
    const left = [...survivors(key, other, one), ...survivors(key, one, other)];
    const own = new Map(left.map((write) => [`${write.actor} ${write.counter}`, write]));
    if (own.size > 0) merged.set(key, [...own.values()].sort(byDot));
  }
  return merged;
}

/** The writes of one side that the other one has as well, or has never seen. */
function survivors(key: string, { writes }: Side, other: Side): readonly Write[] {
  const there = other.writes.get(key) ?? [];
  return (writes.get(key) ?? []).filter(({ actor, counter }) => {
    const isThere = there.some((each) => each.actor === actor && each.counter === counter);
    return isThere || counter > (other.by.vector.get(actor) ?? 0);
  });
}
