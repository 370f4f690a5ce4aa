import { readFileSync } from 'node:fs';

/** The options of Node in a script of package.json, so that tests start servers as users do. */
export function optionsOfScript(name: string): readonly string[] {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const [program, ...words] = String(JSON.parse(manifest).scripts[name]).split(' ');
  if (program !== 'node') throw new TypeError(`the script "${name}" expected to run node`);
  return words.filter((word) => word.startsWith('--'));
}
