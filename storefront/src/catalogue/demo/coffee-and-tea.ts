import { toMoney } from '../money.ts';
import type { Product } from '../product.ts';
import { glazeOption } from './option-values.ts';

const category = 'Coffee & Tea';

/** What the first hour of the day needs. */
export const coffeeAndTea: readonly Product[] = [
  {
    sku: '100210',
    name: 'Harbour Mug',
    category,
    description:
      'Stoneware for 320 ml, thick enough to keep warm through a long letter. The foot is left unglazed, so it sits without slipping.',
    price: toMoney(1_850),
    options: [glazeOption],
    picture: { shape: 'mug', palette: 'sky', scene: 'shelf' },
  },
  {
    sku: 'CUP-ESP-08',
    name: 'Corner Espresso Cup',
    category,
    description:
      'Eighty millilitres and a saucer wide enough for a biscuit. Dishwasher safe; the saucer fits all our small cups.',
    price: toMoney(1_450),
    options: [glazeOption],
    picture: { shape: 'espresso-cup', palette: 'clay', scene: 'disc' },
  },
  {
    sku: '100245',
    name: 'Round Teapot',
    category,
    description:
      'A belly of stoneware with a spout that does not drip, and a steel basket for loose leaves.',
    price: toMoney(5_200),
    options: [{ name: 'size', values: ['Two cups', 'Four cups'] }, glazeOption],
    picture: { shape: 'teapot', palette: 'sage', scene: 'arch' },
  },
  {
    sku: '100260',
    name: 'Slow Pour Dripper',
    category,
    description:
      'Porcelain cone on a half-litre glass carafe. Takes ordinary size 2 paper filters; forty are in the box.',
    price: toMoney(3_900),
    picture: { shape: 'dripper', palette: 'steel', scene: 'beam' },
  },
  {
    sku: 'KTL-GSN-09',
    name: 'Gooseneck Kettle',
    category,
    description:
      'Pours a thin, steady stream. Works on gas and induction, holds 0.9 litres, and whistles at nobody.',
    price: toMoney(7_400),
    options: [{ name: 'finish', values: ['Black', 'Brushed steel', 'Forest'] }],
    picture: { shape: 'kettle', palette: 'ink', scene: 'shelf' },
  },
  {
    sku: '100288',
    name: 'Loose Leaf Tin',
    category,
    description:
      'Tinplate with an inner lid that keeps air and light out. Holds 125 grams of most teas.',
    price: toMoney(1_290),
    picture: { shape: 'tin', palette: 'moss', scene: 'disc' },
  },
];
