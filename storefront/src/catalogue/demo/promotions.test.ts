import { describe, expect, it } from '@jest/globals';
import { demoPromotions, findPromotion } from './promotions.ts';

describe('the demo promotions', () => {
  it('are found in any case and with blanks around', () => {
    expect(findPromotion(' welcome10 ')?.code).toBe('WELCOME10');
    expect(findPromotion('FreeShip')?.code).toBe('FREESHIP');
  });

  it('are not found by letters that only Unicode would raise to ours', () => {
    expect(findPromotion('fıver')).toBeUndefined();
    expect(findPromotion('')).toBeUndefined();
    expect(findPromotion('constructor')).toBeUndefined();
  });

  it('are spelled canonically, within the limit of carts', () => {
    for (const { code } of demoPromotions) expect(code).toMatch(/^[A-Z0-9]{1,32}$/);
  });
});
