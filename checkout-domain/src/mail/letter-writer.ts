import { RESET_SECONDS, type ResetTokenStore } from '../accounts/reset-token-store.ts';
import type { User } from '../accounts/user.ts';
import type { UserStore } from '../accounts/user-store.ts';
import type { Letter } from './letter.ts';
import type { QueuedMail } from './mail-outbox.ts';
import type { NoticeTask, ResetTask } from './mail-task.ts';
import {
  changedLetter,
  forcedResetLetter,
  type LetterFacts,
  resetLetter,
} from './password-letters.ts';

/** Makes letters of tasks. */
export interface LetterWriter {
  /**
   * The letter of a task. A token is minted here, so its hour begins when the mail goes out.
   *
   * @returns null when there is nobody to write to, or no longer a reason.
   */
  write(mail: Pick<QueuedMail, 'task' | 'queuedAt'>): Promise<Letter | null>;
}

/** What letters are made from. */
export interface LetterWriterDeps {
  readonly users: Pick<UserStore, 'read' | 'find'>;
  readonly tokens: Pick<ResetTokenStore, 'issue'>;
  /** Origin of the checkout domain, e.g. `https://checkout.example`. */
  readonly checkout: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Makes the writer of a server. */
export function createLetterWriter(deps: LetterWriterDeps): LetterWriter {
  const { users, tokens, checkout, clock } = deps;
  const now = (): number => Math.floor(clock() / 1000);
  const factsOf = ({ email: to }: User): LetterFacts => ({ to, checkout });

  async function writeReset({ email }: ResetTask, queuedAt: number): Promise<Letter | null> {
    // Whoever has waited this long for the mail has asked again.
    if (now() - queuedAt > RESET_SECONDS) return null;
    const user = await users.find(email);
    const token = user && (await tokens.issue(user.id, now()));
    return user && token && resetLetter(factsOf(user), token);
  }

  async function writeNotice(task: NoticeTask): Promise<Letter | null> {
    const user = await users.read(task.userId);
    if (!user) return null;
    if (task.reason !== 'reset-required') return changedLetter(factsOf(user), task);
    const token = await tokens.issue(user.id, now());
    return token && forcedResetLetter(factsOf(user), token, task.at);
  }

  return {
    write: ({ task, queuedAt }) =>
      task.kind === 'reset' ? writeReset(task, queuedAt) : writeNotice(task),
  };
}
