import { lstatSync } from 'node:fs';
import type { ProblemView } from '#ipc/path-view.ts';
import type { Problem } from '#sync-engine/core/model/problem.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { proposeNamesIn, openVisit } from '#sync-engine/engine/create-visit.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { toLocalPath } from './local-path.ts';
import { findFolderSettings } from '../host-parts.ts';
import type { HostParts } from '../host-parts.ts';

/** Requests about items whose name keeps them from being synced. */
export function createNamingRequests(parts: HostParts): Handlers<'renameItems'> {
  return {
    async renameItems({ folderId, renames }) {
      const folder = findFolderSettings(parts, folderId);
      if (folder === undefined) return fail({ code: 'folder-unknown' });
      const runner = parts.runners.get(folderId);
      const opened = await openVisit(folder.localPath, parts.stateDirectory, { openFolder: runner?.openFolder });
      if (opened === undefined) return fail({ code: 'operation-unknown' });
      if (!opened.ok) return fail(opened.error);
      const { visit } = opened.value;
      const items = [];
      try {
        // What lies deeper comes first: its path is true only until a directory above it has got its new name.
        for (const { path: text, side, name } of renames.toSorted((a, b) => b.path.length - a.path.length)) {
          const path = parseRelativePath(text);
          if (path === undefined) return fail({ code: 'invalid-request' });
          const act = await visit.rename({ path, side, name }, parts.signal);
          const code = act.kind === 'done' ? {} : { code: act.kind === 'failed' ? act.error.code : act.code };
          items.push({ path, side, ...code });
        }
      } finally {
        await visit.close();
        runner?.lookNow();
        parts.state.change({ kind: 'list-changed', folderId, list: 'history' });
      }
      return succeed({ items });
    },
  };
}

/** Each problem as windows show it, with what another name would do for it. */
export async function toProblemViews(
  parts: HostParts,
  { root, folderId }: { readonly root: string; readonly folderId: string },
  problems: readonly Problem[],
): Promise<readonly ProblemView[]> {
  const records = parts.runners.get(folderId)?.openFolder?.records;
  const renamings = await proposeNamesIn({ anyPath: root, stateDirectory: parts.stateDirectory, records }, problems);
  return problems.map((problem) => ({
    ...problem,
    isHere: isHere(problem, root),
    renaming: renamings.get(problem),
  }));
}

/** Where nobody may look, the side that told of the problem has to do. */
function isHere({ path, side }: Problem, root: string): boolean {
  try {
    return lstatSync(toLocalPath(root, path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return side === 'local';
  }
}
