import type { KeptShopper, KeptShopperStore } from '../slas/kept-shopper-store.ts';
import type { Database } from './database.ts';

/** A store on SQLite for token pairs that stay on the server. */
export function createSqliteKeptShopperStore(db: Database): KeptShopperStore {
  const read = db.prepare<[string, number], KeptShopper>(
    'SELECT sealed, version FROM slas_shoppers WHERE key = ? AND expires_at > ?',
  );
  const insert = db.prepare(
    `INSERT INTO slas_shoppers (key, version, sealed, expires_at) VALUES (:key, 1, :sealed, :until)
     ON CONFLICT DO NOTHING`,
  );
  const update = db.prepare(
    `UPDATE slas_shoppers SET version = version + 1, sealed = :sealed, expires_at = :until
     WHERE key = :key AND version = :version`,
  );
  const remove = db.prepare('DELETE FROM slas_shoppers WHERE key = ?');
  const sweep = db.prepare('DELETE FROM slas_shoppers WHERE expires_at <= ?');
  return {
    async read(key, now) {
      return read.get(key, now) ?? null;
    },
    async write(key, version, sealed, until) {
      const values = { key, sealed, until };
      const { changes } =
        version === null ? insert.run(values) : update.run({ ...values, version });
      return changes === 1;
    },
    async remove(key) {
      remove.run(key);
    },
    async sweep(now) {
      return sweep.run(now).changes;
    },
  };
}
