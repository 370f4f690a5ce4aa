/** Longest SKU, in characters (design §3). */
export const MAX_SKU_LENGTH = 64;

/** Longest name and longest value of an option, in characters (design §3). */
export const MAX_OPTION_LENGTH = 64;

/** Most options of a product, and so of a cart line (design §3). */
export const MAX_OPTIONS = 8;

/** Most pieces of one cart line (design §3). */
export const MAX_QUANTITY = 9_999;
