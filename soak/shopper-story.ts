import type { Exchange, Kill, ShopperHistory } from './shopper-history.ts';

/** A history for people: a line per request, with the kills between. Holds no token, cookie or password. */
export function storyOf({ name, steps }: ShopperHistory, kills: readonly Kill[]): string {
  const told = steps.flatMap((step, at) =>
    step.map((exchange) => ({ at: exchange.began, text: `${at}  ${lineOf(exchange)}` })),
  );
  const ends = kills.map(({ at, side }) => ({ at, text: `   ${side} was killed` }));
  const lines = [...told, ...ends].sort((a, b) => a.at - b.at).map(({ text }) => `${text}\n`);
  return `${name}\n${lines.join('')}`;
}

function lineOf({ ask, outcome }: Exchange): string {
  const { kind, side, ...details } = ask;
  const asked = [kind, side, ...Object.values(details)].join(' ');
  return `${asked} → ${typeof outcome === 'string' ? outcome : JSON.stringify(outcome)}`;
}
