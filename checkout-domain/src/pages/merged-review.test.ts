import { describe, expect, it } from '@jest/globals';
import { mergedReview } from './merged-review.ts';
import { hostile, line } from './test-samples.ts';

const mug = { id: line.id, name: 'Mug', quantity: 2 };
const lamp = { id: 'LAMP/1', name: 'Lamp', quantity: 1 };

describe('mergedReview', () => {
  it('removes each merged line in a click, with its version', () => {
    const drawn = String(mergedReview({ carried: [mug], saved: [lamp] }, [line], '/checkout'));
    expect(drawn).toContain('action="/api/cart/lines/10021%3Aab"');
    expect(drawn).toContain('action="/api/cart/lines/LAMP%2F1"');
    expect(drawn.match(/name="quantity" value="0"/g)).toHaveLength(2);
    expect(drawn.match(/name="version" value="v7"/g)).toHaveLength(1);
  });

  it('removes each side in a click', () => {
    const drawn = String(mergedReview({ carried: [mug], saved: [lamp] }, [line], '/checkout'));
    expect(drawn.match(/action="\/checkout\/merged\/remove"/g)).toHaveLength(2);
    expect(drawn).toContain('name="group" value="carried"');
    expect(drawn).toContain('name="group" value="saved"');
  });

  it('leaves out a side that brought nothing, and itself if both did', () => {
    const drawn = String(mergedReview({ carried: [], saved: [lamp] }, [], '/checkout'));
    expect(drawn).not.toContain('value="carried"');
    expect(mergedReview({ carried: [], saved: [] }, [], '/checkout')).toBeNull();
  });

  it('escapes names', () => {
    const merged = { carried: [{ ...mug, name: hostile }], saved: [] };
    expect(String(mergedReview(merged, [line], hostile))).not.toContain('<script>');
  });
});
