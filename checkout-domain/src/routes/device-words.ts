import Bowser from 'bowser';

/** A browser that nobody has heard of gives its own name, as long as it likes. */
const MAX_CHARACTERS = 60;

/**
 * A device in words, e.g. “Chrome on Windows”.
 *
 * @param userAgent `User-Agent` at the sign-in, untrusted; null: there was none.
 * @returns “Unknown device” where nothing can be told.
 */
export function deviceWords(userAgent: string | null): string {
  if (!userAgent) return UNKNOWN;
  const parser = Bowser.getParser(userAgent);
  const { vendor, model } = parser.getPlatform();
  // Whoever has an iPhone knows it by that name; of the others the model is a guess.
  const system = vendor === 'Apple' && model ? model : parser.getOSName();
  const browser = parser.getBrowserName();
  const words = browser && system ? `${browser} on ${system}` : browser || system;
  return words ? words.slice(0, MAX_CHARACTERS) : UNKNOWN;
}

const UNKNOWN = 'Unknown device';
