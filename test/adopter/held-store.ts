import { MemoryStore, type SessionData } from 'express-session';

type Answer = (error: unknown, session?: SessionData | null) => void;
type Done = (error?: unknown) => void;

/**
 * A session store that makes requests overlap for certain: so many of them read before the first may go
 * on, and each goes on when the one before it has saved. Every one but the first then works on a session
 * that is out of date.
 */
export class HeldStore extends MemoryStore {
  #expected = 0;
  #held: (() => void)[] = [];

  /** Holds the next `count` reads back until all of them have been made. */
  hold(count: number): void {
    this.#expected = count;
  }

  override get(sid: string, callback: Answer): void {
    super.get(sid, (error, session) => {
      if (this.#expected === 0) return callback(error, session);
      this.#held.push(() => callback(error, session));
      if (this.#held.length < this.#expected) return;
      this.#expected = 0;
      this.#releaseNext();
    });
  }

  override set(sid: string, session: SessionData, callback?: Done): void {
    super.set(sid, session, callback);
    this.#releaseNext();
  }

  override touch(sid: string, session: SessionData, callback?: Done): void {
    super.touch(sid, session, () => callback?.());
    this.#releaseNext();
  }

  #releaseNext(): void {
    if (this.#expected === 0) this.#held.shift()?.();
  }
}
