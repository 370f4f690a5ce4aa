import { readFileSync } from 'node:fs';
import { createSeededRandom } from '../test/support/seeded-random.ts';

/** What somebody had in the cart. */
export interface Basket {
  /** Name of a country, as the source has it. */
  readonly country: string;
  readonly lines: readonly BasketLine[];
}

/** One article of it. */
export interface BasketLine {
  readonly sku: string;
  readonly quantity: number;
}

const GENERATED = 10_000;
const ARTICLES = 4_000;
const MOST_LINES = 1_110;

/** How something is spread: shares, rising from 0 to 1, and the value that this share of all stays below. */
type Spread = readonly (readonly [share: number, value: number])[];

/** Lines of a cart: the shape of the carts of a gift shop that sells to households and to retailers. */
const LINES: Spread = [
  [0, 1],
  [0.1, 1],
  [0.25, 6],
  [0.5, 15],
  [0.75, 29],
  [0.9, 52],
  [0.99, 218],
  [0.999, 600],
  [1, MOST_LINES],
];
/** Pieces of a line. */
const PIECES: Spread = [
  [0, 1],
  [0.25, 1],
  [0.5, 4],
  [0.75, 11],
  [0.9, 24],
  [0.99, 100],
  [1, 1_000],
];

/** Reads baskets, one a line: country, tab, `sku:quantity` parted by blanks; blanks within a SKU are `_`. */
export function readBaskets(file: string): Basket[] {
  const rows = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return rows.map((row, i) => {
    const [country = '', lines = ''] = row.split('\t');
    if (lines === '') throw new TypeError(`row ${i + 1} expected country<TAB>sku:qty sku:qty …`);
    return { country, lines: lines.split(' ').map((line) => readLine(line, i + 1)) };
  });
}

function readLine(line: string, row: number): BasketLine {
  const colon = line.lastIndexOf(':');
  const quantity = Number(line.slice(colon + 1));
  if (colon < 1 || !Number.isSafeInteger(quantity) || quantity < 1) {
    throw new TypeError(`row ${row} expected sku:qty`);
  }
  return { sku: line.slice(0, colon).replaceAll('_', ' '), quantity };
}

/** Carts of the same shape, always the same ones. The last one is the largest. */
export function generateBaskets(count: number = GENERATED): Basket[] {
  const next = createSeededNumbers('baskets');
  return Array.from({ length: count }, (_, i) => {
    const lines = i === count - 1 ? MOST_LINES : at(LINES, next());
    const skus = new Set<string>();
    while (skus.size < lines) skus.add(skuOf(Math.floor(ARTICLES * next())));
    return {
      country: 'United Kingdom',
      lines: [...skus].map((sku) => ({ sku, quantity: at(PIECES, next()) })),
    };
  });
}

/** The value at this share; between two known ones it grows evenly on a logarithmic scale. */
function at(spread: Spread, share: number): number {
  const above = spread.findIndex(([to]) => share < to);
  const [[from, least] = [0, 1], [to, most] = [1, 1]] = spread.slice(above - 1, above + 1);
  return Math.round(least * (most / least) ** ((share - from) / (to - from)));
}

/** Five digits; one of ten articles is a variant, which ends in a letter. */
function skuOf(article: number): string {
  const digits = String(20_000 + ((article * 7_919) % 70_000));
  return article % 10 === 0 ? digits + String.fromCharCode(65 + (article % 26)) : digits;
}

function createSeededNumbers(seed: string): () => number {
  const random = createSeededRandom(seed);
  let buffered = Buffer.alloc(0);
  return () => {
    if (buffered.length < 4) buffered = Buffer.from(random(4_096));
    const number = buffered.readUInt32LE() / 2 ** 32;
    buffered = buffered.subarray(4);
    return number;
  };
}
