import { describe, expect, it } from '@jest/globals';
import { toMoney } from './money.ts';
import { quoteShipping, refuseShipping } from './shipping-quote.ts';

const goods = { subtotal: toMoney(5_999), empty: false };

describe('quoteShipping', () => {
  it('prices by the zone of the country', () => {
    expect(quoteShipping({ method: 'standard', country: 'IE' }, goods)).toEqual({
      method: 'standard',
      name: 'Standard',
      country: 'IE',
      price: toMoney(490),
    });
    expect(quoteShipping({ method: 'standard', country: 'DE' }, goods)).toMatchObject({
      price: toMoney(890),
    });
  });

  it('is free from the threshold on, where there is one', () => {
    const rich = { subtotal: toMoney(6_000), empty: false };
    const free = { price: toMoney(0) };
    expect(quoteShipping({ method: 'standard', country: 'IE' }, rich)).toMatchObject(free);
    expect(quoteShipping({ method: 'standard', country: 'US' }, rich)).not.toMatchObject(free);
    expect(quoteShipping({ method: 'express', country: 'IE' }, rich)).not.toMatchObject(free);
  });

  it('costs nothing when there is nothing to send', () => {
    const nothing = { subtotal: toMoney(0), empty: true };
    expect(quoteShipping({ method: 'express', country: 'US' }, nothing)).toMatchObject({
      price: toMoney(0),
    });
  });

  it('charges for sending goods that cost nothing', () => {
    const gifts = { subtotal: toMoney(0), empty: false };
    expect(quoteShipping({ method: 'standard', country: 'IE' }, gifts)).toMatchObject({
      price: toMoney(490),
    });
  });
});

describe('refuseShipping', () => {
  it('accepts a choice that can be carried out, whatever the postal code', () => {
    expect(refuseShipping({ method: 'express', country: 'GB', postalCode: 'E1 6AN' })).toBeNull();
  });

  it.each([
    [{ method: 'balloon', country: 'IE' }, 'unknown_method'],
    [{ method: 'standard', country: 'AQ' }, 'unknown_country'],
    [{ method: 'standard', country: 'ie' }, 'unknown_country'],
    [{ method: 'pickup', country: 'DE' }, 'country_not_served'],
  ])('refuses %j as %s', (choice, reason) => {
    expect(refuseShipping(choice)).toMatchObject({ reason, detail: expect.any(String) });
  });
});
