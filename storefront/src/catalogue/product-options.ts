import type { ChosenOptions, Product } from './product.ts';

/**
 * Fills in what a shopper left out, so that one variant has one spelling.
 *
 * @param product The product the options belong to.
 * @param chosen What was chosen, untrusted. `undefined` and `{}` choose nothing.
 * @returns Every option of the product with a value, keys in code unit order whatever order
 *   they came in; `{}` for a product without options; `undefined` if an option or a value is
 *   unknown.
 */
export function completeOptions(
  product: Product,
  chosen: ChosenOptions | undefined,
): ChosenOptions | undefined {
  const wanted = new Map(Object.entries(chosen ?? {}));
  const complete: [name: string, value: string][] = [];
  for (const { name, values } of product.options ?? []) {
    const value = wanted.get(name) ?? values[0];
    if (value === undefined || !values.includes(value)) return undefined;
    complete.push([name, value]);
    wanted.delete(name);
  }
  // What is left names options this product does not have.
  return wanted.size === 0 ? Object.fromEntries(complete.sort(byName)) : undefined;
}

/**
 * Lists every variant of a product as completed options, the default one first.
 *
 * @yields One `{}` for a product without options.
 */
export function* listVariants(product: Product): Generator<ChosenOptions> {
  const options = product.options ?? [];
  const count = countVariants(product);
  for (let index = 0; index < count; index += 1) {
    let rest = index;
    const variant: [name: string, value: string][] = [];
    for (const { name, values } of options) {
      variant.push([name, values[rest % values.length] as string]);
      rest = Math.floor(rest / values.length);
    }
    yield Object.fromEntries(variant.sort(byName));
  }
}

/** Counts the variants of a product; one if it has no options. */
export function countVariants(product: Product): number {
  return (product.options ?? []).reduce((count, { values }) => count * values.length, 1);
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}
