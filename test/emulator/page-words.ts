/** Number of pieces that a controller page speaks of. */
export function pagePieces(text: string): string | undefined {
  return /class="count">(\d+) piece/.exec(text)?.[1];
}

/** Whom a controller page greets: `guest`, or a first name. */
export function pageShopper(text: string): string | undefined {
  return /class="who">[^<]*<strong>([^<]+)/.exec(text)?.[1];
}
