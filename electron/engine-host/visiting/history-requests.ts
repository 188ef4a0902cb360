import type { Answer, RequestInput } from '#ipc/contract.ts';
import type { HistoryRow, HistoryView } from '#ipc/history-view.ts';
import { judgeUndo } from '#sync-engine/core/model/judge-undo.ts';
import type { HistoryEntry } from '#sync-engine/core/model/history.ts';
import type { EntryRow } from '#sync-engine/core/model/history-rows.ts';
import { toGroupId, toHistoryRows } from '#sync-engine/core/model/history-rows.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { Undoers } from '#sync-engine/core/model/standing.ts';
import { findStanding, toUndoers } from '#sync-engine/core/model/standing.ts';
import { freeSpace, openVisit } from '#sync-engine/engine/create-visit.ts';
import type { FindAway, Visit } from '#sync-engine/engine/visiting/visit.ts';
import type { Act } from '#sync-engine/engine/visiting/visit-acts.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { toLookedAt } from '../host-parts.ts';
import type { HostParts } from '../host-parts.ts';
import { inFolder } from './visit-requests.ts';

type HistoryRequestName = 'listHistoryRows' | 'listHistory' | 'undo' | 'listKept' | 'restoreKept' | 'freeKept';

/** Requests about what was done and what is kept. */
export function createHistoryRequests(parts: HostParts): Handlers<HistoryRequestName> {
  return {
    listHistoryRows: (question) =>
      onVisit(parts, { ...question, ifNever: { items: [] } }, async (visit) => {
        const history = await visit.listHistory();
        const rows = toHistoryRows(history.filter(createFinder(question))).slice(0, question.limit);
        const known = { visit, undoers: toUndoers(history), findAway: visit.readAway(), looksAtPlaces: true };
        return succeed({ items: await Promise.all(rows.map((row) => toRowView(row, known))) });
      }),
    listHistory: ({ groupId, looksAtPlaces = false, after, limit, ...question }) =>
      onVisit(parts, { ...question, ifNever: { items: [] } }, async (visit) => {
        const isFound = createFinder(question);
        const isWanted = (entry: HistoryEntry): boolean =>
          isFound(entry) && (groupId === undefined || toGroupId(entry) === groupId);
        const { entries, undoers } = await visit.pageHistory({ after, limit, isWanted });
        const known = { visit, undoers, findAway: visit.readAway(), looksAtPlaces };
        return succeed({ items: await Promise.all(entries.map((entry) => toEntryView(entry, known))) });
      }),
    undo: ({ folderId, historyId, agreed }) =>
      onVisit(parts, { folderId }, async (visit) => {
        const options = { agreed: agreed === undefined ? [] : [agreed], signal: parts.signal };
        const act = await visit.undo(historyId, options);
        return act.kind === 'done' ? succeed(toHistoryView(act.value)) : toRefusal(act);
      }),
    listKept: ({ folderId }) =>
      onVisit(parts, { folderId, ifNever: { items: [] } }, async (visit) => {
        const kept = await visit.listKept();
        if (!kept.ok) return fail(kept.error);
        const findAway = visit.readAway();
        return succeed({
          items: kept.value.map((row) => ({ ...row, ...viewAway({ path: row.originalPath }, findAway) })),
        });
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
        return act.kind === 'done'
          ? succeed({ ...act.value, ...viewAway(act.value, visit.readAway()) })
          : toRefusal(act);
      }),
  };
}

interface OnVisit<Value> {
  readonly folderId: string;
  /** What is answered for a folder that was never synced. */
  readonly ifNever?: Value;
}

function onVisit<Value>(
  parts: HostParts,
  { folderId, ifNever }: OnVisit<Value>,
  act: (visit: Visit) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  return inFolder(parts, folderId, async (root) => {
    const openFolder = parts.runners.get(folderId)?.openFolder;
    const opened = await openVisit(root, parts.stateDirectory, { openFolder });
    if (opened === undefined) return ifNever === undefined ? fail({ code: 'operation-unknown' }) : succeed(ifNever);
    if (!opened.ok) return fail(opened.error);
    try {
      return await act(opened.value.visit);
    } finally {
      await opened.value.visit.close();
    }
  });
}

/** True for what a person looks for. */
function createFinder({
  search,
  verbs,
}: Pick<RequestInput<'listHistoryRows'>, 'search' | 'verbs'>): (entry: HistoryEntry) => boolean {
  const wanted = search?.toLocaleLowerCase();
  return (entry) =>
    (verbs === undefined || verbs.includes(entry.verb)) &&
    (wanted === undefined || listPaths(entry).join('\n').toLocaleLowerCase().includes(wanted));
}

/** Every place that an entry names. */
function listPaths({ path, target, outcome }: HistoryEntry): readonly string[] {
  const chosen = outcome === undefined ? [] : [...outcome.came.directories, ...outcome.left.directories];
  return [path, ...(target === undefined ? [] : [target]), ...chosen];
}

/** What the view of an entry is made with. */
interface Surroundings {
  readonly visit: Visit;
  readonly undoers: Undoers;
  readonly findAway: FindAway;
  readonly looksAtPlaces: boolean;
}

async function toRowView(row: EntryRow, known: Surroundings): Promise<HistoryRow> {
  if (row.kind === 'entry') return { kind: 'entry', entry: await toEntryView(row.entry, known) };
  return { ...row, newest: await toEntryView(row.newest, known) };
}

async function toEntryView(entry: HistoryEntry, known: Surroundings): Promise<HistoryView> {
  const { visit, undoers, findAway, looksAtPlaces } = known;
  const isUndone = findStanding(entry.id, undoers) === undefined;
  return {
    ...toHistoryView(entry),
    ...(isUndone ? { notUndoable: 'already-undone' as const } : {}),
    ...viewAway(entry, findAway),
    ...(looksAtPlaces && (await visit.isMissing(entry)) ? { isMissing: true as const } : {}),
  };
}

function viewAway(
  { path, target }: Pick<HistoryEntry, 'path'> & Partial<HistoryEntry>,
  findAway: FindAway,
): Pick<HistoryView, 'away'> {
  const away = findAway({ path, target });
  return away === undefined ? {} : { away };
}

function toHistoryView(entry: HistoryEntry): HistoryView {
  const { id, reversal, ...rest } = entry;
  const view = { ...rest, historyId: id };
  if (reversal.kind === 'reopen') {
    const { conflictId, how, person } = reversal;
    return { ...view, decided: { conflictId, how, ...(person === undefined ? {} : { person }) } };
  }
  const verdict = judgeUndo(entry);
  switch (verdict.kind) {
    case 'free':
      return view;
    case 'asks':
      return { ...view, undoAsks: verdict.effect };
    case 'refused':
      return { ...view, notUndoable: verdict.why };
    default:
      return verdict satisfies never;
  }
}

function toRefusal(act: Exclude<Act<never>, { kind: 'done' }>): Answer<never> {
  return act.kind === 'refused' ? fail({ code: act.code }) : fail(act.error);
}
