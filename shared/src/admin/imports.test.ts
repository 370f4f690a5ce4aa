import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { importsOf, readSources } from '../../../test/support/import-graph.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${ROOT}shared/package.json`, 'utf8'));
const PACKAGES = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
const imports = importsOf(readSources(ROOT, ['shared/src'])).filter(
  ({ isTypeOnly }) => !isTypeOnly,
);

/** Everything that a file imports at run time, and what that imports. */
function reach(from: string, known: Set<string> = new Set()): Set<string> {
  for (const { to } of imports.filter((each) => each.from === from)) {
    if (known.has(to)) continue;
    known.add(to);
    reach(to, known);
  }
  return known;
}

function isForeign(path: string): boolean {
  return (
    path.startsWith('node:') ||
    PACKAGES.some((name) => path === name || path.startsWith(`${name}/`))
  );
}

it('the door admin needs nothing but what every host of fetch has', () => {
  const reached = [...reach('shared/src/admin.ts')];
  expect(reached).toContain('shared/src/admin/create-admin-client.ts');
  expect(reached.filter(isForeign)).toEqual([]);
});

it('would notice a package, or a module of Node', () => {
  const foreign = [...reach('shared/src/sqlite.ts'), ...reach('shared/src/handoff.ts')];
  expect(foreign.filter(isForeign)).toEqual(
    expect.arrayContaining(['better-sqlite3', 'node:crypto', 'cborg']),
  );
});
