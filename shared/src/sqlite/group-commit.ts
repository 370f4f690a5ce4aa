import type { Database } from './database.ts';

/** Runs a statement with the others of the same turn of the event loop; resolves when all of them are committed. */
export type GroupCommit = <Result>(statement: () => Result) => Promise<Result>;

interface Waiting {
  readonly statement: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what requests write at the same time into one transaction (decisions/032). A commit costs more than the
 * statement in it, and whoever waits for one can wait for that of the others as well: nobody is answered before.
 *
 * Each `statement` is one statement. When it fails, it alone has not happened; when the transaction fails, none has.
 */
export function createGroupCommit(db: Database): GroupCommit {
  let waiting: Waiting[] = [];
  const transact = db.transaction((group: readonly Waiting[]) =>
    group.map((each) => attempt(each)),
  );
  const attempt = ({ statement }: Waiting): Attempt => {
    try {
      return { ok: true, result: statement() };
    } catch (error) {
      // Some errors, e.g. of a full disk, roll everything back: then what follows must not run on its own.
      if (!db.inTransaction) throw error;
      return { ok: false, error };
    }
  };
  const commit = (): void => {
    const group = waiting;
    waiting = [];
    const [first] = group;
    // A statement alone is a transaction already.
    settle(group, () =>
      first && group.length === 1 ? [attempt(first)] : transact.immediate(group),
    );
  };
  return (statement) =>
    new Promise((resolve, reject) => {
      // Statements of one turn find each other by then; a lone one waits for nobody.
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ statement, resolve: resolve as Waiting['resolve'], reject });
    });
}

type Attempt =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: unknown };

function settle(group: readonly Waiting[], run: () => readonly Attempt[]): void {
  try {
    run().forEach((outcome, i) => {
      if (outcome.ok) group[i]?.resolve(outcome.result);
      else group[i]?.reject(outcome.error);
    });
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
