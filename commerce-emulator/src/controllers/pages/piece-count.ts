/** A number of pieces in words, e.g. `1 piece`. */
export function countPieces(pieces: number): string {
  return pieces === 1 ? '1 piece' : `${pieces} pieces`;
}
