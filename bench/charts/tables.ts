import { short } from '../figures.ts';
import { handOffTargets } from '../hand-off-targets.ts';
import { type HttpName, NAMES, type Results, type Spread } from '../results.ts';
import type { PeerName } from '../peers/peer.ts';

/** The tables of docs/benchmarks.md by name, as lines of Markdown. */
export function tablesOf(results: Results): Readonly<Record<string, string>> {
  return {
    machine: machineText(results),
    targets: targetTable(results),
    'seal-open': spreadTable('µs', results.sealOpenMicroseconds),
    'token-length': lengthTable(results),
    http: spreadTable('requests/s', results.httpPerSecond),
  };
}

function machineText({ machine, measuredOn, runs, carts }: Results): string {
  const skipped = carts.skipped === 0 ? '' : `, ${count(carts.skipped)} skipped`;
  return table(
    ['what', 'value'],
    [
      ['measured on', measuredOn],
      ['processor', `${machine.cores} × ${machine.cpu}`],
      ['Node', machine.node],
      ['runs', String(runs)],
      [
        'carts',
        `${count(carts.count)} (${carts.source}${skipped}), ${count(carts.timed)} of them timed`,
      ],
    ],
  );
}

function targetTable(results: Results): string {
  const rows = handOffTargets(results).map(({ target, measured, kept }) => [
    target,
    measured,
    kept ? 'kept' : 'MISSED',
  ]);
  return table(['target', 'measured', ''], rows);
}

function spreadTable(
  unit: string,
  spreads: Readonly<Partial<Record<PeerName | HttpName, Spread>>>,
): string {
  const entries = Object.entries(spreads) as [PeerName | HttpName, Spread][];
  const rows = entries.map(([name, { min, median, max }]) => [
    NAMES[name],
    ...[min, median, max].map(short),
  ]);
  return table(['', `minimum, ${unit}`, `median, ${unit}`, `maximum, ${unit}`], rows, 1);
}

function lengthTable({ tokenCharacters }: Results): string {
  const entries = Object.entries(tokenCharacters) as [
    'ours' | 'jose' | 'iron',
    Results['tokenCharacters']['ours'],
  ][];
  const rows = entries.map(([name, { p50, p99, max, inline2000 }]) => [
    NAMES[name],
    ...[p50, p99, max].map(count),
    `${(100 * inline2000).toFixed(1)} %`,
  ]);
  return table(['characters', 'median', '99 % at most', 'maximum', 'within 2,000'], rows, 1);
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left = head.length,
): string {
  const rule = head.map((_, i) => (i < left ? '---' : '---:'));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}

function count(value: number): string {
  return value.toLocaleString('en');
}
