import { toMoney } from '../money.ts';
import type { Product } from '../product.ts';
import { glazeOption, initialOption, linenOption, woodOption } from './option-values.ts';

const category = 'Table';

/** What stands and lies on the table. */
export const table: readonly Product[] = [
  {
    sku: '200115',
    name: 'Supper Plate',
    category,
    description:
      'Twenty-six centimetres with a rim that keeps the sauce where it belongs. Sold singly, stacks well.',
    price: toMoney(2_100),
    options: [glazeOption],
    picture: { shape: 'plate', palette: 'oat', scene: 'cloth' },
  },
  {
    sku: '200130',
    name: 'Everyday Bowls, Pair',
    category,
    description: 'Two bowls for soup, porridge or keys. Safe in oven, dishwasher and microwave.',
    price: toMoney(3_400),
    options: [glazeOption],
    picture: { shape: 'bowls', palette: 'rose', scene: 'shelf' },
  },
  {
    sku: 'GLS-RIB-4',
    name: 'Ribbed Tumblers, Set of Four',
    category,
    description:
      'Pressed glass, 250 ml each. The ribs hide scratches, and wet hands hold on to them.',
    price: toMoney(2_600),
    picture: { shape: 'tumblers', palette: 'sky', scene: 'beam' },
  },
  {
    sku: '200152',
    name: 'Milk Jug',
    category,
    description:
      'Half a litre, and a lip that cuts the last drop. Big enough for a few tulips too.',
    price: toMoney(2_450),
    options: [glazeOption],
    picture: { shape: 'jug', palette: 'butter', scene: 'arch' },
  },
  {
    sku: '200177',
    name: 'Salt Cellar',
    category,
    description:
      'A lidded pot with a beech spoon, made to stand open by the stove. Comes empty: bring your own salt.',
    price: toMoney(1_950),
    picture: { shape: 'salt-cellar', palette: 'clay', scene: 'shelf' },
  },
  {
    sku: 'LIN-NAP-4',
    name: 'Linen Napkins, Set of Four',
    category,
    description: 'Stonewashed linen with mitred corners. They never need an iron and get softer.',
    price: toMoney(3_200),
    options: [linenOption],
    picture: { shape: 'napkins', palette: 'moss', scene: 'cloth' },
  },
  {
    sku: 'BRD-SRV-01',
    name: 'Serving Board',
    category,
    description:
      'One plank, oiled, with a leather loop to hang it by. An initial is burnt in by hand beside the hole.',
    price: toMoney(4_500),
    options: [woodOption, initialOption],
    picture: { shape: 'board', palette: 'walnut', scene: 'disc' },
  },
];
