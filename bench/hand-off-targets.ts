import { short, type Target } from './figures.ts';
import type { Results } from './results.ts';

/** What is to hold of the results, and whether it does; ratios are those of the medians. */
export function handOffTargets({
  sealOpenMicroseconds: time,
  tokenCharacters: length,
  httpPerSecond: rate,
}: Pick<Results, 'sealOpenMicroseconds' | 'tokenCharacters' | 'httpPerSecond'>): Target[] {
  const timesOurs = (other: 'jose' | 'iron' | 'ironSession'): number =>
    time[other].median / time.ours.median;
  return [
    atMost('seal and open: at most 2.0 × the floor', time.ours.median / time.floor.median, 2),
    atLeast('seal and open: at least 8 × faster than jose', timesOurs('jose'), 8),
    atLeast('seal and open: at least 8 × faster than @hapi/iron', timesOurs('iron'), 8),
    atLeast('seal and open: at least 20 × faster than iron-session', timesOurs('ironSession'), 20),
    atMost(
      'token: median at most 38 % of a JWE of the same as JSON',
      (100 * length.ours.p50) / length.jose.p50,
      38,
      '%',
    ),
    atLeast(
      'token: at least 98.5 % within 2,000 characters',
      100 * length.ours.inline2000,
      98.5,
      '%',
    ),
    atLeast(
      '/bridge/accept: at least 50 % of a bare redirect',
      (100 * rate.accept.median) / rate.bareRedirect.median,
      50,
      '%',
    ),
    atLeast(
      '/api/state: at least 75 % of bare JSON',
      (100 * rate.state.median) / rate.bareJson.median,
      75,
      '%',
    ),
    atLeast(
      '/api/state: at least 2 × express-session',
      rate.state.median / rate.expressSession.median,
      2,
    ),
  ];
}

function atMost(target: string, value: number, most: number, unit = '×'): Target {
  return { target, measured: `${short(value)} ${unit}`, kept: value <= most };
}

function atLeast(target: string, value: number, least: number, unit = '×'): Target {
  return { target, measured: `${short(value)} ${unit}`, kept: value >= least };
}
