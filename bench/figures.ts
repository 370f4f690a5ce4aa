import { cpus } from 'node:os';

/** Where something was measured. */
export interface Machine {
  /** Version of Node, e.g. `v24.21.0`. */
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
}

/** The machine that this runs on. */
export function machine(): Machine {
  const { model = 'unknown' } = cpus()[0] ?? {};
  return { node: process.version, cpu: model, cores: cpus().length };
}

/** One measured claim. */
export interface Figure {
  readonly claim: string;
  readonly unit: string;
  readonly runs: number;
  readonly median: number;
  readonly p99: number;
  readonly least: number;
  readonly most: number;
}

/** Sums up samples. */
export function sumUp(claim: string, unit: string, samples: readonly number[]): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    claim,
    unit,
    runs: sorted.length,
    median: at(0.5),
    p99: at(0.99),
    least: at(0),
    most: sorted.at(-1) ?? Number.NaN,
  };
}

/** From which to which value the middle half of the samples goes. */
export function middleHalf(samples: readonly number[]): string {
  const sorted = [...samples].sort((a, b) => a - b);
  const [low, high] = [0.25, 0.75].map((share) => sorted[Math.floor(sorted.length * share)]);
  return `${short(low ?? Number.NaN)} to ${short(high ?? Number.NaN)}`;
}

/** Something that is to hold of the figures, and whether it did in this run. */
export interface Target {
  readonly target: string;
  readonly measured: string;
  readonly kept: boolean;
}

/** Prints figures and targets: a table for people, one JSON document with `--json`. Exit code 1 when a target was missed. */
export function report(
  bench: string,
  figures: readonly Figure[],
  targets: readonly Target[],
): void {
  const { node, cpu, cores } = machine();
  if (process.argv.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ bench, machine: machine(), figures, targets }, null, 2)}\n`,
    );
  } else {
    process.stdout.write(`${bench} (Node ${node}, ${cores} × ${cpu})\n\n`);
    process.stdout.write('| | runs | median | p99 | least–most |\n|---|---:|---:|---:|---:|\n');
    for (const each of figures) process.stdout.write(`${row(each)}\n`);
    process.stdout.write('\n');
    for (const { target, measured, kept } of targets) {
      process.stdout.write(`${kept ? 'kept  ' : 'MISSED'} ${target}: ${measured}\n`);
    }
  }
  if (targets.some(({ kept }) => !kept)) process.exitCode = 1;
}

function row({ claim, unit, runs, median, p99, least, most }: Figure): string {
  const [m, p, l, h] = [median, p99, least, most].map(short);
  return `| ${claim} | ${runs} | ${m} ${unit} | ${p} ${unit} | ${l}–${h} ${unit} |`;
}

/** Three significant digits. */
export function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
