import { readFileSync } from 'node:fs';

const RESIDENT = /^VmRSS:\s+(?<kib>\d+) kB$/m;

/**
 * Bytes of a process that are in memory, its shared pages included (`VmRSS` of `/proc/PID/status`, proc(5)).
 *
 * @throws {Error} Of the system, where there is no `/proc`: Linux alone has one.
 */
export function residentBytes(pid: number): number {
  const { kib } = RESIDENT.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups ?? {};
  if (kib === undefined) throw new TypeError('"VmRSS" expected in /proc/PID/status');
  return Number(kib) * 1024;
}
