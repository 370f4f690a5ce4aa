import { toMoney } from '../money.ts';
import type { Product } from '../product.ts';

const category = 'Paper';

/** What is written on, and what writes on it. */
export const paper: readonly Product[] = [
  {
    sku: '600105',
    name: 'Field Notebook',
    category,
    description:
      'Ninety-six sewn pages that lie flat, in paper that takes fountain pen ink without bleeding.',
    price: toMoney(1_400),
    options: [
      { name: 'ruling', values: ['Plain', 'Lined', 'Dotted', 'Squared'] },
      { name: 'size', values: ['A6', 'A5', 'B5'] },
      { name: 'cover', values: ['Plum', 'Moss', 'Ink', 'Clay'] },
    ],
    picture: { shape: 'notebook', palette: 'plum', scene: 'beam' },
  },
  {
    sku: 'PLN-WEEK-53',
    name: 'Undated Weekly Planner',
    category,
    description:
      'Fifty-three weeks without dates, so that it can wait for you when you skip one. Spiral bound.',
    price: toMoney(2_200),
    picture: { shape: 'planner', palette: 'sky', scene: 'disc' },
  },
  {
    sku: '600140',
    name: 'Letter Set',
    category,
    description: 'Twelve sheets and twelve lined envelopes of cotton paper. Stamps are up to you.',
    price: toMoney(1_800),
    options: [{ name: 'lining', values: ['Terracotta', 'Olive', 'Navy'] }],
    picture: { shape: 'letter-set', palette: 'clay', scene: 'cloth' },
  },
  {
    sku: '600158',
    name: 'Colour Pencils, Box of Six',
    category,
    description: 'Cedar, unvarnished, with soft leads that can be layered. In a card tray.',
    price: toMoney(1_150),
    picture: { shape: 'pencils', palette: 'oat', scene: 'beam' },
  },
  {
    sku: '60017',
    name: 'Wrapping Paper, Roll',
    category,
    description: 'Five metres, block printed, strong enough to be used twice.',
    price: toMoney(950),
    options: [{ name: 'print', values: ['Dots', 'Stripes', 'Leaves'] }],
    picture: { shape: 'wrapping', palette: 'rose', scene: 'arch' },
  },
];
