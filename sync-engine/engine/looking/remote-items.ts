import type { RemoteKey } from '../../core/model/ids.ts';
import type { RemoteItem } from '../../core/model/observation.ts';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import { PARK_PREFIX } from '../../filesystem/filesystem.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';
import type { FolderRules } from '../opening/folder-rules.ts';

/** The rows of the server's tree that take part, and the places of those that do not. */
export interface RemoteItems {
  /** Parents before their children. */
  readonly items: readonly RemoteItem[];
  readonly occupied: readonly { readonly parentKey: RemoteKey; readonly name: string }[];
  /** Items whose name keeps them from being synced here, with all below them: not gone, whatever they were before. */
  readonly misnamed: readonly RemoteKey[];
  readonly problems: readonly Problem[];
}

/** Walks the server's tree from its root and leaves out what is excluded or cannot be held on this computer. */
export function collectRemoteItems(
  view: RemoteView,
  rules: FolderRules,
  formerNames: ReadonlyMap<string, string>,
): RemoteItems {
  const children = new Map<RemoteKey, RemoteRow[]>();
  for (const row of view.rows.values()) {
    if (row.parentKey === undefined) continue;
    const siblings = children.get(row.parentKey);
    if (siblings === undefined) children.set(row.parentKey, [row]);
    else siblings.push(row);
  }
  const items: RemoteItem[] = [];
  const occupied: { parentKey: RemoteKey; name: string }[] = [];
  const misnamed: RemoteKey[] = [];
  const problems: Problem[] = [];
  const pending: { readonly key: RemoteKey; readonly path: RelativePath }[] = [{ key: view.rootKey, path: ROOT_PATH }];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const row of children.get(at.key) ?? []) {
      const { key, fileId, name, kind } = row;
      const place = { parentKey: at.key, name };
      const path = isName(name) ? joinPath(at.path, name) : undefined;
      const code = path === undefined ? 'name-not-allowed-here' : judge(name);
      if (path !== undefined && rules.isExcluded(path, kind)) occupied.push(place);
      else if (code !== undefined || path === undefined) {
        occupied.push(place);
        addWithContents(key, children, misnamed);
        if (path !== undefined && code !== undefined) problems.push({ path, side: 'remote', code });
      } else {
        items.push({ key, parentKey: at.key, fileId, name, kind, stamp: row });
        if (kind === 'directory') pending.push({ key, path });
      }
    }
  }
  return { items, occupied, misnamed, problems };

  function judge(name: string): ProblemCode | undefined {
    if (formerNames.has(`remote ${name}`)) return undefined;
    return name.startsWith(PARK_PREFIX) ? 'name-reserved' : rules.checkForLocal(name);
  }
}

function addWithContents(
  key: RemoteKey,
  children: ReadonlyMap<RemoteKey, readonly RemoteRow[]>,
  into: RemoteKey[],
): void {
  const pending = [key];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    into.push(at);
    for (const child of children.get(at) ?? []) pending.push(child.key);
  }
}
