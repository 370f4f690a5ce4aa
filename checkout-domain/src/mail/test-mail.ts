import type { AuditTrail } from 'domain-bridge/invalidation';
import { createSqliteAuditTrail, type Database } from 'domain-bridge/sqlite';
import { createTestScheduler, type TestScheduler } from '../../../test/support/test-scheduler.ts';
import { parseResetToken, type ResetToken } from '../accounts/reset-token.ts';
import { createResetTokenStore } from '../accounts/reset-token-store.ts';
import {
  byAdmin,
  createTestAccounts,
  emailOf,
  type TestAccounts,
} from '../accounts/test-accounts.ts';
import type { UserId } from '../accounts/user.ts';
import { type Courier, createCourier } from './courier.ts';
import type { Letter } from './letter.ts';
import { createLetterWriter } from './letter-writer.ts';
import { createMailOutbox } from './mail-outbox.ts';
import type { NoticeReason } from './mail-task.ts';
import type { Mailer } from './mailer.ts';

/** The mail of a test: real but for the server, which remembers what it was given. */
export interface TestMail {
  readonly accounts: TestAccounts;
  /** `ann@example.com`. */
  readonly ann: UserId;
  readonly scheduler: TestScheduler;
  readonly trail: AuditTrail;
  readonly sent: Letter[];
  readonly failures: unknown[];
  /** May be replaced. */
  mailer: Mailer;
  /** A courier of this process, or of the one that has `db`. */
  courier(db?: Database): Courier;
  /** Sets another hash for Ann. */
  setHash(reason: NoticeReason): Promise<unknown>;
  /** Asks for a reset mail. */
  queueReset(email: string): Promise<void>;
  /** Number of tasks that are not done. */
  left(): unknown;
}

/** Takes no letter. Its message holds an address, as those of mail servers do. */
export const BROKEN_MAILER: Mailer = {
  send: () => Promise.reject(Object.assign(new Error('<ann@example.com>'), { code: 'EENVELOPE' })),
};

/** Makes it, with one user. */
export async function createTestMail(): Promise<TestMail> {
  const accounts = createTestAccounts();
  const { db, users, clock } = accounts;
  const ann = await accounts.register('ann@example.com');
  const scheduler = createTestScheduler();
  const trail = createSqliteAuditTrail(db, accounts);
  const sent: Letter[] = [];
  const failures: unknown[] = [];

  const mail: TestMail = {
    accounts,
    ann,
    scheduler,
    trail,
    sent,
    failures,
    mailer: { send: async (letter) => void sent.push(letter) },
    courier(handle = db) {
      const tokens = createResetTokenStore(handle);
      return createCourier({
        outbox: createMailOutbox(handle),
        trail,
        writer: createLetterWriter({ users, tokens, checkout: 'https://checkout.example', clock }),
        mailer: { send: (letter) => mail.mailer.send(letter) },
        clock,
        scheduler,
        onFailure: (failure) => void failures.push(failure),
      });
    },
    setHash: (reason) =>
      accounts.changes.setPassword(ann, `hash-${accounts.trail().length}`, byAdmin(reason)),
    queueReset: (email) =>
      createMailOutbox(db).add({ kind: 'reset', email: emailOf(email) }, accounts.now / 1000),
    left: () => db.prepare('SELECT count(*) FROM mail_outbox').pluck().get(),
  };
  return mail;
}

/** The token that a letter brings, or null. */
export function tokenIn(letter: Letter | undefined): ResetToken | null {
  return parseResetToken(/token=([\w-]+)/.exec(letter?.text ?? '')?.[1]);
}
