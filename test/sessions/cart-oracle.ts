/**
 * The oracle of carts: an observed-remove set of lines, of which each is put in once. It knows nothing of
 * actors, vectors, cookies and rows.
 */
export interface Cart {
  /** Lines that were ever heard of here. */
  readonly seen: ReadonlySet<string>;
  /** Those of them that are in the cart. */
  readonly lines: ReadonlySet<string>;
  /** Name of the session whose sign-out began this cart. */
  readonly endedSid: string | null;
}

/** A cart that begins. */
export function newCart(endedSid: string | null = null): Cart {
  return { seen: new Set(), lines: new Set(), endedSid };
}

/** Both together: a line stays unless one side had seen it and has it no more. */
export function mergeCarts(mine: Cart, theirs: Cart): Cart {
  const kept = [...mine.lines].filter((line) => theirs.lines.has(line) || !theirs.seen.has(line));
  const brought = [...theirs.lines].filter((line) => !mine.seen.has(line));
  return {
    ...mine,
    seen: new Set([...mine.seen, ...theirs.seen]),
    lines: new Set([...kept, ...brought]),
  };
}

/** What `earlier` has not seen of `carried` joins `mine`, and removes nothing. */
export function addOwnPart(mine: Cart, carried: Cart, earlier: Cart): Cart {
  const own = [...carried.lines].filter((line) => !earlier.seen.has(line) && !mine.seen.has(line));
  return {
    ...mine,
    seen: new Set([...mine.seen, ...carried.seen]),
    lines: new Set([...mine.lines, ...own]),
  };
}

/** The cart with one line more. */
export function withLine(cart: Cart, line: string): Cart {
  return {
    ...cart,
    seen: new Set([...cart.seen, line]),
    lines: new Set([...cart.lines, line]),
  };
}

/** The cart without a line, which counts as seen. */
export function withoutLine(cart: Cart, line: string): Cart {
  return { ...cart, lines: new Set([...cart.lines].filter((each) => each !== line)) };
}

/** Whether both are the same to a store, which writes only what changes. */
export function isSameCart(a: Cart, b: Cart): boolean {
  return a.seen.size === b.seen.size && [...a.lines].sort().join() === [...b.lines].sort().join();
}
