import { createHash } from 'node:crypto';

/** What a shopper orders: the cart and the choices, without prices. */
export interface OrderRequest {
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly options?: Readonly<Record<string, string>>;
  }[];
  /** Promotion codes. */
  readonly promotions: readonly string[];
  readonly shipping: {
    readonly method: string;
    readonly country: string;
    readonly postalCode?: string;
  };
}

/**
 * Tells whether two requests order the same thing.
 *
 * The order of lines, options and codes does not matter: a merge may change it. Prices are left out: a
 * retry after a price change is still a retry, and gets the order that was placed.
 *
 * @returns SHA-256, 64 hexadecimal digits.
 */
export function fingerprintOrder({ lines, promotions, shipping }: OrderRequest): string {
  const canonical = [
    sortTexts(lines.map((line) => JSON.stringify(canonicalLine(line)))),
    sortTexts(promotions),
    [shipping.method, shipping.country, shipping.postalCode ?? ''],
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

function canonicalLine({ sku, quantity, options = {} }: OrderRequest['lines'][number]): unknown {
  return [sku, quantity, sortTexts(Object.entries(options).map((pair) => JSON.stringify(pair)))];
}

/** By code unit, so that every machine sorts alike, whatever its locale. */
function sortTexts(texts: readonly string[]): string[] {
  return [...texts].sort();
}
