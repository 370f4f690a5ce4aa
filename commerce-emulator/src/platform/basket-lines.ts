/** Pieces of one product in a basket. */
export interface BasketItem {
  /** Names the line within its basket. */
  readonly itemId: string;
  readonly productId: string;
  /** At least 1. */
  readonly quantity: number;
}

/** What happens to a product that both baskets of a merge hold (`productItemMergeMode`). */
export const MERGE_MODES = [
  'sum_quantities',
  'higher_quantity',
  'saved_quantity',
  'separate_item',
] as const;
export type MergeMode = (typeof MERGE_MODES)[number];

/** Most pieces of one line; B2C Commerce has no such limit, a demo wants one. */
const MOST_PIECES = 999;

/** Whether a line may have this quantity; `least` is 0 where that removes it. */
export function isQuantity(quantity: number, least: number): boolean {
  return Number.isInteger(quantity) && quantity >= least && quantity <= MOST_PIECES;
}

/** Adds pieces to the line of a product, or a line for it. */
export function addPieces(
  items: readonly BasketItem[],
  productId: string,
  quantity: number,
  newId: () => string,
): readonly BasketItem[] {
  const known = items.find((item) => item.productId === productId);
  if (known === undefined) return [...items, { itemId: newId(), productId, quantity }];
  return setPieces(items, known.itemId, Math.min(known.quantity + quantity, MOST_PIECES));
}

/** Sets the quantity of a line; 0 takes it away. */
export function setPieces(
  items: readonly BasketItem[],
  itemId: string,
  quantity: number,
): readonly BasketItem[] {
  if (quantity === 0) return items.filter((item) => item.itemId !== itemId);
  return items.map((item) => (item.itemId === itemId ? { ...item, quantity } : item));
}

/** The lines of `mine` with those of `theirs`. */
export function mergeItems(
  mine: readonly BasketItem[],
  theirs: readonly BasketItem[],
  mode: MergeMode,
): readonly BasketItem[] {
  if (mode === 'separate_item') return [...mine, ...theirs];
  const twins = new Map(theirs.map((item) => [item.productId, item.quantity]));
  const merged = mine.map((item) => {
    const twin = twins.get(item.productId);
    return twin === undefined
      ? item
      : { ...item, quantity: mergedPieces(item.quantity, twin, mode) };
  });
  const own = new Set(mine.map((item) => item.productId));
  return [...merged, ...theirs.filter((item) => !own.has(item.productId))];
}

function mergedPieces(mine: number, theirs: number, mode: MergeMode): number {
  if (mode === 'sum_quantities') return Math.min(mine + theirs, MOST_PIECES);
  return mode === 'higher_quantity' ? Math.max(mine, theirs) : mine;
}
