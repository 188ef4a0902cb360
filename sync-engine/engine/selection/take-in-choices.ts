import type { Chosen } from '../../core/selection/choices.ts';
import { applyActs } from '../../core/selection/choices.ts';
import { SeenTree } from '../../core/selection/seen-tree.ts';
import type { FileId, NodeId } from '../../core/model/ids.ts';
import type { Selection, SelectionAct } from '../../core/model/selection.ts';
import { isAway } from '../../core/model/selection.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { planRemovals } from '../planning/base-changes.ts';
import { Below, closeOver } from '../looking/below.ts';
import type { ChoiceNote } from './choice-notes.ts';
import { readChoiceNotes } from './choice-notes.ts';

/** What reading what was chosen needs. */
export interface ReadPorts {
  readonly database: Pick<SyncDatabase, 'loadSelection' | 'loadRemoteTree'>;
  readonly filesystem: Pick<Filesystem, 'listPrivate' | 'readPrivate'>;
}

interface TakeInPorts {
  readonly database: Pick<SyncDatabase, 'loadSelection' | 'commitSelection' | 'loadBase' | 'loadRemoteTree'>;
  readonly filesystem: Pick<Filesystem, 'listPrivate' | 'readPrivate' | 'removePrivate'>;
}

/**
 * Takes in what people have chosen since the last run. The database first, then the notes: after a crash in between they
 * are taken in once more, to the same effect. What is selected again loses what was agreed on in it, in the same
 * transaction: both sides are united there, and whatever is missing on one of them was not deleted.
 *
 * @returns the error that keeps a note from going: as long as it is there, nothing of it may count as agreed on.
 */
export async function takeInChoices({ database, filesystem }: TakeInPorts): Promise<SyncError | undefined> {
  const notes = await readChoiceNotes(filesystem);
  if (notes.length === 0) return undefined;
  commit(applyNotes(notes, database), database);
  for (const { name } of notes) {
    const removed = await filesystem.removePrivate(name);
    if (!removed.ok) return removed.error;
  }
  return undefined;
}

/** Carries out acts on the stored selection at once. */
export function commitActs(acts: readonly SelectionAct[], nowMs: number, database: TakeInPorts['database']): void {
  commit(applyNotes([{ acts, atMs: nowMs }], database), database);
}

/** Takes them in as far as looking goes: into a copy of the sync database. The notes stay for whoever has the real one. */
export async function takeInOnCopy({
  database,
  filesystem,
}: Omit<TakeInPorts, 'filesystem'> & ReadPorts): Promise<void> {
  const notes = await readChoiceNotes(filesystem);
  if (notes.length > 0) commit(applyNotes(notes, database), database);
}

function commit({ selection, returning }: Chosen, database: TakeInPorts['database']): void {
  database.commitSelection(selection, returning.length === 0 ? [] : findRowsIn(returning, database));
}

/** The selection as it will be once everything that people have chosen is taken in. */
export async function readSelection({ database, filesystem }: ReadPorts): Promise<Selection> {
  return applyNotes(await readChoiceNotes(filesystem), database).selection;
}

function applyNotes(notes: readonly Omit<ChoiceNote, 'name'>[], database: ReadPorts['database']): Chosen {
  const stored = database.loadSelection();
  if (notes.length === 0) return { selection: stored, returning: [] };
  const tree = new SeenTree(database.loadRemoteTree());
  const [first] = notes;
  let chosen: Chosen = { selection: stored, returning: [] };
  for (const { acts, atMs } of notes) {
    const { selection, returning } = applyActs(chosen.selection, acts, { tree, nowMs: atMs });
    chosen = { selection, returning: [...chosen.returning, ...returning] };
  }
  return { ...chosen, selection: rememberBefore(chosen.selection, stored, first?.atMs ?? 0) };
}

/** Until the outcome is told, choices add up: it is told against what was away before the first of them. */
function rememberBefore(selection: Selection, stored: Selection, sinceMs: number): Selection {
  if (selection.choices === stored.choices || stored.untold !== undefined) return selection;
  return { ...selection, untold: { sinceMs, before: stored.choices.filter(isAway) } };
}

/** Rows of everything that is in these directories, by what was agreed on or by the last look at the server. */
function findRowsIn(directories: readonly FileId[], database: TakeInPorts['database']): readonly NodeId[] {
  const rows = database.loadBase();
  const tree = database.loadRemoteTree();
  const childrenOf = Map.groupBy(tree.values(), ({ parentKey }) => parentKey);
  const returning = new Set(directories);
  const inside = new Set([...tree.values()].filter(({ fileId }) => returning.has(fileId)));
  for (const row of inside) for (const child of childrenOf.get(row.key) ?? []) inside.add(child);
  const there = new Set([...directories, ...[...inside].map(({ fileId }) => fileId)]);
  const own = [...rows.values()].filter(({ remote }) => remote !== undefined && there.has(remote.fileId));
  const owned = closeOver(
    own.map(({ id }) => id),
    [new Below(rows)],
  );
  return planRemovals(owned, rows);
}
