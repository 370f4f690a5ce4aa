import { MAX_FIELD, MAX_PROMOTION_CODE, MAX_TEXT } from './limits.ts';

/** Control characters, and what UTF-8 does not give back as it was: lone surrogates and the byte order mark. */
const UNFIT = /[\p{Cc}\p{Cs}\ufeff]/u;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/** Whether `text` may stand in a line: 1–64 characters, no control characters. */
export function isLineText(text: string): boolean {
  return isPrintable(text, MAX_TEXT);
}

/** Whether `text` may be the value of a register: 1–32 characters, no control characters. */
export function isFieldText(text: string): boolean {
  return isPrintable(text, MAX_FIELD);
}

/** Whether `text` may be a promotion code: 1–32 visible ASCII characters. */
export function isPromotionCode(text: string): boolean {
  return text.length <= MAX_PROMOTION_CODE && VISIBLE_ASCII.test(text);
}

function isPrintable(text: string, maxLength: number): boolean {
  return text.length > 0 && text.length <= maxLength && !UNFIT.test(text);
}
