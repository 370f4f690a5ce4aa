import { toMoney } from '../money.ts';
import type { Product } from '../product.ts';
import { initialOption, linenOption } from './option-values.ts';

const category = 'Linen';

/** What hangs from hooks and oven doors. */
export const linen: readonly Product[] = [
  {
    sku: '400110',
    name: 'Work Apron',
    category,
    description:
      'Heavy linen, crossed at the back, with a pocket for a towel or a notebook. An initial is stitched on the bib if you like.',
    price: toMoney(5_400),
    options: [linenOption, { name: 'size', values: ['S', 'M', 'L'] }, initialOption],
    picture: { shape: 'apron', palette: 'ink', scene: 'peg' },
  },
  {
    sku: '400125',
    name: 'Waffle Towel',
    category,
    description: 'Half linen, half cotton: dries glasses without lint, and itself by the evening.',
    price: toMoney(1_600),
    options: [linenOption],
    picture: { shape: 'towel', palette: 'butter', scene: 'peg' },
  },
  {
    sku: 'MIT-OVN-2',
    name: 'Oven Mitt',
    category,
    description:
      'Quilted cotton with wool inside and a cuff that covers the wrist. Good to 220 °C, for either hand.',
    price: toMoney(1_990),
    options: [linenOption],
    picture: { shape: 'mitt', palette: 'clay', scene: 'peg' },
  },
  {
    sku: '400160',
    name: 'Market Tote',
    category,
    description:
      'Canvas that stands up by itself, with handles long enough for a shoulder in a winter coat.',
    price: toMoney(2_800),
    options: [linenOption],
    picture: { shape: 'tote', palette: 'moss', scene: 'disc' },
  },
];
