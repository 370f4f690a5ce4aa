import type { BrowserModel } from './browser-model.ts';

/** Runs of base64url that could be a secret: an id, a seal, a challenge. */
const WORD = /[A-Za-z0-9_-]{16,}/g;

/** Somebody who listens between a browser and one origin. */
export interface Wiretap {
  /** Everything that went over the wire: addresses, cookies and answers. */
  text(): string;
  /** What of it could be a secret, each once. */
  words(): readonly string[];
}

/** Listens to all that a browser sends to `origin` from now on, and to all that it is answered. */
export function tapWire(browser: BrowserModel, origin: string): Wiretap {
  const heard: string[] = [];
  const send = browser.request.bind(browser);
  browser.request = async (url, choice) => {
    if (new URL(url).origin !== origin) return send(url, choice);
    heard.push(url, ...browser.cookies(url), JSON.stringify(choice?.json ?? ''));
    const answer = await send(url, choice);
    heard.push(JSON.stringify(answer.headers), answer.body);
    return answer;
  };
  const text = () => heard.join('\n');
  return { text, words: () => [...new Set(text().match(WORD) ?? [])] };
}
