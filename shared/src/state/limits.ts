/** Sizes a shopping state is held to. Over one of them: a clear error, and nothing has changed. */

/** Lines a cart may have for another one to be added. */
export const MAX_LINES = 500;
/** Lines a merge may reach; such a cart only shrinks. */
export const MAX_MERGED_LINES = 1_000;
/** Pieces of one line. */
export const MAX_QUANTITY = 9_999;
/** Characters of a SKU, an option name or an option value. */
export const MAX_TEXT = 64;
/** Options of one line. */
export const MAX_OPTIONS = 8;
/** Promotion codes a shopper may have for another one to be added. */
export const MAX_PROMOTIONS = 10;
/** Promotion codes a merge may reach. */
export const MAX_MERGED_PROMOTIONS = 100;
/** Characters of a promotion code. */
export const MAX_PROMOTION_CODE = 32;
/** Characters of a shipping method, country, postal code, locale or currency. */
export const MAX_FIELD = 32;
/** Bytes of an encoded state. */
export const MAX_STATE_BYTES: number = 64 * 1024;
