import { afterAll, describe, expect, it } from '@jest/globals';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteReceiverStore } from '../../shared/src/sqlite/receiver-store.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { receiverStoreContract } from './receiver-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a receiver store on SQLite, by two handles on one file', () => {
  receiverStoreContract(() => {
    const [one, other] = files.openTwice();
    return {
      one: createSqliteReceiverStore(one),
      other: createSqliteReceiverStore(other),
      sessions: createSqliteSessionStore(other),
      epochs: createSqliteEpochStore(one),
    };
  });

  it('takes an answer as a whole: where one event fails, the cursor has not moved', async () => {
    const db = files.open();
    const receiver = createSqliteReceiverStore(db);
    const event = { kind: 'subject', subject: 'ann', reason: null, at: 1 } as const;
    const cursor = { incarnation: 'a'.repeat(32), seq: 7, chain: 'c'.repeat(43) };
    const answer = receiver.learn(
      [
        { ...event, epoch: 5 },
        { ...event, epoch: 0.5 },
      ],
      cursor,
    );
    await expect(answer).rejects.toThrow();
    expect([await receiver.cursor(), await receiver.highestEpoch()]).toEqual([null, 0]);
  });
});
