import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The core of the servers, and that of whoever asks them. */
export const CORES = { server: '0', client: '1' } as const;

/**
 * Ties a process with all its threads to one core, by `taskset` of util-linux.
 *
 * @returns False where there is no `taskset`, or no second core: then the system decides, and the figures say so.
 */
export function pinProcess(pid: number, core: string): boolean {
  if (availableParallelism() < 2) return false;
  return setCores(pid, core);
}

/** Gives a process all cores again. */
export function unpinProcess(pid: number): void {
  setCores(pid, Object.values(CORES).join(','));
}

function setCores(pid: number, cores: string): boolean {
  return spawnSync('taskset', ['-a', '-p', '-c', cores, String(pid)]).status === 0;
}
