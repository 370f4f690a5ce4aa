import { describe, expect, it } from '@jest/globals';
import { shippingCountries } from './shipping-country.ts';
import { shippingMethods } from './shipping-method.ts';
import { refuseShipping } from './shipping-quote.ts';
import { shippingMethodsView } from './shipping-view.ts';

describe('shippingMethodsView', () => {
  it('shows standard and express among the methods', () => {
    const ids = shippingMethodsView().map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['standard', 'express']));
    expect(ids).toHaveLength(shippingMethods.length);
  });

  it('lists for a method the countries it serves, each under one rate', () => {
    for (const { id, countries, rates } of shippingMethodsView()) {
      expect(rates.flatMap((rate) => rate.countries).sort()).toEqual([...countries].sort());
      for (const { code } of shippingCountries) {
        const served = refuseShipping({ method: id, country: code }) === null;
        expect(countries.includes(code)).toBe(served);
      }
    }
  });

  it('names the lowest price of a method', () => {
    for (const { price, rates } of shippingMethodsView()) {
      expect(price.amount).toBe(Math.min(...rates.map((rate) => rate.price.amount)));
    }
  });
});

describe('the countries', () => {
  it('have codes of two letters, each once, and a name', () => {
    const codes = shippingCountries.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, name } of shippingCountries) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect(name).not.toBe('');
    }
  });
});
