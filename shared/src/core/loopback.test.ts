import { expect, it } from '@jest/globals';
import { isLoopback } from './loopback.ts';

it.each(['localhost', 'a.b.localhost', '127.0.0.1', '127.255.0.1', '[::1]'])(
  'knows %j for this machine',
  (hostname) => expect(isLoopback(hostname)).toBe(true),
);

it.each([
  '.localhost',
  'localhost.',
  'localhost.example',
  'notlocalhost',
  '127.0.0',
  '0.0.0.0',
  '[::]',
  '',
])('does not take %j for it', (hostname) => expect(isLoopback(hostname)).toBe(false));
