import { abortWith, type Scheduler } from '../core/scheduler.ts';
import type { FeedStore } from './feed.ts';

/** What a watcher is made of. */
export interface FeedWatcherOptions {
  readonly feed: Pick<FeedStore, 'head'>;
  readonly scheduler: Scheduler;
  /** How often to look while somebody waits. Default: 50. */
  readonly intervalMilliseconds?: number;
}

/** How long to wait. */
export interface WaitOptions {
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly seq: number;
  readonly resolve: (isBeyond: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Notices new entries of the feed. It looks, because they are also written by other processes and by tools that
 * know nothing of us; only while somebody waits, and once for all who do.
 */
export class FeedWatcher {
  readonly #options: FeedWatcherOptions;
  readonly #waiters = new Set<Waiter>();
  #pause = new AbortController();
  #isLooking = false;
  #isClosed = false;

  constructor(options: FeedWatcherOptions) {
    this.#options = options;
  }

  /**
   * Waits for an entry behind `seq`.
   *
   * @returns False when none came in time, or the signal or `close` ended the wait.
   */
  async waitBeyond(seq: number, { timeoutMilliseconds, signal }: WaitOptions): Promise<boolean> {
    if (this.#isClosed || signal?.aborted) return false;
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const waiter = { seq, resolve, reject };
    const over = new AbortController();
    const letGo = abortWith(over, signal);
    void this.#options.scheduler.sleep(timeoutMilliseconds, over.signal).then(() => resolve(false));
    this.#waiters.add(waiter);
    this.wake();
    void this.#look();
    try {
      return await promise;
    } finally {
      this.#waiters.delete(waiter);
      if (this.#waiters.size === 0) this.wake();
      letGo();
      over.abort();
    }
  }

  /** Looks at once: something was written just now. */
  wake(): void {
    this.#pause.abort();
  }

  /** Ends every wait, now and from now on, so that a server can stop. */
  close(): void {
    this.#isClosed = true;
    for (const { resolve } of this.#waiters) resolve(false);
    this.#waiters.clear();
    this.wake();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#waiters.size > 0) await this.#lookOnce();
    } catch (error) {
      for (const { reject } of this.#waiters) reject(error);
      this.#waiters.clear();
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookOnce(): Promise<void> {
    const { feed, scheduler, intervalMilliseconds = 50 } = this.#options;
    // Before the look: who wakes us during it may have written behind what it saw.
    this.#pause = new AbortController();
    const { signal } = this.#pause;
    const head = await feed.head();
    for (const waiter of this.#waiters) {
      if (head.seq <= waiter.seq) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(true);
    }
    if (this.#waiters.size > 0) await scheduler.sleep(intervalMilliseconds, signal);
  }
}
