import { describe, expect, it } from '@jest/globals';
import { createCatalogue } from './catalogue.ts';
import { catalogueView } from './catalogue-view.ts';
import { toMoney } from './money.ts';

const cup = {
  sku: '1',
  name: 'Cup',
  category: 'Table',
  description: 'Holds tea.',
  price: toMoney(500),
  picture: { shape: 'mug', palette: 'oat', scene: 'disc' },
} as const;

describe('catalogueView', () => {
  it('shows exactly what design §8 lists', () => {
    const options = [{ name: 'size', values: ['S', 'M'] }];
    const catalogue = createCatalogue([cup, { ...cup, sku: '2', options }]);
    const view = { name: 'Cup', category: 'Table', price: { amount: 500, currency: 'EUR' } };
    expect(catalogueView(catalogue)).toEqual([
      { sku: '1', ...view },
      { sku: '2', ...view, options },
    ]);
  });
});
