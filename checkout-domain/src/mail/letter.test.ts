import { SHOP_NAME } from '@domain-bridge/storefront/pages';
import { describe, expect, it } from '@jest/globals';
import { emailOf } from '../accounts/test-accounts.ts';
import { writeLetter } from './letter.ts';

const TO = emailOf('ann@example.com');
const HREF = `https://checkout.example/reset?token=rst_${'A'.repeat(43)}&next=/`;

describe('writeLetter', () => {
  const letter = writeLetter({
    to: TO,
    subject: 'A <subject>',
    paragraphs: [`${'word '.repeat(40)}end`, 'Less < more & so on.'],
    link: { label: 'Go on', href: HREF },
  });

  it('says the same in both parts, the link after the first paragraph', () => {
    const paragraphs = letter.text.trim().split('\n\n');
    expect(paragraphs.slice(1)).toEqual([HREF, 'Less < more & so on.', SHOP_NAME]);
    expect(letter.html).toContain('<p>Less &lt; more &amp; so on.</p>');
    expect(letter.html.indexOf('word')).toBeLessThan(letter.html.indexOf('href='));
  });

  it('breaks long lines at blanks, and never the link', () => {
    const lines = letter.text.split('\n');
    expect(lines.filter((line) => line.length > 76)).toEqual([HREF]);
    expect(lines.some((line) => line !== line.trim())).toBe(false);
    expect(letter.text.replace(/\s+/g, ' ')).toContain(`${'word '.repeat(40)}end`);
  });

  it('escapes what it writes into HTML', () => {
    expect(letter.html).toContain('<title>A &lt;subject&gt;</title>');
    expect(letter.html).toContain(`<a href="${HREF.replace('&', '&amp;')}">Go on</a>`);
  });

  it('fetches nothing and reports nothing', () => {
    expect(letter.html).not.toMatch(/<(img|link|script|style|iframe|form)|src=|url\(|background/i);
  });

  it('needs no link', () => {
    const plain = writeLetter({ to: TO, subject: 'S', paragraphs: ['One.', 'Two.'] });
    expect(plain.text).toBe(`One.\n\nTwo.\n\n${SHOP_NAME}\n`);
    expect(plain.html).not.toContain('href');
    expect(plain.html).not.toContain('undefined');
  });
});
