import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { SHOPPER_EVENTS } from '../../../shared/src/slas/situation.ts';

it('is every event of the table that is played here', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const played = files.map((name) => name.replace('.test.ts', ''));
  expect(played.sort()).toEqual([...SHOPPER_EVENTS, 'every-event'].sort());
});
