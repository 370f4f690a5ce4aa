import { setImmediate } from 'node:timers/promises';
import type { AuditTrail } from 'domain-bridge/invalidation';
import type { Scheduler } from 'domain-bridge/peer';
import type { LetterWriter } from './letter-writer.ts';
import { nextAttempt } from './mail-backoff.ts';
import type { MailOutbox, QueuedMail } from './mail-outbox.ts';
import type { MailQueue } from './mail-task.ts';
import { failureWord, type Mailer } from './mailer.ts';
import { collectNotices } from './password-notices.ts';

/** Brings the mail out in the background. */
export interface Courier extends MailQueue {
  /** Begins to work. What was left over from the last process is done first. */
  start(): void;
  /** Ends after the mails that are under way. */
  stop(): Promise<void>;
  /** Sends all that is due. The running courier does it by itself. */
  deliver(): Promise<void>;
}

/** What a courier works with. */
export interface CourierDeps {
  readonly outbox: MailOutbox;
  readonly trail: Pick<AuditTrail, 'read'>;
  readonly writer: LetterWriter;
  readonly mailer: Mailer;
  /** Epoch milliseconds; decides what is due. */
  readonly clock: () => number;
  /** Waits between two looks. */
  readonly scheduler: Pick<Scheduler, 'sleep'>;
  /** Told of failures, for the log: one word, and whether the mail was given up. Never an address. */
  readonly onFailure?: (failure: { readonly word: string; readonly givenUp: boolean }) => void;
}

/** Nobody wakes us when another process changes a user, so the trail is looked at this often. */
export const LOOK_EVERY_MILLISECONDS = 5_000;
/** Mails under way at once: one server that does not answer must not hold up everybody's. */
const SENT_AT_ONCE = 8;

/** Makes the courier of a server. */
export function createCourier(deps: CourierDeps): Courier {
  const { outbox, writer, mailer, clock, scheduler, onFailure = () => {} } = deps;
  const now = (): number => Math.floor(clock() / 1000);
  let bell = new AbortController();
  let running: Promise<void> | null = null;
  let stopping = false;

  async function deliver(): Promise<void> {
    await collectNotices(deps);
    while (!stopping) {
      const mails = await outbox.claim(SENT_AT_ONCE, now());
      if (mails.length === 0) return;
      await Promise.all(mails.map(deliverOne));
    }
  }

  async function deliverOne(mail: QueuedMail): Promise<void> {
    try {
      const letter = await writer.write(mail);
      if (letter) await mailer.send(letter);
      await outbox.finish(mail.id);
    } catch (error) {
      const nextTryAt = nextAttempt(mail.attempts, mail.queuedAt, now());
      onFailure({ word: failureWord(error), givenUp: nextTryAt === null });
      await (nextTryAt === null ? outbox.finish(mail.id) : outbox.postpone(mail.id, nextTryAt));
    }
  }

  async function work(): Promise<void> {
    while (!stopping) {
      bell = new AbortController();
      // Whoever rang has an answer to give first, which must not take longer for an account that exists.
      await setImmediate();
      await deliver().catch((error) => onFailure({ word: failureWord(error), givenUp: false }));
      await scheduler.sleep(LOOK_EVERY_MILLISECONDS, bell.signal);
    }
  }

  const wake = (): void => bell.abort();
  return {
    deliver,
    wake,
    async add(task) {
      await outbox.add(task, now());
      wake();
    },
    start() {
      stopping = false;
      running ??= work();
    },
    async stop() {
      stopping = true;
      wake();
      await running;
      running = null;
    },
  };
}
