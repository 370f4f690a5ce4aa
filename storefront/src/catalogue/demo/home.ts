import { toMoney } from '../money.ts';
import type { Product } from '../product.ts';
import { glazeOption } from './option-values.ts';

const category = 'Light & Green';

/** What makes a room kind. */
export const home: readonly Product[] = [
  {
    sku: '700110',
    name: 'Beeswax Candles',
    category,
    description:
      'Three pillars that burn for about 20, 30 and 45 hours and smell faintly of honey. Nothing added.',
    price: toMoney(2_700),
    picture: { shape: 'candles', palette: 'plum', scene: 'shelf' },
  },
  {
    sku: '700125',
    name: 'Bud Vase',
    category,
    description:
      'For one stem or three. The narrow neck holds them up; the wide foot holds it down.',
    price: toMoney(2_300),
    options: [glazeOption],
    picture: { shape: 'vase', palette: 'rose', scene: 'arch' },
  },
  {
    sku: 'POT-HRB-14',
    name: 'Herb Pot',
    category,
    description:
      'Terracotta with a saucer, 14 cm wide: right for basil on a window sill. The plant is not included.',
    price: toMoney(1_550),
    picture: { shape: 'herb-pot', palette: 'clay', scene: 'beam' },
  },
  {
    sku: '700171',
    name: 'Seagrass Basket',
    category,
    description: 'Hand-woven, with two handles. Takes a week of newspapers or one sleeping cat.',
    price: toMoney(3_600),
    options: [{ name: 'size', values: ['Small', 'Medium', 'Large'] }],
    picture: { shape: 'basket', palette: 'moss', scene: 'shelf' },
  },
  {
    sku: 'CRK-TALL',
    name: 'Tall Crock',
    category,
    description:
      'A glazed cylinder for wooden spoons, dried flowers or baguettes. Twenty-two centimetres tall.',
    price: toMoney(2_950),
    options: [glazeOption],
    picture: { shape: 'crock', palette: 'ink', scene: 'disc' },
  },
];
