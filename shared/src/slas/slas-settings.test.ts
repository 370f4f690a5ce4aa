import { describe, expect, it } from '@jest/globals';
import { COMMERCE, fakeService } from '../../../test/support/fake-service.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import { createSlasClient } from './slas-client.ts';
import type { CommerceSettings, SlasClientSettings } from './slas-options.ts';
import { commerceAddresses, jwksUrlOf, tenantOf } from './slas-settings.ts';

const CLIENT: SlasClientSettings = { clientId: 'c1', redirectUri: 'https://shop.test/callback' };
const make = (commerce: Partial<CommerceSettings>, client: Partial<SlasClientSettings> = {}) =>
  createSlasClient({
    commerce: { ...COMMERCE, ...commerce },
    client: { ...CLIENT, ...client },
    fetch: fakeService().fetch,
    scheduler: createTestScheduler(),
  });

describe('the settings of an instance', () => {
  it('make the addresses of its services', () => {
    expect(commerceAddresses({ ...COMMERCE, ocapiVersion: '25_6' })).toEqual({
      slas: 'https://api.test/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2',
      ocapi: 'https://shop.test/s/RefArch/dw/shop/v25_6',
      scapi: 'https://api.test',
    });
    expect(commerceAddresses(COMMERCE).ocapi).toMatch(/v23_2$/);
    expect(jwksUrlOf(COMMERCE)).toMatch(/f_ecom_zzrf_001\/oauth2\/jwks$/);
  });

  it.each(['f_ecom_zzrf_001', 'f_ecom_abcd_prd', 'f_ecom_abcd_stg', 'f_ecom_abcd_s01'])(
    'take the organization %s',
    (organizationId) => {
      expect(tenantOf(organizationId)).toBe(organizationId.slice(7));
      make({ organizationId });
    },
  );

  it.each<Partial<CommerceSettings>>([
    { organizationId: 'zzrf_001' },
    { organizationId: 'f_ecom_zzrf_0011' },
    { organizationId: 'f_ecom_zzrf_001/../x' },
    { organizationId: '' },
    { siteId: '' },
    { siteId: '../x' },
    { siteId: 'a b' },
    { siteId: 'a;b' },
    { siteId: 'x'.repeat(101) },
    { apiOrigin: 'https://api.test/path' },
    { apiOrigin: 'api.test' },
    { instanceOrigin: 'ftp://shop.test' },
    { ocapiVersion: '23.2' },
  ])('are refused where they cannot be right: %j', (commerce) => {
    expect(() => make(commerce)).toThrow(TypeError);
  });
});

describe('the settings of a client', () => {
  it.each<Partial<SlasClientSettings>>([
    { clientId: '' },
    { clientId: 'x'.repeat(41) },
    { clientId: 'a:b' },
    { clientSecret: '' },
    { strict: true },
    { redirectUri: '/callback' },
    { redirectUri: 'https://shop.test/#x' },
    { redirectUri: `https://shop.test/${'x'.repeat(240)}` },
  ])('are refused where they cannot be right: %j', (client) => {
    expect(() => make({}, client)).toThrow(TypeError);
  });

  it('take a redirect_uri of 256 characters', () => {
    make({}, { redirectUri: 'https://shop.test/'.padEnd(256, 'x') });
  });
});
