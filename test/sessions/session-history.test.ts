import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { histories } from './session-action.ts';
import { playHistory } from './session-history.ts';

describe('any history of three browsers, two users, their ends, and a shop that hears of them late', () => {
  it('shows no session that has ended, loses none that has not, and no cart line', () =>
    fc.assert(fc.asyncProperty(histories, playHistory), { numRuns: 100 }));
});
