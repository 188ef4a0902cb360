import type { NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
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
}

/** The likeliest ones, and how many there are. */
export interface FoundItems {
  readonly items: readonly FoundItem[];
  readonly total: number;
}

/**
 * What has a name, or one that holds it, in whatever case of letters: here from a fresh look, also what takes no part, on
 * the server from the last one. Equal names come first, then those that only lack the ending, each by path. Reads one
 * directory after the other, and plans nothing. Codes: those of the root, `cancelled`.
 */
export async function findByName(name: string, input: InspectInput, limit: number): Promise<Result<FoundItems>> {
  const wanted = fold(name);
  const here = await listHere(wanted, input);
  if (!here.ok) return here;
  const found = new Map(here.value.map((item) => [item.path, item]));
  for (const item of listOnServer(wanted, input)) {
    const known = found.get(item.path);
    found.set(item.path, known === undefined ? item : { ...known, isOnServer: true });
  }
  const items = [...found.values()].toSorted(
    (one, other) => rank(one, wanted) - rank(other, wanted) || (one.path < other.path ? -1 : 1),
  );
  return { ok: true, value: { items: items.slice(0, limit), total: items.length } };
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function rank({ path }: FoundItem, wanted: string): number {
  const name = fold(baseName(path));
  if (name === wanted) return 0;
  return name.replace(/\.[^.]*$/u, '') === wanted ? 1 : 2;
}

async function listHere(wanted: string, input: InspectInput): Promise<Result<readonly FoundItem[]>> {
  const discovery = createDiscovery(input);
  const found: FoundItem[] = [];
  const pending = [ROOT_PATH];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (input.signal.aborted) return STOPPED_LOOK;
    const view = await discovery.lookInto(at);
    if (!view.ok) return view;
    const { items, excluded, misnamed } = view.value;
    for (const { path, kind } of [...items, ...excluded, ...misnamed])
      if (fold(baseName(path)).includes(wanted)) found.push({ path, kind, isHere: true, isOnServer: false });
    for (const { path, kind } of items) if (kind === 'directory') pending.push(path);
  }
  return { ok: true, value: found };
}

function listOnServer(wanted: string, { database }: InspectInput): readonly FoundItem[] {
  const children = Map.groupBy(database.loadRemoteTree().values(), ({ parentKey }) => parentKey);
  const found: FoundItem[] = [];
  const pending = (children.get(undefined) ?? []).map(({ key }) => ({ key, path: ROOT_PATH }));
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const { key, name, kind } of children.get(at.key) ?? []) {
      if (!isName(name)) continue;
      const path = joinPath(at.path, name);
      if (fold(name).includes(wanted)) found.push({ path, kind, isHere: false, isOnServer: true });
      if (kind === 'directory') pending.push({ key, path });
    }
  }
  return found;
}
