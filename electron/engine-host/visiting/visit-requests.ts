import type { Answer, RequestInput, RequestOutput } from '#ipc/contract.ts';
import type { Done } from '#ipc/fields.ts';
import {
  actOnConflicts,
  explainAnyPath,
  findByNameIn,
  openConflictDesk,
  readStatus,
} from '#sync-engine/engine/create-visit.ts';
import type { ConflictDesk } from '#sync-engine/engine/conflicts/conflict-desk.ts';
import type { ResolveEnd } from '#sync-engine/engine/conflicts/resolve.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { toLocalPath } from './local-path.ts';
import { findFolderSettings, toLookedAt } from '../host-parts.ts';
import type { HostParts } from '../host-parts.ts';
import { toProblemViews } from './naming-requests.ts';
import { previewFile } from '../reading/preview-file.ts';
import { ReadOnlyCopies } from '../reading/read-only-copies.ts';

type PathRequestName =
  | 'listProblems'
  | 'explainPath'
  | 'findByName'
  | 'cancelQuestion'
  | 'listConflicts'
  | 'resolveConflicts'
  | 'undoConflict'
  | 'readCommonText'
  | 'previewFile'
  | 'makeReadOnlyCopy';

/** So many places of a name are told: who has to choose among more types more of it. */
const MAX_FOUND = 10;

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
    explainPath: ({ folderId, path, questionId }) =>
      inFolder(parts, folderId, async (root) => {
        const place = toLookedAt(parts, folderId, toLocalPath(root, path));
        const why = await parts.questions.answer(questionId, (stop) => explainAnyPath(place, stop));
        if (why === 'cancelled') return fail({ code: 'cancelled' });
        return why === undefined ? fail({ code: 'folder-unknown' }) : succeed(why);
      }),
    findByName: ({ folderId, name, questionId }) =>
      inFolder(parts, folderId, async (root) => {
        const wanted = { name, limit: MAX_FOUND };
        const place = toLookedAt(parts, folderId, root);
        const found = await parts.questions.answer(questionId, (stop) => findByNameIn(place, wanted, stop));
        if (found === undefined) return succeed({ items: [], total: 0, unsearched: [] });
        return found.ok ? succeed(found.value) : fail(found.error);
      }),
    cancelQuestion({ questionId }) {
      parts.questions.cancel(questionId);
      return succeed({});
    },
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
    readCommonText: (input) => readCommonText(parts, input),
    previewFile: ({ folderId, ...place }) => inFolder(parts, folderId, (root) => previewFile(root, place)),
    makeReadOnlyCopy: ({ folderId, label, ...place }) =>
      inFolder(parts, folderId, (root) => copies.make({ root, place, label })),
  };
}

/** The text that both versions were made from, as far as it is known. */
function readCommonText(
  parts: HostParts,
  { folderId, conflictId }: RequestInput<'readCommonText'>,
): Promise<Answer<RequestOutput<'readCommonText'>>> {
  return atDesk(parts, { folderId, mode: 'look', ifNever: {} }, async (desk) => {
    const id = desk.findId(conflictId);
    const text = id === undefined ? undefined : await desk.readBase(id);
    return succeed(text === undefined ? {} : { text });
  });
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
