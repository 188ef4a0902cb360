import type { Answer } from '#ipc/contract.ts';
import type { Done } from '#ipc/fields.ts';
import type { HistoryEntry } from '#sync-engine/core/model/history.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import {
  actOnConflicts,
  explainAnyPath,
  freeSpace,
  openConflictDesk,
  openVisit,
  readStatus,
} from '#sync-engine/engine/create-visit.ts';
import type { ConflictDesk } from '#sync-engine/engine/conflicts/conflict-desk.ts';
import type { ResolveEnd } from '#sync-engine/engine/conflicts/resolve.ts';
import type { Visit } from '#sync-engine/engine/visiting/visit.ts';
import type { Act } from '#sync-engine/engine/visiting/visit-acts.ts';
import { fail, succeed } from './answers.ts';
import type { Handlers } from './answers.ts';
import { toLocalPath } from './local-path.ts';
import { findFolderSettings, toLookedAt } from './host-parts.ts';
import type { HostParts } from './host-parts.ts';
import { toProblemViews } from './naming-requests.ts';
import { previewFile } from './reading/preview-file.ts';
import { ReadOnlyCopies } from './reading/read-only-copies.ts';

type PathRequestName =
  | 'listProblems'
  | 'explainPath'
  | 'listConflicts'
  | 'resolveConflicts'
  | 'undoConflict'
  | 'writeMarkedCopy'
  | 'previewFile'
  | 'makeReadOnlyCopy';

type HistoryRequestName = 'listHistory' | 'undo' | 'listKept' | 'restoreKept' | 'freeKept';

/** Requests about single paths of a sync folder: problems, two versions. */
export function createPathRequests(parts: HostParts): Handlers<PathRequestName> {
  const { signal } = parts;
  const copies = new ReadOnlyCopies(parts);
  return {
    listProblems: ({ folderId }) =>
      inFolder(parts, folderId, async (root) => {
        const known = parts.runners.get(folderId)?.problems;
        const found = known ?? (await readStatus(toLookedAt(parts, folderId, root), signal))?.problems ?? [];
        return succeed({ items: await toProblemViews(parts, { root, folderId }, found) });
      }),
    explainPath: ({ folderId, path }) =>
      inFolder(parts, folderId, async (root) => {
        const why = await explainAnyPath(toLookedAt(parts, folderId, toLocalPath(root, path)), signal);
        return why === undefined ? fail({ code: 'folder-unknown' }) : succeed(why);
      }),
    listConflicts: ({ folderId }) =>
      atDesk(parts, { folderId, mode: 'look', ifNever: { items: [] } }, async (desk) => {
        const views = await desk.list();
        return succeed({ items: views.map(({ id, ...view }) => ({ conflictId: id, ...view })) });
      }),
    resolveConflicts: ({ folderId, decisions }) =>
      atDesk(parts, { folderId, mode: 'decide' }, async (desk) => {
        const items = [];
        for (const { conflictId, keep, newName, revision } of decisions) {
          const id = desk.findId(conflictId);
          const end = id === undefined ? undefined : await desk.resolve({ id, keep, newName, revision });
          const code = end === undefined ? 'conflict-unknown' : toCode(end);
          items.push({ conflictId, ...(code === undefined ? {} : { code }) });
        }
        return succeed({ items });
      }),
    undoConflict: ({ folderId, conflictId }) =>
      atDesk(parts, { folderId, mode: 'decide' }, async (desk) => {
        const id = desk.findId(conflictId);
        return id === undefined ? fail({ code: 'conflict-unknown' }) : toResolveAnswer(await desk.undo(id));
      }),
    writeMarkedCopy: ({ folderId, conflictId }) =>
      atDesk(parts, { folderId, mode: 'decide' }, async (desk) => {
        const id = desk.findId(conflictId);
        return id === undefined ? fail({ code: 'conflict-unknown' }) : toResolveAnswer(await desk.writeMarked(id));
      }),
    previewFile: ({ folderId, ...place }) => inFolder(parts, folderId, (root) => previewFile(root, place)),
    makeReadOnlyCopy: ({ folderId, label, ...place }) =>
      inFolder(parts, folderId, (root) => copies.make({ root, place, label })),
  };
}

