import { toMoney } from '../money.ts';
import { createPromotionFinder, type Promotion, type PromotionFinder } from '../promotion.ts';

/**
 * The codes of the demo store. One has a minimum, one is an amount, one has expired: so that
 * checking them again at checkout has something to say.
 */
export const demoPromotions: readonly Promotion[] = [
  {
    code: 'WELCOME10',
    description: '10% off your goods',
    benefit: { kind: 'percent', percent: 10 },
  },
  {
    code: 'FREESHIP',
    description: 'Free standard shipping',
    benefit: { kind: 'free-shipping', methods: ['standard'] },
  },
  {
    code: 'FULLTABLE',
    description: '15% off from €120.00',
    benefit: { kind: 'percent', percent: 15 },
    minimum: toMoney(12_000),
  },
  {
    code: 'FIVER',
    description: '€5.00 off from €40.00',
    benefit: { kind: 'amount', amount: toMoney(500) },
    minimum: toMoney(4_000),
  },
  {
    code: 'SPRING25',
    description: '25% off, spring 2025',
    benefit: { kind: 'percent', percent: 25 },
    validFrom: Date.UTC(2025, 2, 1) / 1_000,
    validUntil: Date.UTC(2025, 5, 1) / 1_000,
  },
];

/**
 * Finds a demo promotion.
 *
 * @param code In any case, with or without blanks around it.
 * @returns The promotion, also an expired one: whether it holds is for the pricing to say.
 *   Its `code` is the spelling to store.
 */
export const findPromotion: PromotionFinder = createPromotionFinder(demoPromotions);
