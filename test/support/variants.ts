import { HttpBrowser } from './http-browser.ts';
import type { RunningStore } from './running-store.ts';

/** What a line is made of. */
export interface Variant {
  readonly sku: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** That many distinct variants of the catalogue, spread over all products. */
export async function variants(store: RunningStore, count: number): Promise<Variant[]> {
  const browser = new HttpBrowser(store, 'program');
  const { body } = await browser.ask(`${store.origins.shopping}/api/products`);
  await browser.close();
  const products: readonly CatalogueEntry[] = JSON.parse(body);
  const byProduct = products.map(allVariants);
  const found: Variant[] = [];
  for (let round = 0; found.length < count; round++) {
    const more = byProduct.flatMap((all) => all[round] ?? []);
    if (more.length === 0) throw new Error(`the catalogue has ${found.length} variants only`);
    found.push(...more);
  }
  return found.slice(0, count);
}

interface CatalogueEntry {
  readonly sku: string;
  readonly options?: readonly { readonly name: string; readonly values: readonly string[] }[];
}

function allVariants({ sku, options = [] }: CatalogueEntry): Variant[] {
  let chosen: Record<string, string>[] = [{}];
  for (const { name, values } of options) {
    chosen = chosen.flatMap((some) => values.map((value) => ({ ...some, [name]: value })));
  }
  return chosen.map((some) => (options.length === 0 ? { sku } : { sku, options: some }));
}
