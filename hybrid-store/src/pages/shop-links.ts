/** Path of a category's page. */
export function categoryHref(id: string): string {
  return `/category/${encodeURIComponent(id)}`;
}

/** Path of a product's page. */
export function productHref(id: string): string {
  return `/product/${encodeURIComponent(id)}`;
}

/** Path of a product's picture. */
export function pictureHref(id: string): string {
  return `/pictures/${encodeURIComponent(id)}.svg`;
}
