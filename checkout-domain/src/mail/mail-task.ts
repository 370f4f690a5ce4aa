import type { EndReason } from 'domain-bridge/invalidation';
import type { Email, UserId } from '../accounts/user.ts';

/** Somebody asked for a reset mail to this address, which may be nobody's. */
export interface ResetTask {
  readonly kind: 'reset';
  readonly email: Email;
}

/** The sign-in details of a user have changed, and the user is to be told. */
export interface NoticeTask {
  readonly kind: 'notice';
  readonly userId: UserId;
  readonly reason: NoticeReason;
  /** Whether the user did it, or somebody else. */
  readonly byUser: boolean;
  /** Epoch seconds of the change. */
  readonly at: number;
}

/** Something to be mailed. Holds no secret: it is kept until the mail is out. */
export type MailTask = ResetTask | NoticeTask;

/** The changes that a user is told by mail (ASVS 5 §6.3.7). */
export const NOTICE_REASONS = [
  'password-change',
  'password-change-keep-current',
  'password-reset',
  'reset-required',
  'credential-change',
] as const satisfies readonly EndReason[];

/** One of them. */
export type NoticeReason = (typeof NOTICE_REASONS)[number];

/** Whether a user is told by mail of a change for this reason. */
export function isNoticeReason(reason: string): reason is NoticeReason {
  return NOTICE_REASONS.some((candidate) => candidate === reason);
}

/** Where those who want something mailed leave it. */
export interface MailQueue {
  /** Keeps the task, and has it done soon; it survives the end of the process. */
  add(task: MailTask): Promise<void>;
  /** Says that there may be something to be told, so that it is not only noticed in some seconds. */
  wake(): void;
}
