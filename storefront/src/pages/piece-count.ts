/** A number with its noun, e.g. “1 item”, “1,204 items”. */
export function pieceCount(count: number, one = 'item', many = 'items'): string {
  return `${new Intl.NumberFormat('en-IE').format(count)} ${count === 1 ? one : many}`;
}
