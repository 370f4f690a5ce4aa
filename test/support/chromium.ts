import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * What distributions call it, in the order they are tried. First the engine without the windows around it: what a page
 * meets is the same, and a page takes half the processor time.
 */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/** Root in a container has no sandbox; the other two keep it from calling home during a test. */
const ARGUMENTS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update'];

/** Said where no Chromium is found. */
export const NO_CHROMIUM = `no Chromium: set CHROMIUM, or put one of ${NAMES.join(', ')} on the PATH`;

/**
 * Path of the Chromium of this machine: the variable `CHROMIUM`, otherwise the first name on the `PATH`.
 *
 * @returns Null where there is none.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  if (environment.CHROMIUM) return environment.CHROMIUM;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isProgram) ?? null;
}

/**
 * Starts Chromium without a window.
 *
 * @param extra Further command line arguments.
 * @throws {Error} `NO_CHROMIUM`.
 */
export async function launchChromium(extra: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...extra] });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
