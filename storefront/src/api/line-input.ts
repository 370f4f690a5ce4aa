import { RequestError } from 'domain-bridge/errors';
import { type Article, MAX_QUANTITY } from 'domain-bridge/state';
import type { Request } from 'express';
import type { Catalogue } from '../catalogue.ts';
import { type Fields, isForm } from './request-body.ts';

/** Prefix of the form fields that choose options, e.g. `option.size`. */
const OPTION_FIELD = 'option.';

/**
 * The article a request names, as the catalogue has it: options left out take their first value.
 *
 * @throws {RequestError} `unknown_sku` or `unknown_option`, both 422.
 */
export function readArticle(req: Request, catalogue: Catalogue): Article {
  const fields = req.body as Fields;
  const product = typeof fields.sku === 'string' ? catalogue.find(fields.sku) : undefined;
  if (!product) throw new RequestError(422, 'unknown_sku', 'There is no such product.');
  const chosen = isForm(req) ? formOptions(fields) : jsonOptions(fields.options);
  const options = chosen && catalogue.completeOptions(product, chosen);
  if (!options) throw unknownOption();
  return Object.keys(options).length === 0 ? { sku: product.sku } : { sku: product.sku, options };
}

/**
 * The quantity of a request: a whole number up to 9,999. Whether 0 means something is the operation's to say.
 *
 * @throws {RequestError} `invalid_quantity` 400.
 */
export function readQuantity(req: Request): number {
  const { quantity } = req.body as Fields;
  const value = isForm(req) && /^\d{1,6}$/.test(String(quantity)) ? Number(quantity) : quantity;
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_QUANTITY) {
    return Number(value);
  }
  throw new RequestError(
    400,
    'invalid_quantity',
    'The quantity of a line is a whole number from 1 to 9,999.',
  );
}

function formOptions(fields: Fields): Readonly<Record<string, string>> {
  const chosen = Object.entries(fields)
    .filter(([name]) => name.startsWith(OPTION_FIELD))
    .map(([name, value]) => [name.slice(OPTION_FIELD.length), String(value)]);
  return Object.fromEntries(chosen);
}

function jsonOptions(options: unknown): Readonly<Record<string, string>> | null {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return null;
  const isText = Object.values(options).every((value) => typeof value === 'string');
  return isText ? (options as Readonly<Record<string, string>>) : null;
}

function unknownOption(): RequestError {
  return new RequestError(422, 'unknown_option', 'The product does not come that way.');
}
