import { readFileSync } from 'node:fs';

/** Of the clock that `/proc` counts in; Linux has the same one everywhere (proc(5), `sysconf(_SC_CLK_TCK)`). */
const TICKS_PER_SECOND = 100;
/** Of `/proc/PID/stat`, behind the name in brackets. */
const FIELDS = { user: 11, system: 12 } as const;

/**
 * Seconds that a process has spent on a processor, its own code and the system's for it; 0 where there is no `/proc`.
 */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[FIELDS.user]) + Number(fields[FIELDS.system])) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}
