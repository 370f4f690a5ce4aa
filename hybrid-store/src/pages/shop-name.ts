/** Name of the shop, as its controllers write it. */
export const SHOP_NAME = 'RefArch';
