import { MAX_FIELD, MAX_PROMOTION_CODE, MAX_TEXT } from './limits.ts';

/** Control characters, and what UTF-8 does not give back as it was: lone surrogates and the byte order mark. */
const UNFIT = /[\p{Cc}\p{Cs}\ufeff]/u;
const FIRST_PRINTABLE = 0x20;
const FIRST_VISIBLE = 0x21;
const LAST_VISIBLE = 0x7e;

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
  return text.length > 0 && text.length <= MAX_PROMOTION_CODE && isWithin(text, FIRST_VISIBLE);
}

function isPrintable(text: string, maxLength: number): boolean {
  // Nearly all texts are plain ASCII, and the classes of Unicode are slow to look up.
  const isShort = text.length > 0 && text.length <= maxLength;
  return isShort && (isWithin(text, FIRST_PRINTABLE) || !UNFIT.test(text));
}

function isWithin(text: string, first: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < first || unit > LAST_VISIBLE) return false;
  }
  return true;
}
