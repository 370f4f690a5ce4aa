import { describe, expect, it } from '@jest/globals';
import { deviceWords } from './device-words.ts';

const APPLE_WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('deviceWords', () => {
  it.each([
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${APPLE_WEBKIT} Chrome/130.0.0.0 Safari/537.36`,
      'Chrome on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:131.0) Gecko/20100101 Firefox/131.0',
      'Firefox on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${APPLE_WEBKIT} Chrome/130.0.0.0 Mobile Safari/537.36`,
      'Chrome on Android',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${APPLE_WEBKIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0`,
      'Microsoft Edge on Windows',
    ],
  ])('names browser and system: %s', (userAgent, words) => {
    expect(deviceWords(userAgent)).toBe(words);
  });

  it.each([null, '', 'x', 'Mozilla/5.0', '\u0000', '('.repeat(300)])(
    'says that nothing can be told: %p',
    (userAgent) => {
      expect(deviceWords(userAgent)).toBe('Unknown device');
    },
  );

  it('takes no more than a few words from a browser that it does not know', () => {
    expect(deviceWords(`${'long'.repeat(70)}/1.0 (x)`).length).toBeLessThanOrEqual(60);
  });
});
