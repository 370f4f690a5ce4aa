import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { circlesIn, importsOf, readSources } from './support/import-graph.ts';
import { doorsThatDoMore, judgeImport } from './support/import-rules.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = [
  'shared/src',
  'storefront/src',
  'shopping-domain/src',
  'checkout-domain/src',
  'commerce-emulator/src',
  'hybrid-store/src',
];
const sources = readSources(ROOT, FOLDERS);
const imports = importsOf(sources);

function complaints(planted: Record<string, string>): string[] {
  return importsOf(planted).flatMap((each) => judgeImport(each) ?? []);
}

describe('the sources', () => {
  it('are all there to be judged', () => {
    for (const folder of FOLDERS) {
      expect(Object.keys(sources).some((path) => path.startsWith(folder))).toBe(true);
    }
    expect(imports.length).toBeGreaterThan(Object.keys(sources).length);
  });

  it('import one way: core, crypto, state, handoff | session, flows, express, applications', () => {
    const wrong = imports.flatMap((each) => {
      const complaint = judgeImport(each);
      return complaint === null ? [] : [`${each.from} → ${each.to}: ${complaint}`];
    });
    expect(wrong).toEqual([]);
  });

  it('go in no circles, types included', () => {
    expect(circlesIn(imports)).toEqual([]);
  });

  it('have doors that only export again', () => {
    expect(doorsThatDoMore(sources)).toEqual([]);
  });
});

describe('the judge', () => {
  it.each([
    ['a layer on the right', 'shared/src/state/a.ts', "import { b } from '../flows/b.ts';"],
    ['a neighbour', 'shared/src/handoff/a.ts', "import type { B } from '../session/b.ts';"],
    ['a re-export', 'shared/src/core/a.ts', "export * from '../state/b.ts';"],
    ['a dynamic import', 'shared/src/core/a.ts', "const b = await import('../express/b.ts');"],
    ['a bare import', 'shared/src/core/a.ts', "import '../express/b.ts';"],
    [
      'an import over many lines',
      'shared/src/core/a.ts',
      "import {\n  b,\n  c,\n} from '../state/b.ts';",
    ],
    ['an engine', 'shared/src/flows/a.ts', "import { b } from '../sqlite/b.ts';"],
    [
      'more than a type in an engine',
      'shared/src/sqlite/a.ts',
      "import { b } from '../state/b.ts';",
    ],
    ['another engine', 'shared/src/sqlite/a.ts', "import type { B } from '../memory/b.ts';"],
    ['a door from inside', 'shared/src/flows/a.ts', "import { b } from '../state.ts';"],
    [
      'an application',
      'shared/src/express/a.ts',
      "import { b } from '@domain-bridge/storefront/api';",
    ],
    [
      'a file of the package',
      'storefront/src/a.ts',
      "import { b } from '../../shared/src/state/b.ts';",
    ],
    ['no door', 'storefront/src/a.ts', "import { b } from 'domain-bridge/src/state/b.ts';"],
    [
      'the other domain',
      'shopping-domain/src/a.ts',
      "import { b } from '../../checkout-domain/src/b.ts';",
    ],
    [
      'the other domain by name',
      'shopping-domain/src/a.ts',
      "import { b } from '@domain-bridge/checkout-domain/app';",
    ],
    [
      'a file of the storefront',
      'shopping-domain/src/a.ts',
      "import { b } from '../../storefront/src/b.ts';",
    ],
    [
      'the bridge in the emulator',
      'commerce-emulator/src/a.ts',
      "import { b } from 'domain-bridge/slas';",
    ],
    [
      'the emulator',
      'hybrid-store/src/a.ts',
      "import { b } from '../../commerce-emulator/src/b.ts';",
    ],
    [
      'a domain from the storefront',
      'storefront/src/a.ts',
      "import { b } from '@domain-bridge/shopping-domain/app';",
    ],
  ])('objects to %s', (_, path, text) => {
    expect(complaints({ [path]: text })).toHaveLength(1);
  });

  it('lets through what the order allows', () => {
    const allowed = {
      'shared/src/flows/a.ts': "import { b } from '../handoff/b.ts';\nimport { c } from './c.ts';",
      'shared/src/sqlite/a.ts':
        "import type { B } from '../state/b.ts';\nimport SQLite from 'better-sqlite3';",
      'shared/src/state.ts': "export { b } from './state/b.ts';",
      'checkout-domain/src/a.ts':
        "import { b } from 'domain-bridge/state';\nimport { c } from '@domain-bridge/storefront/api';",
    };
    expect(complaints(allowed)).toEqual([]);
  });

  it('finds a circle, also one of types and one through a third file', () => {
    const planted = {
      'a/a.ts': "import type { B } from './b.ts';",
      'a/b.ts': "export { c } from './c.ts';",
      'a/c.ts': "import { a } from './a.ts';",
      'a/d.ts': "import { a } from './a.ts';",
    };
    expect(circlesIn(importsOf(planted))).toEqual(['a/a.ts → a/b.ts → a/c.ts → a/a.ts']);
  });

  it('finds a door that does something itself', () => {
    const planted = {
      'shared/src/state.ts': "export { b } from './state/b.ts';\nexport const c = 1;",
    };
    expect(doorsThatDoMore(planted)).toEqual(['shared/src/state.ts']);
  });
});
