import { toMoney } from '../money.ts';
import type { Product } from '../product.ts';
import { initialOption, woodOption } from './option-values.ts';

const category = 'Kitchen Tools';

/** What cuts, stirs, grinds and fries. */
export const kitchenTools: readonly Product[] = [
  {
    sku: 'KNF-CHF-20',
    name: "Cook's Knife",
    category,
    description:
      'A 20 cm blade of carbon steel that takes a fine edge and, with use, a patina. Dry it after washing or it will rust.',
    price: toMoney(8_900),
    options: [woodOption, initialOption],
    picture: { shape: 'cooks-knife', palette: 'steel', scene: 'cloth' },
  },
  {
    sku: 'KNF-PAR-09',
    name: 'Paring Knife',
    category,
    description: 'Nine centimetres of stainless steel for everything small. Sharp from the box.',
    price: toMoney(2_900),
    options: [woodOption],
    picture: { shape: 'paring-knife', palette: 'butter', scene: 'disc' },
  },
  {
    sku: '300140',
    name: 'Stirring Trio',
    category,
    description:
      'A spoon, a slotted spoon and a turner of cherry wood. The jar in the picture is not included; it is called Tall Crock.',
    price: toMoney(2_250),
    picture: { shape: 'utensils', palette: 'sage', scene: 'shelf' },
  },
  {
    sku: '300155',
    name: 'Pepper Mill',
    category,
    description:
      'Turned wood around a ceramic grinder, from dust to crumbs in six clicks. Filled from the top.',
    price: toMoney(3_800),
    options: [woodOption, { name: 'height', values: ['16 cm', '24 cm'] }],
    picture: { shape: 'pepper-mill', palette: 'walnut', scene: 'arch' },
  },
  {
    sku: '300172',
    name: 'Balloon Whisk',
    category,
    description: 'Eleven steel wires and a handle that floats. Eggs take about two minutes.',
    price: toMoney(1_690),
    picture: { shape: 'whisk', palette: 'rose', scene: 'beam' },
  },
  {
    sku: 'PAN-IRN',
    name: 'Iron Skillet',
    category,
    description:
      'Cast iron, seasoned with linseed oil and ready to fry. Heavy, and it will outlive the stove.',
    price: toMoney(5_900),
    options: [{ name: 'diameter', values: ['20 cm', '24 cm', '28 cm'] }],
    picture: { shape: 'skillet', palette: 'butter', scene: 'cloth' },
  },
  {
    sku: '300191',
    name: 'Rolling Pin',
    category,
    description:
      'One piece of beech without handles, so that you feel the dough. Forty centimetres.',
    price: toMoney(2_150),
    picture: { shape: 'rolling-pin', palette: 'clay', scene: 'beam' },
  },
];
