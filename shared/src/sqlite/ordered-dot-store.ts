import type { OrderedDot, OrderedDotStore } from '../state/ordered-dot-store.ts';
import type { Database } from './database.ts';

/** An ordered-dot store that can also record inside a transaction of yours. */
export interface SqliteOrderedDotStore extends OrderedDotStore {
  /**
   * `record`, at once and within the transaction that is open.
   *
   * @returns Whether all of them are new: one that is on file has been ordered meanwhile, by somebody else.
   */
  recordSync(dots: readonly OrderedDot[]): boolean;
}

/** An ordered-dot store on SQLite. */
export function createSqliteOrderedDotStore(db: Database): SqliteOrderedDotStore {
  const find = db
    .prepare<[string], number>('SELECT counter FROM ordered_dots WHERE actor = ?')
    .pluck();
  const insert = db.prepare(
    'INSERT INTO ordered_dots (actor, counter) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const recordSync = db.transaction((dots: readonly OrderedDot[]): boolean => {
    const added = dots.filter(({ actor, counter }) => insert.run(actor, counter).changes === 1);
    return added.length === dots.length;
  });
  return {
    recordSync,
    async counters(actor) {
      return new Set(find.all(actor));
    },
    async record(dots) {
      recordSync(dots);
    },
  };
}
