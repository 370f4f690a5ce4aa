import { describe, expect, it } from '@jest/globals';
import { assetFiles, assetHref } from './asset-files.ts';

const bodyOf = (path: string) => String(assetFiles().find((file) => file.path === path)?.body);

describe('assetFiles', () => {
  it('has a style sheet, a script and an icon, each with its type', () => {
    expect(assetFiles().map(({ path, contentType }) => [path, contentType])).toEqual([
      ['/assets/store.css', 'text/css; charset=utf-8'],
      ['/assets/store.js', 'text/javascript; charset=utf-8'],
      ['/assets/icon.svg', 'image/svg+xml; charset=utf-8'],
    ]);
  });

  it('puts the hash of the content into address and validator', () => {
    for (const { path, href, etag } of assetFiles()) {
      const hash = etag.slice(1, -1);
      expect(hash).toMatch(/^[\w-]{16}$/);
      expect(href).toBe(`${path}?v=${hash}`);
    }
    expect(assetHref('styles')).toBe(assetFiles()[0]?.href);
  });

  it('fetches nothing from elsewhere', () => {
    for (const { body } of assetFiles()) {
      expect(String(body).replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import/);
    }
  });

  it('starts the style sheet with the tokens and ends it with what must win', () => {
    const styles = bodyOf('/assets/store.css');
    expect(styles.indexOf('--ground:')).toBeLessThan(styles.indexOf('.site-header'));
    expect(styles.indexOf('[hidden]')).toBeGreaterThan(styles.indexOf('.table'));
  });
});
