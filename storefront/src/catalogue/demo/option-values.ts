import type { ProductOption } from '../product.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** An initial to be stamped, burnt or stitched; first of all none. */
export const initialOption: ProductOption = { name: 'initial', values: ['None', ...LETTERS] };

/** The four glazes of the stoneware. */
export const glazeOption: ProductOption = {
  name: 'glaze',
  values: ['Oat', 'Sage', 'Harbour blue', 'Red clay'],
};

/** The five dyes of the linen. */
export const linenOption: ProductOption = {
  name: 'colour',
  values: ['Flax', 'Moss', 'Indigo', 'Rust', 'Charcoal'],
};

/** The three woods that handles are turned from. */
export const woodOption: ProductOption = { name: 'wood', values: ['Walnut', 'Beech', 'Olive'] };
