import { type Figure, type Machine, sumUp } from './figures.ts';
import type { PeerName } from './peers/peer.ts';
import type { Lengths } from './token-lengths.ts';

/** Who is asked over HTTP. */
export type HttpName = 'bareRedirect' | 'accept' | 'bareJson' | 'state' | 'expressSession';

/** The lowest, the middle and the highest of what the runs brought. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** What `npm run bench` measures, with the spread of its runs; kept in docs/charts/figures.json. */
export interface Results {
  readonly machine: Machine;
  /** ISO 8601, e.g. `2026-11-26`. */
  readonly measuredOn: string;
  readonly runs: number;
  readonly carts: {
    readonly source: string;
    readonly count: number;
    /** Carts of more lines than a state takes. */
    readonly skipped: number;
    /** Carts of the speed figures. */
    readonly timed: number;
  };
  readonly sealOpenMicroseconds: Readonly<Record<PeerName, Spread>>;
  /** The same tokens in every run, so without a spread. */
  readonly tokenCharacters: Readonly<Record<'ours' | 'jose' | 'iron', Lengths>>;
  readonly httpPerSecond: Readonly<Record<HttpName, Spread>>;
}

/** Who they are, in words. */
export const NAMES: Readonly<Record<PeerName | HttpName, string>> = {
  ours: 'Domain Bridge',
  floor: 'floor: node:crypto AES-256-GCM, JSON',
  jose: 'jose: JWE dir/A256GCM',
  iron: '@hapi/iron',
  ironSession: 'iron-session',
  bareRedirect: 'bare Express + helmet, redirect',
  accept: '/bridge/accept, with its claim',
  bareJson: 'bare Express + helmet, JSON',
  state: '/api/state',
  expressSession: 'express-session, memory store',
};

/** The spread of some samples. */
export function spreadOf(samples: readonly number[]): Spread {
  const { least, median, most } = sumUp('', '', samples);
  return { min: least, median, max: most };
}

/** Spreads by name. */
export function spreadsOf<Name extends string>(
  samples: Readonly<Record<Name, readonly number[]>>,
): Readonly<Record<Name, Spread>> {
  return mapValues(samples, spreadOf);
}

/** The medians alone, by name. */
export function mediansOf<Name extends string>(
  spreads: Readonly<Record<Name, Spread>>,
): Readonly<Record<Name, number>> {
  return mapValues(spreads, ({ median }) => median);
}

/** A row of the table for people, from the samples of all runs. */
export function figureOf(
  name: PeerName | HttpName,
  unit: string,
  samples: readonly number[],
): Figure {
  return sumUp(NAMES[name], unit, samples);
}

function mapValues<Name extends string, From, To>(
  record: Readonly<Record<Name, From>>,
  map: (value: From) => To,
): Readonly<Record<Name, To>> {
  const entries = Object.entries(record) as [Name, From][];
  return Object.fromEntries(entries.map(([name, value]) => [name, map(value)])) as Record<Name, To>;
}
