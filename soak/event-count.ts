/** Counts the events of a run, so that what happened in several places can be put in order. */
export class EventCount {
  #count = 0;

  /** The next number. */
  next(): number {
    return ++this.#count;
  }
}
