import { describe, expect, it } from '@jest/globals';
import { demoCatalogue } from '../demo/demo-catalogue.ts';
import { toMoney } from '../money.ts';
import { productPicture } from './product-picture.ts';

const hostile = {
  sku: '1',
  name: `</title><script>alert("1")</script>&'`,
  category: 'Table',
  description: 'Holds tea.',
  price: toMoney(500),
};

describe('productPicture', () => {
  it('escapes the name it embeds', () => {
    const picture = productPicture(hostile);
    expect(picture).not.toContain('<script');
    expect(picture).toContain('<title>&#60;/title&#62;&#60;script&#62;alert(&#34;1&#34;)');
  });

  it('draws a parcel for a product without a design', () => {
    const { name: _, ...rest } = hostile;
    expect(productPicture({ ...rest, name: 'A' })).toBe(
      productPicture({
        ...rest,
        name: 'A',
        picture: { shape: 'parcel', palette: 'walnut', scene: 'shelf' },
      }),
    );
  });

  it.each(demoCatalogue.products.map((product) => [product.name, product] as const))(
    'draws %s well-formed, without ids, styles, links or numbers gone wrong',
    (_, product) => {
      const picture = productPicture(product);
      expect(picture).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 400"/,
      );
      expect(picture).not.toMatch(/ (id|style|href|class|on\w+)=|url\(|NaN|undefined/);
      expect(findUnclosed(picture)).toEqual([]);
    },
  );

  it('draws no two products alike', () => {
    const pictures = demoCatalogue.products.map((product) =>
      productPicture({ ...product, name: '' }),
    );
    expect(new Set(pictures).size).toBe(pictures.length);
  });
});

/** Walks the tags with a stack; what is left was never closed. */
function findUnclosed(markup: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = '', empty] of markup.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
  }
  return open;
}
