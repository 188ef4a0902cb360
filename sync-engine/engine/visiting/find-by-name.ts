import { isRemainsOfDeleted } from '../../core/merge/excludes-remains.ts';
import { isReservedName } from '../../core/merge/names.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import { isAway } from '../../core/model/selection.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { STOPPED_LOOK } from '../looking/stopped-look.ts';
import type { InspectInput } from './inspect.ts';
import { createDiscovery } from './inspect.ts';

/** Something that may be what a person means. */
export interface FoundItem {
  readonly path: RelativePath;
  readonly kind: NodeKind;
  readonly isHere: boolean;
  readonly isOnServer: boolean;
  /** A version of it is in the safety store. */
  readonly isKept: boolean;
}

/** Why nobody knows all that is in a directory: it takes no part here, so that nobody lists it on the server. */
export type UnsearchedReason = 'not-selected' | 'excluded' | 'unreadable';

/** Directories that were not looked into for one reason. */
export interface Unsearched {
  readonly why: UnsearchedReason;
  /** The first of them, by path. */
  readonly paths: readonly RelativePath[];
  readonly total: number;
}

/** The likeliest ones, and how many there are; and where more of them may be. */
export interface FoundItems {
  readonly items: readonly FoundItem[];
  readonly total: number;
  readonly unsearched: readonly Unsearched[];
}

/** So many directories are named for each reason: more of them nobody reads. */
const MAX_NAMED = 5;

/**
 * What has a name, or one that holds it, in whatever case of letters: here from a fresh look, also what takes no part, in
 * the safety store, and on the server from the last look. Equal names come first, then those that only lack the ending,
 * each by path. Directories of which nobody knows here what is in them are named. Reads one directory after the other,
 * and plans nothing. Codes: those of the root, `cancelled`.
 */
export async function findByName(name: string, input: InspectInput, limit: number): Promise<Result<FoundItems>> {
  const wanted = fold(name);
  const here = await listHere(wanted, input);
  if (!here.ok) return here;
  const there = listOnServer(wanted, input);
  const found = new Map<RelativePath, FoundItem>();
  for (const { path, kind, ...seen } of [...here.value.seen, ...there.seen, ...listKept(wanted, input)]) {
    const known = found.get(path) ?? { path, kind, isHere: false, isOnServer: false, isKept: false };
    found.set(path, { ...known, ...seen });
  }
  const items = [...found.values()].toSorted(
    (one, other) => rank(one, wanted) - rank(other, wanted) || (one.path < other.path ? -1 : 1),
  );
  const away = input.database.loadSelection().choices.filter(isAway);
  const unsearched = [
    toUnsearched(
      'not-selected',
      away.map(({ path }) => path),
    ),
    toUnsearched('excluded', there.unsearched),
    toUnsearched('unreadable', here.value.unsearched),
  ].filter(({ total }) => total > 0);
  return { ok: true, value: { items: items.slice(0, limit), total: items.length, unsearched } };
}

function toUnsearched(why: UnsearchedReason, paths: readonly RelativePath[]): Unsearched {
  return { why, paths: paths.toSorted().slice(0, MAX_NAMED), total: paths.length };
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function rank({ path }: FoundItem, wanted: string): number {
  const name = fold(baseName(path));
  if (name === wanted) return 0;
  return name.replace(/\.[^.]*$/u, '') === wanted ? 1 : 2;
}

/** Something of the name, at one of the places where it is looked for. */
type Seen = Pick<FoundItem, 'path' | 'kind'> & Partial<FoundItem>;

interface Looked {
  readonly seen: readonly Seen[];
  readonly unsearched: readonly RelativePath[];
}

async function listHere(wanted: string, input: InspectInput): Promise<Result<Looked>> {
  const discovery = createDiscovery(input);
  const seen: Seen[] = [];
  const unsearched: RelativePath[] = [];
  const pending = [ROOT_PATH];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (input.signal.aborted) return STOPPED_LOOK;
    const view = await discovery.lookInto(at);
    if (!view.ok) return view;
    const { items, excluded, misnamed, occupied, unknown } = view.value;
    const all = [...items, ...excluded, ...misnamed];
    const known = new Set(all.map(({ path }) => path));
    // Links and the like are found, and not followed.
    const others = occupied
      .filter((path) => !known.has(path) && mayHoldWork(path))
      .map((path) => ({ path, kind: 'file' as const }));
    for (const { path, kind } of [...all, ...others])
      if (fold(baseName(path)).includes(wanted)) seen.push({ path, kind, isHere: true });
    for (const { path, kind } of all) if (kind === 'directory' && mayHoldWork(path)) pending.push(path);
    const isOther = new Set(others.map(({ path }) => path));
    unsearched.push(...unknown.filter((path) => !isOther.has(path)));
  }
  return { ok: true, value: { seen, unsearched } };
}

/** False for what was deleted, and for what is ours. */
function mayHoldWork(path: RelativePath): boolean {
  const name = baseName(path);
  return !isRemainsOfDeleted(name) && !isReservedName(name);
}

function listOnServer(wanted: string, { database, settings }: InspectInput): Looked {
  const children = Map.groupBy(database.loadRemoteTree().values(), ({ parentKey }) => parentKey);
  const seen: Seen[] = [];
  const unsearched: RelativePath[] = [];
  const pending = (children.get(undefined) ?? []).map(({ key }) => ({ key, path: ROOT_PATH }));
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const { key, name, kind } of children.get(at.key) ?? []) {
      if (!isName(name)) continue;
      const path = joinPath(at.path, name);
      if (fold(name).includes(wanted)) seen.push({ path, kind, isOnServer: true });
      if (kind !== 'directory') continue;
      if (settings.rules.isExcluded(path, kind)) unsearched.push(path);
      else pending.push({ key, path });
    }
  }
  return { seen, unsearched };
}

/** What was found in the store after a crash has no place of its own. */
function listKept(wanted: string, { database }: InspectInput): readonly Seen[] {
  return database
    .listKept()
    .filter(({ originalPath, reason }) => reason !== 'found' && fold(baseName(originalPath)).includes(wanted))
    .map(({ originalPath }) => ({ path: originalPath, kind: 'file', isKept: true }));
}
