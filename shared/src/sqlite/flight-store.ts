import type { Flight, FlightStore } from '../slas/flight-store.ts';
import type { Database } from './database.ts';

interface Row {
  readonly result: Uint8Array | null;
}

interface Asked {
  readonly key: string;
  readonly holder: string;
  readonly now: number;
  readonly until: number;
}

/** A flight store on SQLite: the first to join is the one whose write takes place. */
export function createSqliteFlightStore(db: Database): FlightStore {
  const begin = db.prepare(
    `INSERT INTO slas_flights (key, holder, expires_at) VALUES (:key, :holder, :until)
     ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, result = NULL,
       expires_at = excluded.expires_at
     WHERE slas_flights.expires_at <= :now`,
  );
  const find = db.prepare<[string], Row>('SELECT result FROM slas_flights WHERE key = ?');
  const land = db.prepare(
    `UPDATE slas_flights SET result = :result, expires_at = :until
     WHERE key = :key AND holder = :holder AND result IS NULL`,
  );
  const put = db.prepare(
    `INSERT INTO slas_flights (key, holder, result, expires_at) VALUES (:key, '', :result, :until)
     ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, result = excluded.result,
       expires_at = excluded.expires_at`,
  );
  const abandon = db.prepare(
    'DELETE FROM slas_flights WHERE key = ? AND holder = ? AND result IS NULL',
  );
  const sweep = db.prepare('DELETE FROM slas_flights WHERE expires_at <= ?');

  // Under the write lock: what is in the way of the insert is still there when it is read.
  const join = db.transaction((asked: Asked): Flight => {
    if (begin.run(asked).changes === 1) return { kind: 'begun' };
    const result = find.get(asked.key)?.result ?? null;
    return result === null ? { kind: 'pending' } : { kind: 'landed', result };
  });

  const settle = db.transaction(
    (key: string, result: Uint8Array, until: number): Uint8Array | null => {
      const before = find.get(key)?.result ?? null;
      put.run({ key, result, until });
      return before;
    },
  );

  return {
    join: async (key, holder, now, until) => join.immediate({ key, holder, now, until }),
    async land(key, holder, result, until) {
      return land.run({ key, holder, result, until }).changes === 1;
    },
    settle: async (key, result, until) => settle.immediate(key, result, until),
    async abandon(key, holder) {
      abandon.run(key, holder);
    },
    async sweep(now) {
      return sweep.run(now).changes;
    },
  };
}
