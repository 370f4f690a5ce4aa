/** Name of the demo shop, the same on both domains: header, titles and footer read it from here. */
export const SHOP_NAME = 'Fernway';

/** The sentence below the name: what is sold here. */
export const SHOP_TAGLINE = 'Good things for the kitchen and the desk';
