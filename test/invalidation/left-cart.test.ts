import { afterAll, expect, it } from '@jest/globals';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createSqliteStateStore } from '../../shared/src/sqlite/state-store.ts';
import { AccountReplica } from '../../shared/src/state/account-replica.ts';
import { addToLine } from '../../shared/src/state/operations.ts';
import { decodeRecord } from '../../shared/src/state/record.ts';
import { onState } from '../../shared/src/state/replica.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { putSession, SESSION_NOW } from '../support/stored-session.ts';
import { createTestClock } from '../support/test-clock.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

it.each(['revoke', 'endSession', 'endEveryone'] as const)(
  'the cart that the end of a session leaves is the one of the account: %s',
  async (how) => {
    const db = files.open();
    const { now: clock } = createTestClock();
    const store = createSqliteStateStore(db);
    const parts = { role: 'checkout', store, clock, random: createSeededRandom() } as const;
    const accounts = new AccountReplica(parts);
    const add = (sku: string) => accounts.change('ann', onState(addToLine({ sku }, 2)));
    const id = await putSession(db, { entity: 'ann', sid: 'sid_ann' });
    await add('mug');
    const cart = await add('rug');

    const invalidator = createSqliteInvalidator(db, { clock });
    const change = { actor: 'x', initiatingEntity: 'admin', reason: 'sessions-revoked' } as const;
    await {
      revoke: () => invalidator.revoke('ann', change),
      endSession: () => invalidator.endSession({ subject: 'ann', sid: 'sid_ann' }, change),
      endEveryone: () => invalidator.endEveryone(change),
    }[how]();

    const ended = await createSqliteSessionStore(db).ended(id, SESSION_NOW);
    expect(ended?.cart && decodeRecord(ended.cart)).toEqual(cart);
  },
);