/** Requests about what was done and what is kept. */
export function createHistoryRequests(parts: HostParts): Handlers<HistoryRequestName> {
  return {
    listHistory: ({ folderId, search, verbs, beforeMs, limit }) => {
      // While a sync goes on this is asked for again and again.
      const isNewest = search === undefined && verbs === undefined && beforeMs === undefined;
      const maxHistory = isNewest ? limit : undefined;
      return onVisit(parts, { folderId, ifNever: { items: [] }, maxHistory }, async (visit) => {
        const wanted = search?.toLocaleLowerCase();
        const found = (await visit.listHistory()).filter(
          (entry) =>
            (verbs === undefined || verbs.includes(entry.verb)) &&
            (beforeMs === undefined || entry.atMs < beforeMs) &&
            (wanted === undefined || listPaths(entry).join('\n').toLocaleLowerCase().includes(wanted)),
        );
        const undone = new Set(found.flatMap(({ undoes }) => undoes ?? []));
        const views = found.slice(0, limit).map((entry) => {
          const isTakenBack = entry.reversal.kind === 'reopen' && undone.has(entry.id);
          return { ...toHistoryView(entry), ...(isTakenBack ? { notUndoable: 'already-undone' as const } : {}) };
        });
        return succeed({ items: views });
      });
    },
    undo: ({ folderId, historyId }) =>
      onVisit(parts, { folderId }, async (visit) => {
        const act = await visit.undo(historyId, parts.signal);
        return act.kind === 'done' ? succeed(toHistoryView(act.value)) : toRefusal(act);
      }),
    listKept: ({ folderId }) =>
      onVisit(parts, { folderId, ifNever: { items: [] } }, async (visit) => {
        const kept = await visit.listKept();
        return kept.ok ? succeed({ items: kept.value }) : fail(kept.error);
      }),
    freeKept: ({ folderId }) =>
      inFolder(parts, folderId, async (root) => {
        const openFolder = parts.runners.get(folderId)?.openFolder;
        const freed = await freeSpace({ ...toLookedAt(parts, folderId, root), openFolder, signal: parts.signal });
        return freed.ok ? succeed(freed.value) : fail(freed.error);
      }),
    restoreKept: ({ folderId, keepId, target }) =>
      onVisit(parts, { folderId }, async (visit) => {
        const place = target === undefined ? undefined : parseRelativePath(target);
        const act = await visit.restore({ keepId, target: place, signal: parts.signal });
        return act.kind === 'done' ? succeed(act.value) : toRefusal(act);
      }),
  };
}

/** Runs `act` with the local root of a folder that is known; `folder-unknown` for another. */
export async function inFolder<Value>(
  parts: HostParts,
  folderId: string,
  act: (root: string) => Promise<Answer<Value>> | Answer<Value>,
): Promise<Answer<Value>> {
  const folder = findFolderSettings(parts, folderId);
  return folder === undefined ? fail({ code: 'folder-unknown' }) : act(folder.localPath);
}

interface AtDesk<Value> {
  readonly folderId: string;
  readonly mode: 'look' | 'decide';
  /** What is answered for a folder that was never synced. */
  readonly ifNever?: Value;
}

/** Decisions take turns with the runs of an open folder; one that is at rest is opened for them. */
function atDesk<Value>(
  parts: HostParts,
  { folderId, mode, ifNever }: AtDesk<Value>,
  act: (desk: ConflictDesk) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  const { signal } = parts;
  const sit = (root: string, decide: typeof act) => async (): Promise<Answer<Value>> => {
    const opened = await openConflictDesk({ ...toLookedAt(parts, folderId, root), mode, signal });
    if (opened.kind === 'failed') return fail(opened.error);
    if (opened.kind === 'no-sync-folder') {
      return ifNever === undefined ? fail({ code: 'conflict-unknown' }) : succeed(ifNever);
    }
    try {
      return await decide(opened.desk);
    } finally {
      await opened.close();
    }
  };
  return inFolder(parts, folderId, (root) => {
    const runner = parts.runners.get(folderId);
    if (mode === 'look' || runner === undefined) return sit(root, act)();
    const folder = runner.openFolder;
    // No run has to follow a decision that leaves everything as it is, and a folder that rests has none.
    const actAndCount: typeof act = async (desk) => {
      try {
        return await act(desk);
      } finally {
        runner.showConflicts(desk.openCount);
      }
    };
    return folder === undefined
      ? runner.whileFree(sit(root, actAndCount))
      : actOnConflicts(folder, actAndCount, signal);
  });
}

interface OnVisit<Value> {
  readonly folderId: string;
  readonly ifNever?: Value;
  readonly maxHistory?: number | undefined;
}

function onVisit<Value>(
  parts: HostParts,
  { folderId, ifNever, maxHistory }: OnVisit<Value>,
  act: (visit: Visit) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  return inFolder(parts, folderId, async (root) => {
    const openFolder = parts.runners.get(folderId)?.openFolder;
    const opened = await openVisit(root, parts.stateDirectory, { openFolder, maxHistory });
    if (opened === undefined) return ifNever === undefined ? fail({ code: 'operation-unknown' }) : succeed(ifNever);
    if (!opened.ok) return fail(opened.error);
    try {
      return await act(opened.value.visit);
    } finally {
      await opened.value.visit.close();
    }
  });
}

/** Every place that an entry names. */
function listPaths({ path, target, outcome }: HistoryEntry): readonly string[] {
  const chosen = outcome === undefined ? [] : [...outcome.came.directories, ...outcome.left.directories];
  return [path, ...(target === undefined ? [] : [target]), ...chosen];
}

function toHistoryView({ id, reversal, ...entry }: HistoryEntry) {
  const view = { ...entry, historyId: id };
  if (reversal.kind === 'none') return { ...view, notUndoable: reversal.why };
  if (reversal.kind !== 'reopen') return view;
  const { conflictId, how, person } = reversal;
  return { ...view, decided: { conflictId, how, ...(person === undefined ? {} : { person }) } };
}

function toRefusal(act: Exclude<Act<never>, { kind: 'done' }>): Answer<never> {
  return act.kind === 'refused' ? fail({ code: act.code }) : fail(act.error);
}

function toCode(end: ResolveEnd) {
  switch (end.kind) {
    case 'done':
      return undefined;
    case 'refused':
      return end.reason;
    case 'failed':
      return end.error.code;
    default:
      return end satisfies never;
  }
}

function toResolveAnswer(end: ResolveEnd): Answer<Done> {
  const code = toCode(end);
  return code === undefined ? succeed({}) : fail({ code });
}
