import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The text of every source file below `folders`, given from the root of the repository; no tests and what tests share. */
export function sourceTexts(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    const root = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
    return files.filter(isSource).map((file) => readFileSync(`${root}${file}`, 'utf8'));
  });
}

function isSource(file: string): boolean {
  return file.endsWith('.ts') && !/\.test\.ts$|(^|\/)test-[^/]+$/.test(file);
}
