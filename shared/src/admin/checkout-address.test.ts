import { expect, it } from '@jest/globals';
import { parseCheckoutAddress } from './checkout-address.ts';

it.each([
  'https://checkout.example',
  'https://checkout.example:8443/',
  'http://localhost:8443',
  'http://checkout.localhost:8443',
  'http://127.0.0.1:8443',
  'http://127.1.2.3',
  'http://[::1]:8443',
])('takes %j', (text) => {
  expect(parseCheckoutAddress(text).href).toBe(new URL(text).origin);
});

it.each([
  'http://checkout.example',
  'http://localhost.example',
  'http://notlocalhost',
  'http://127.0.0.1.example',
  'http://10.0.0.1',
  'http://[::2]',
])('sends no credential in clear to %j', (text) => {
  expect(() => parseCheckoutAddress(text)).toThrow('expected https, except on this machine');
});

it.each(['', 'checkout.example', 'https://checkout.example/hooks', 'ftp://checkout.example'])(
  'takes no %j for an origin',
  (text) => expect(() => parseCheckoutAddress(text)).toThrow('expected an origin'),
);

it('does not repeat what may hold a password', () => {
  const wrong = () => parseCheckoutAddress('https://ann:hunter2@checkout.example');
  expect(wrong).toThrow(TypeError);
  expect(wrong).not.toThrow(/hunter2/);
});
