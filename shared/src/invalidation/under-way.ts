/** What others have begun here, so that whoever stops can wait for its end: the store closes after that. */
export class UnderWay {
  readonly #all = new Set<Promise<unknown>>();

  /** Lets `work` go on, and remembers it until it has ended. */
  async follow<Result>(work: Promise<Result>): Promise<Result> {
    this.#all.add(work);
    return work.finally(() => this.#all.delete(work));
  }

  /** Resolves when all of it has ended, well or not. Callers may be gone, and would not be waited for. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#all);
  }
}
