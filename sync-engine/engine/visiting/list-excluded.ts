import { seemsOwnerFile } from '../../core/model/owner-file.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { STOPPED_LOOK } from '../looking/stopped-look.ts';
import type { InspectInput } from './inspect.ts';
import { createDiscovery } from './inspect.ts';

/** Something that an exclude pattern keeps out of syncing. What a directory holds is not told beside it. */
export interface ExcludedItem {
  readonly path: RelativePath;
  readonly kind: NodeKind;
  /** Of a file, where it is known. */
  readonly sizeBytes?: number;
  /** The line of the exclude list, as it was written. */
  readonly pattern?: string;
  /** A file that only says, it seems, that an office program has a document open. */
  readonly isOwnerFile?: true;
  readonly isHere: boolean;
  readonly isOnServer: boolean;
}

/**
 * Everything that exclude patterns keep out, by path: here from a fresh look, on the server from the last one. Reads one
 * directory after the other, and plans nothing. Codes: those of the root, `cancelled`.
 */
export async function listExcluded(input: InspectInput): Promise<Result<readonly ExcludedItem[]>> {
  const found = new Map<RelativePath, ExcludedItem>();
  const discovery = createDiscovery(input);
  const pending = [ROOT_PATH];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (input.signal.aborted) return STOPPED_LOOK;
    const view = await discovery.lookInto(at);
    if (!view.ok) return view;
    for (const { path, kind, stamp } of view.value.excluded) {
      const item = toItem({ path, kind, sizeBytes: stamp.sizeBytes }, input);
      found.set(path, { ...item, isHere: true, isOnServer: false });
    }
    for (const { path, kind } of view.value.items) if (kind === 'directory') pending.push(path);
  }
  for (const item of listOnServer(input)) {
    const here = found.get(item.path);
    found.set(item.path, here === undefined ? item : onBothSides(here, item));
  }
  return { ok: true, value: [...found.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1)) };
}

interface Seen {
  readonly path: RelativePath;
  readonly kind: NodeKind;
  readonly sizeBytes: number;
}

function toItem(
  { path, kind, sizeBytes }: Seen,
  { settings }: InspectInput,
): Omit<ExcludedItem, 'isHere' | 'isOnServer'> {
  const pattern = settings.rules.findPattern(path, kind);
  const isFile = kind === 'file';
  return {
    path,
    kind,
    ...(isFile ? { sizeBytes } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...(isFile && seemsOwnerFile(baseName(path), sizeBytes) ? { isOwnerFile: true } : {}),
  };
}

/** As it is here; no mark where the server has something else in its place. */
function onBothSides({ isOwnerFile, ...here }: ExcludedItem, there: ExcludedItem): ExcludedItem {
  const isMark = isOwnerFile === true && there.isOwnerFile === true;
  return { ...here, ...(isMark ? { isOwnerFile } : {}), isOnServer: true };
}

function listOnServer(input: InspectInput): readonly ExcludedItem[] {
  const { rules } = input.settings;
  const children = Map.groupBy(input.database.loadRemoteTree().values(), ({ parentKey }) => parentKey);
  const items: ExcludedItem[] = [];
  const pending = (children.get(undefined) ?? []).map(({ key }) => ({ key, path: ROOT_PATH }));
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const { key, name, kind, sizeBytes } of children.get(at.key) ?? []) {
      if (!isName(name)) continue;
      const path = joinPath(at.path, name);
      if (rules.isExcluded(path, kind))
        items.push({ ...toItem({ path, kind, sizeBytes }, input), isHere: false, isOnServer: true });
      else if (kind === 'directory') pending.push({ key, path });
    }
  }
  return items;
}
