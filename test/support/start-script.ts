import { readFileSync } from 'node:fs';

/** What a script of package.json starts a server with. */
export interface StartScript {
  /** Variables that stand before the command. */
  readonly env: Readonly<Record<string, string>>;
  /** Options of Node. */
  readonly options: readonly string[];
}

/** Reads a script of the form `NAME=value node --option file`, so that tests start servers as users do. */
export function startScript(name: string): StartScript {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const words = String(JSON.parse(manifest).scripts[name]).split(' ');
  const node = words.indexOf('node');
  if (node < 0) throw new TypeError(`the script "${name}" expected to run node`);
  return {
    env: Object.fromEntries(words.slice(0, node).map((word) => word.split('=', 2))),
    options: words.slice(node + 1).filter((word) => word.startsWith('--')),
  };
}
