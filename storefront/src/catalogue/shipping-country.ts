/** Groups of countries that cost the same to reach. */
export type ShippingZone = 'home' | 'europe' | 'neighbours' | 'overseas';

/** A country the store sends to. */
export interface ShippingCountry {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly code: string;
  /** English short name. */
  readonly name: string;
  /** What it costs to reach goes by this. */
  readonly zone: ShippingZone;
}

/** Every country the store sends to, home first and the others by name. */
export const shippingCountries: readonly ShippingCountry[] = [
  { code: 'IE', name: 'Ireland', zone: 'home' },
  { code: 'AT', name: 'Austria', zone: 'europe' },
  { code: 'BE', name: 'Belgium', zone: 'europe' },
  { code: 'CA', name: 'Canada', zone: 'overseas' },
  { code: 'DK', name: 'Denmark', zone: 'europe' },
  { code: 'FI', name: 'Finland', zone: 'europe' },
  { code: 'FR', name: 'France', zone: 'europe' },
  { code: 'DE', name: 'Germany', zone: 'europe' },
  { code: 'IT', name: 'Italy', zone: 'europe' },
  { code: 'NL', name: 'Netherlands', zone: 'europe' },
  { code: 'NO', name: 'Norway', zone: 'neighbours' },
  { code: 'PL', name: 'Poland', zone: 'europe' },
  { code: 'PT', name: 'Portugal', zone: 'europe' },
  { code: 'ES', name: 'Spain', zone: 'europe' },
  { code: 'SE', name: 'Sweden', zone: 'europe' },
  { code: 'CH', name: 'Switzerland', zone: 'neighbours' },
  { code: 'GB', name: 'United Kingdom', zone: 'neighbours' },
  { code: 'US', name: 'United States', zone: 'overseas' },
];

const byCode = new Map(shippingCountries.map((country) => [country.code, country]));

/** Finds a country by its exact code, or `undefined` where the store does not send to. */
export function findCountry(code: string): ShippingCountry | undefined {
  return byCode.get(code);
}
