import type { Import, Sources } from './import-graph.ts';

/** From left to right; folders of one entry do not know each other. */
const ORDER = [
  ['core'],
  ['crypto'],
  ['peer'],
  ['state'],
  ['handoff', 'session', 'invalidation', 'slas'],
  ['flows'],
  ['express'],
  ['admin'],
  ['cli'],
];
const ENGINES = ['memory', 'sqlite', 'postgres', 'redis'];
const DOOR = /^domain-bridge\/[a-z]+$/;
const WORKSPACE = /^(?:storefront|commerce-emulator|hybrid-store|[a-z]+-domain)\//;

interface Place {
  readonly workspace: string;
  /** Folder below `shared/src`; undefined for doors and other workspaces. */
  readonly layer: string | undefined;
}

/** Why an import goes the wrong way; null when it does not. */
export function judgeImport({ from, to, isTypeOnly }: Import): string | null {
  const [source, target] = [placeOf(from), placeOf(to)];
  if (source.workspace !== 'shared') return judgeOutside(source, target, to);
  if (!to.startsWith('shared/'))
    return isWorkspace(to) ? 'the package imports no application' : null;
  if (source.layer === undefined) return null;
  if (target.layer === undefined) return 'doors are for those outside';
  if (source.layer === target.layer) return null;
  return ENGINES.includes(source.layer)
    ? judgeEngine(target.layer, isTypeOnly)
    : judgeLayer(source.layer, target.layer);
}

/** Files directly below `shared/src` that do more than export again. */
export function doorsThatDoMore(sources: Sources): string[] {
  const doors = Object.entries(sources).filter(([path]) => /^shared\/src\/[a-z]+\.ts$/.test(path));
  const reexport = /export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s+from\s+'[^']+';/g;
  const comment = /\/\*[\s\S]*?\*\//g;
  return doors
    .filter(([, text]) => text.replace(comment, '').replace(reexport, '').trim() !== '')
    .map(([path]) => path);
}

function judgeOutside(source: Place, target: Place, to: string): string | null {
  if (target.workspace === 'shared') return 'applications import doors, never files of the package';
  if (source.workspace === 'commerce-emulator' && to.startsWith('domain-bridge')) {
    return 'the emulator knows nothing of the bridge: what both got wrong would fit together';
  }
  if (to.startsWith('domain-bridge') && !DOOR.test(to)) return 'no such door';
  const named = /^@domain-bridge\/([a-z-]+)/.exec(to)?.[1] ?? target.workspace;
  if (named === source.workspace || !isWorkspace(to)) return null;
  if (named !== 'storefront') return 'applications do not know each other';
  return to.startsWith('@') ? null : 'the storefront is imported by its doors';
}

function judgeEngine(target: string, isTypeOnly: boolean): string | null {
  if (target === 'core') return null;
  const implementsIt = ['state', 'handoff', 'session', 'invalidation', 'slas'].includes(target);
  return implementsIt && isTypeOnly ? null : 'engines import core, and types of what they store';
}

function judgeLayer(source: string, target: string): string | null {
  if (ENGINES.includes(target)) return 'engines are named where an application starts';
  const [from, to] = [rankOf(source), rankOf(target)];
  if (from < 0 || to < 0) return 'a folder without a place in the order';
  return to < from ? null : `${source} stands left of ${target}, or beside it`;
}

function rankOf(layer: string): number {
  return ORDER.findIndex((folders) => folders.includes(layer));
}

function isWorkspace(to: string): boolean {
  return to.startsWith('@domain-bridge/') || WORKSPACE.test(to);
}

function placeOf(path: string): Place {
  const [workspace = '', , ...rest] = path.split('/');
  const layer = workspace === 'shared' && rest.length > 1 ? rest[0] : undefined;
  return { workspace, layer };
}
