import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Compiles files with the project's own settings, in a directory that sees the project's packages.
 *
 * @param files Text by name.
 * @returns What the compiler has to say; empty when all is well.
 */
export function compile(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'domain-bridge-docs-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'), 'dir');
    writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(settings()));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const compiled = ['-p', directory, '--pretty', 'false'];
    const { stdout, stderr } = spawnSync(process.execPath, [compiler, ...compiled], {
      cwd: directory,
    });
    return `${stdout}${stderr}`.split('\n').filter(isOwn).join('\n').trim();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function settings() {
  return {
    extends: join(ROOT, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true },
    include: ['*.ts'],
  };
}

/** What is wrong with the project's own sources is for the type check to say. */
function isOwn(line: string): boolean {
  return !line.startsWith('../') && !line.startsWith('/');
}
