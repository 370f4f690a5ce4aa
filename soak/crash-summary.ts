import type { CrashResult } from './crash-load.ts';

/** What a run is reported by. */
export interface CrashSummary {
  /** For so long shoppers set out. */
  readonly seconds: number;
  /** Until the last one had come to an end. */
  readonly secondsInAll: number;
  /** For so long one of the two servers was down, in which no crossing arrives. */
  readonly secondsDown: number;
  readonly shoppers: number;
  /** Crossings that shoppers set out for, those into a server that was down included. */
  readonly attempted: number;
  readonly attemptedPerSecond: number;
  readonly arrived: number;
  /** Over all seconds. */
  readonly arrivedPerSecond: number;
  readonly signIns: number;
  /** Tokens whose cart was too large for the link. */
  readonly parkedTokens: number;
  /** Most lines that a shopper was shown. */
  readonly mostLines: number;
  readonly kills: { readonly shopping: number; readonly checkout: number };
  /** Those of arrivals and of last looks included, those that tell nothing of a cart not. */
  readonly requests: number;
  /** Whose connection ended before the answer. */
  readonly unanswered: number;
  /** That a server which was down did not get. */
  readonly unsent: number;
  readonly stolenTokens: number;
  readonly orders: number;
  /** Seconds on a processor, during the load alone. */
  readonly cpuSeconds: Omit<CrashResult['cpu'], 'down'>;
  /** Of both servers for an arrived crossing and what goes with it; without what their starts take. */
  readonly serverMillisecondsPerCrossing: number;
  readonly findings: readonly string[];
}

/** Counts what a run did. */
export function sumUpCrash({ run, seconds, crossings, cpu, ...result }: CrashResult): CrashSummary {
  const { attempted, arrived } = crossings;
  const exchanges = run.histories.flatMap(({ steps }) => steps.flat());
  const kills = (side: string): number => run.kills.filter((kill) => kill.side === side).length;
  const thefts = exchanges.filter(({ ask }) => ask.kind === 'accept' && ask.by === 'thief');
  const lost = (outcome: string): number => exchanges.filter((e) => e.outcome === outcome).length;
  const served = cpu.shopping + cpu.checkout;
  return {
    seconds: round(crossings.seconds, 1),
    secondsInAll: round(seconds, 1),
    secondsDown: round(cpu.down, 1),
    shoppers: run.histories.length,
    attempted,
    attemptedPerSecond: round(attempted / crossings.seconds, 1),
    arrived,
    arrivedPerSecond: round(arrived / seconds, 1),
    signIns: exchanges.filter(({ ask }) => ask.kind === 'sign-in').length,
    parkedTokens: run.tokens.filter(({ isParked }) => isParked).length,
    mostLines: mostLinesIn(run.histories),
    kills: { shopping: kills('shopping'), checkout: kills('checkout') },
    requests: exchanges.length,
    unanswered: lost('unknown'),
    unsent: lost('unsent'),
    stolenTokens: thefts.length,
    orders: result.orders,
    cpuSeconds: {
      client: round(cpu.client, 1),
      shopping: round(cpu.shopping, 1),
      checkout: round(cpu.checkout, 1),
      starting: round(cpu.starting, 1),
    },
    serverMillisecondsPerCrossing: round((served / arrived) * 1000, 2),
    findings: result.findings,
  };
}

function mostLinesIn(histories: CrashResult['run']['histories']): number {
  let most = 0;
  for (const { steps } of histories) {
    for (const { outcome } of steps.flat()) {
      if (typeof outcome === 'string' || !outcome.cart) continue;
      most = Math.max(most, Object.keys(outcome.cart).length);
    }
  }
  return most;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
