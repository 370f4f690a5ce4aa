import type { Database } from 'domain-bridge/sqlite';

/** A database on which one statement fails. */
export interface FaultyDatabase {
  /** The same database; only statements that are prepared by this handle count. */
  readonly db: Database;
  /** How many of them have run, the failed one included. */
  executed(): number;
}

const RUNS = ['run', 'get', 'all'];

/**
 * Lets the `failing`-th execution of a prepared statement throw, counted from 1, instead of running. What
 * triggers do belongs to the statement that fired them.
 */
export function failAt(db: Database, failing: number): FaultyDatabase {
  let executed = 0;

  function count(): void {
    executed += 1;
    if (executed === failing) throw new Error('the disk is full');
  }

  function faulty<Target extends object>(target: Target, isStatement: boolean): Target {
    return new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (isStatement && RUNS.includes(String(name))) count();
          const result: unknown = Reflect.apply(value, target, args);
          if (name === 'prepare') return faulty(result as object, true);
          // `pluck` and the like answer the statement itself.
          return result === target ? faulty(target, isStatement) : result;
        };
      },
    });
  }
  return { db: faulty(db, false), executed: () => executed };
}
