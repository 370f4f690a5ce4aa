import { toMoney } from '../money.ts';
import type { Product } from '../product.ts';
import { initialOption, woodOption } from './option-values.ts';

const category = 'Desk';

/** What a desk carries besides paper. */
export const desk: readonly Product[] = [
  {
    sku: '500210',
    name: 'Arc Desk Lamp',
    category,
    description:
      'A steel arm on two joints that stay where you leave them. Takes an ordinary E27 bulb; a warm one is included.',
    price: toMoney(11_900),
    options: [{ name: 'colour', values: ['Mustard', 'Ink', 'Chalk', 'Oxide red'] }],
    picture: { shape: 'lamp', palette: 'butter', scene: 'shelf' },
  },
  {
    sku: 'PEN-BRS-01',
    name: 'Brass Pen',
    category,
    description:
      'Turned from one bar, with a cap that screws and standard cartridges. It dulls in your pocket and shines where you hold it.',
    price: toMoney(6_800),
    options: [{ name: 'nib', values: ['Fine', 'Medium', 'Broad'] }, initialOption],
    picture: { shape: 'pen', palette: 'plum', scene: 'cloth' },
  },
  {
    sku: '500233',
    name: 'Pencil Cup',
    category,
    description: 'A stoneware cup with a cork foot. The pencils are ours too: see Colour Pencils.',
    price: toMoney(1_750),
    picture: { shape: 'pencil-cup', palette: 'clay', scene: 'arch' },
  },
  {
    sku: '500248',
    name: 'Bookends, Pair',
    category,
    description: 'Quarter arches of solid wood on a steel foot. They hold about a metre of novels.',
    price: toMoney(4_200),
    options: [woodOption],
    picture: { shape: 'bookends', palette: 'sage', scene: 'shelf' },
  },
  {
    sku: 'CLK-DSK-02',
    name: 'Desk Clock',
    category,
    description:
      'A quiet sweep movement behind a plain face, and an alarm that starts softly. One AA battery.',
    price: toMoney(4_900),
    picture: { shape: 'clock', palette: 'rose', scene: 'disc' },
  },
  {
    sku: '500266',
    name: 'Paper Shears',
    category,
    description: 'Long blades for straight cuts, forged and ground by hand. For right hands only.',
    price: toMoney(3_300),
    picture: { shape: 'shears', palette: 'sky', scene: 'cloth' },
  },
];
