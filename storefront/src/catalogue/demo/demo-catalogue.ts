import { type Catalogue, createCatalogue } from '../catalogue.ts';
import { coffeeAndTea } from './coffee-and-tea.ts';
import { desk } from './desk.ts';
import { home } from './home.ts';
import { kitchenTools } from './kitchen-tools.ts';
import { linen } from './linen.ts';
import { paper } from './paper.ts';
import { table } from './table.ts';

/**
 * The demo store: goods for the table one eats at and the table one works at.
 *
 * Numeric and alphanumeric SKUs are mixed on purpose: they travel in different encodings
 * (design §3). There are more than 700 variants, so that carts of 500 different lines exist.
 */
export const demoCatalogue: Catalogue = createCatalogue([
  ...coffeeAndTea,
  ...table,
  ...kitchenTools,
  ...linen,
  ...desk,
  ...paper,
  ...home,
]);
