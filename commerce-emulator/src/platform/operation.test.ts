import { describe, expect, it } from '@jest/globals';
import { operationOf } from './operation.ts';

const ORG = 'organizations/f_ecom_zzrf_001';
const STORE = '/on/demandware.store/Sites-RefArch-Site/en_US';

describe('operationOf', () => {
  it.each([
    [`/shopper/auth/v1/${ORG}/oauth2/session-bridge/token`, 'slas', 'session-bridge/token', false],
    ['/s/RefArch/dw/shop/v23_2/sessions', 'ocapi', 'sessions', false],
    ['/dw/shop/v23_2/customers/auth', 'ocapi', 'customers/auth', false],
    [
      `/checkout/shopper-baskets/v1/${ORG}/baskets/actions/merge`,
      'scapi',
      'baskets/actions/merge',
      false,
    ],
    [
      `/checkout/shopper-baskets/v2/${ORG}/baskets/b1/items/i1`,
      'scapi',
      'baskets/{id}/items/{id}',
      false,
    ],
    [
      `/customer/shopper-customers/v1/${ORG}/customers/c1/password`,
      'scapi',
      'customers/{id}/password',
      false,
    ],
    [`${STORE}/Cart-Show`, 'controllers', 'Cart-Show', true],
    [`${STORE}/SessionBridge-Signature`, 'controllers', 'SessionBridge-Signature', false],
  ])('names %s', (path, service, name, isPage) => {
    expect(operationOf(path)).toEqual({ service, name, isPage });
  });

  it.each(['/', '/callback', '/__emulator/calls', '/shopper/auth/v1'])(
    'knows no call in %s',
    (path) => {
      expect(operationOf(path)).toBeNull();
    },
  );
});
