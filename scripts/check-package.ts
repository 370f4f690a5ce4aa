import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Proves what the README of the package promises: it packs, its doors resolve with types, and an empty
 * project that installs the tarball can import every door (those for an engine with the engine) and run its command.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const shared = join(root, 'shared');
const consumer = mkdtempSync(join(tmpdir(), 'domain-bridge-consumer-'));

try {
  rmSync(join(shared, 'dist'), { recursive: true, force: true });
  run('npx', ['tsc', '-p', 'shared'], root);
  run('npm', ['pack', '--silent', '--pack-destination', consumer], shared);
  const tarball = readdirSync(consumer).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error('npm pack made no tarball');
  run('npx', ['publint', '--strict', join(consumer, tarball)], root);
  run('npx', ['attw', '--profile', 'esm-only', join(consumer, tarball)], root);

  writeFileSync(join(consumer, 'package.json'), '{ "private": true, "type": "module" }\n');
  install(`./${tarball}`);
  importDoors(({ needs }) => needs === null);
  run('npx', ['--no-install', 'domain-bridge', '--version'], consumer);
  install('express@5', 'better-sqlite3@13');
  importDoors(() => true);
} finally {
  rmSync(consumer, { recursive: true, force: true });
}

interface Door {
  readonly path: string;
  readonly needs: string | null;
}

function importDoors(wanted: (door: Door) => boolean): void {
  const { exports } = JSON.parse(readFileSync(join(shared, 'package.json'), 'utf8'));
  const doors = Object.keys(exports)
    .filter((path) => path !== './package.json')
    .map((path) => ({
      path,
      needs: { './express': 'express', './sqlite': 'better-sqlite3' }[path] ?? null,
    }))
    .filter(wanted);
  const imports = doors.map(({ path }) => `await import('domain-bridge/${path.slice(2)}');`);
  writeFileSync(join(consumer, 'import.js'), imports.join('\n'));
  run('npx', ['node', join(consumer, 'import.js')], root);
}

function install(...packages: string[]): void {
  run(
    'npm',
    ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...packages],
    consumer,
  );
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}
