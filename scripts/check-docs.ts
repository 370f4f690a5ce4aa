import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Proves what the pages of the documentation promise by pointing: that what they link to is there, down to
 * the heading, and so are the files, folders and npm scripts that they name. Exit code 1 and one
 * problem a line when not.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PAGES = ['*.md', 'docs/*.md', 'decisions/*.md', 'shared/*.md'];
/** Folders of this repository: what begins with one of them, in code marks, is a path. */
const PATH =
  /^(?:shared|storefront|shopping-domain|checkout-domain|test|bench|scripts|docs|decisions)\/[\w./-]+$/;

/** What is wrong with the pages below `root`, one sentence each. */
export function findDocProblems(root: string = ROOT): string[] {
  const scripts = new Set(Object.keys(readJson(join(root, 'package.json')).scripts));
  return globSync(PAGES, { cwd: root }).flatMap((page) => {
    const text = withoutBlocks(readFileSync(join(root, page), 'utf8'));
    const problems = [
      ...deadLinks(root, page, text),
      ...missingPaths(root, text),
      ...missingScripts(text, scripts),
    ];
    return problems.map((problem) => `${page}: ${problem}`);
  });
}

function deadLinks(root: string, page: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const local = targets.filter((target) => !/^https?:/.test(target));
  return local.flatMap((target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? join(root, page) : join(root, dirname(page), path);
    if (!existsSync(file)) return [`links to ${target}, which is not there`];
    const isMissing = anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).has(anchor);
    return isMissing ? [`links to ${target}; ${relative(root, file)} has no such heading`] : [];
  });
}

function missingPaths(root: string, text: string): string[] {
  const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const gone = named.filter((code) => PATH.test(code) && !existsSync(join(root, code)));
  // What a build makes is not there before it.
  return gone
    .filter((path) => !/\/dist$/.test(path))
    .map((path) => `names ${path}, which is not there`);
}

function missingScripts(text: string, scripts: ReadonlySet<string>): string[] {
  const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  return named
    .filter((name) => !scripts.has(name))
    .map((name) => `names npm run ${name}, which is not there`);
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutBlocks(text).matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(headings.map(([, heading = '']) => toAnchor(heading)));
}

function toAnchor(heading: string): string {
  const plain = heading.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** Fenced blocks point at nothing. */
function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

function readJson(file: string): { readonly scripts: Record<string, string> } {
  return JSON.parse(readFileSync(file, 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = findDocProblems();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
