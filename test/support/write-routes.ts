import type { Side } from './running-store.ts';

/** A route that changes something, with a body that it would take. */
export interface WriteRoute {
  readonly side: Side;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly json: Readonly<Record<string, unknown>>;
}

const BOTH: readonly Omit<WriteRoute, 'side'>[] = [
  { method: 'POST', path: '/api/cart/lines', json: { sku: 'GLS-RIB-4', quantity: 1 } },
  { method: 'PUT', path: '/api/cart/lines/300172', json: { quantity: 2 } },
  { method: 'POST', path: '/api/cart/lines/300172', json: { quantity: 2 } },
  { method: 'DELETE', path: '/api/cart/lines/300172', json: {} },
  { method: 'POST', path: '/api/promotions', json: { code: 'FREESHIP' } },
  { method: 'DELETE', path: '/api/promotions/WELCOME10', json: {} },
  { method: 'POST', path: '/api/promotions/WELCOME10', json: {} },
  { method: 'PUT', path: '/api/shipping', json: { method: 'express', country: 'DE' } },
  { method: 'POST', path: '/api/shipping', json: { method: 'express', country: 'DE' } },
];
const ACCOUNT = { email: 'nobody@example.org', password: 'correct horse battery 7' };
const CHECKOUT: readonly Omit<WriteRoute, 'side'>[] = [
  { method: 'POST', path: '/api/login', json: ACCOUNT },
  { method: 'POST', path: '/api/register', json: ACCOUNT },
  { method: 'POST', path: '/api/logout', json: {} },
  { method: 'POST', path: '/api/orders', json: {} },
  { method: 'POST', path: '/checkout/merged/remove', json: { group: 'saved' } },
  {
    method: 'POST',
    path: '/api/password',
    json: { currentPassword: ACCOUNT.password, newPassword: 'a boat with a red sail' },
  },
  { method: 'POST', path: '/api/password-reset', json: { email: ACCOUNT.email } },
  {
    method: 'POST',
    path: '/api/password-reset/confirm',
    json: { token: 'none', newPassword: 'a boat with a red sail' },
  },
  { method: 'POST', path: '/api/sessions/none/end', json: {} },
  { method: 'DELETE', path: '/api/sessions/none', json: {} },
  { method: 'POST', path: '/api/sessions/end-others', json: {} },
  { method: 'POST', path: '/admin/everyone', json: { reason: 'a drill', confirm: 'EVERYONE' } },
  { method: 'POST', path: '/admin/users/none/role', json: { role: 'wholesale' } },
  ...['disable', 'enable', 'force-reset', 'end-sessions'].map((action) => ({
    method: 'POST' as const,
    path: `/admin/users/none/${action}`,
    json: {},
  })),
];

/** Every route of both domains that writes. `300172` and `WELCOME10` are what a cart is expected to hold. */
export const WRITE_ROUTES: readonly WriteRoute[] = [
  ...BOTH.map((route) => ({ ...route, side: 'shopping' as const })),
  ...[...BOTH, ...CHECKOUT].map((route) => ({ ...route, side: 'checkout' as const })),
];
