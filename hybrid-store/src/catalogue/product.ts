import { centsOf, entriesOf, fieldsOf, textOf } from './json-fields.ts';

/** A product as Shopper Products tells of it. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** Plain text. */
  readonly description: string;
  /** Minor units. */
  readonly priceCents: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** The products of an answer; what has no id or no name is left out. */
export function parseProducts(body: unknown): readonly Product[] {
  return entriesOf(fieldsOf(body).data)
    .map(parseProduct)
    .filter(({ id, name }) => id !== '' && name !== '');
}

function parseProduct(value: unknown): Product {
  const { id, name, shortDescription, price, currency } = fieldsOf(value);
  return {
    id: textOf(id),
    name: textOf(name),
    description: textOf(shortDescription),
    priceCents: centsOf(price),
    currency: textOf(currency) || 'USD',
  };
}
