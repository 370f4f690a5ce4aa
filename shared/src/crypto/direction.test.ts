import { expect, it } from '@jest/globals';
import { parseOrigin } from '../core/origin.ts';
import { crossingLabels, directionTo, peerOf } from './direction.ts';

const SHOP = parseOrigin('http://shop.example');
const CHECKOUT = parseOrigin('https://checkout.example');

it('gives every purpose, direction and host pair labels of its own', () => {
  const pair = { shopping: SHOP, checkout: CHECKOUT };
  const staging = { ...pair, checkout: parseOrigin('https://checkout.example:8443') };
  const all = [
    crossingLabels('handoff', 'to-checkout', pair),
    crossingLabels('handoff', 'to-shopping', pair),
    crossingLabels('peer', 'to-checkout', pair),
    crossingLabels('handoff', 'to-checkout', staging),
    crossingLabels('handoff', 'to-checkout', { shopping: CHECKOUT, checkout: SHOP }),
  ];
  expect(new Set(all.map((labels) => labels.join('\n'))).size).toBe(all.length);
});

it('names the way by its receiver', () => {
  expect([directionTo('checkout'), directionTo(peerOf('checkout'))]).toEqual([
    'to-checkout',
    'to-shopping',
  ]);
});
