import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** One import or re-export. */
export interface Import {
  /** Path of the importing file from the root, e.g. `shared/src/state/merge.ts`. */
  readonly from: string;
  /** Path of the imported file from the root, or the name of a package. */
  readonly to: string;
  readonly isTypeOnly: boolean;
}

/** Source text by path from the root. */
export type Sources = Readonly<Record<string, string>>;

const STATEMENT =
  /^\s*(?:(?:import|export)(?<type>\s+type)?\b[^;'"]*?\bfrom\s*|import\s*)['"](?<to>[^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"](?<to>[^'"]+)['"]\s*\)/g;

/** Reads every source of the workspaces; tests are no part of the architecture. */
export function readSources(root: string, folders: readonly string[]): Sources {
  const paths = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root },
  );
  const sources = paths.filter(
    (path) => !path.includes('node_modules') && !path.endsWith('.test.ts'),
  );
  return Object.fromEntries(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Every import in `sources`. */
export function importsOf(sources: Sources): Import[] {
  return Object.entries(sources).flatMap(([from, text]) => {
    const found = [...text.matchAll(STATEMENT), ...text.matchAll(DYNAMIC)];
    return found.map(({ groups }) => {
      const to = groups?.to ?? '';
      const path = to.startsWith('.') ? relative('.', join(dirname(from), to)) : to;
      return { from, to: path, isTypeOnly: groups?.type !== undefined };
    });
  });
}

/** The circles among files: each as the path that leads back to where it began. */
export function circlesIn(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const { to } of targets.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) walk(file, []);
  return circles;
}
