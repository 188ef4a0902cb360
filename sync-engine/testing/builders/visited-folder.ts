import { expect } from 'vitest';
import type { UndoEffect } from '../../core/model/judge-undo.ts';
import { UNDO_EFFECTS } from '../../core/model/judge-undo.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Act } from '../../engine/visiting/visit-acts.ts';
import type { Restored, UndoOptions } from '../../engine/visiting/visit.ts';
import { Visit } from '../../engine/visiting/visit.ts';
import { FakeFilesystem } from '../../filesystem/fake-filesystem.ts';
import { toBorrowedRecords } from '../../sync-database/borrow-database.ts';
import type { HistoryRecords } from '../../sync-database/sync-database.ts';
import { FakeFolder } from './fake-folder.ts';

const NEVER: AbortSignal = new AbortController().signal;
/** Whatever comes of an undo for others. */
export const ALL: UndoOptions = { agreed: UNDO_EFFECTS, signal: NEVER };

let nextRandom = 0;

/** A person who comes with the command while the folder may be in use. */
export async function visit(folder: FakeFolder, history: HistoryRecords = folder.database): Promise<Visit> {
  const filesystem = new FakeFilesystem({ clock: folder.clock, disk: folder.disk });
  filesystem.faults.onAct = (act, path) => folder.filesystem.faults.onAct(act, path);
  filesystem.beforeArrival = (target) => folder.filesystem.beforeArrival(target);
  await filesystem.open({ isReadOnly: false, isVisitor: true });
  const { database } = folder;
  return new Visit({
    filesystem,
    clock: folder.clock,
    randomId: () => `v${(nextRandom += 1)}`,
    records: { ...toBorrowedRecords(database), history },
    timeZoneOffsetMinutes: 0,
  });
}

export async function synced(files: Readonly<Record<string, string>>): Promise<FakeFolder> {
  const folder = new FakeFolder();
  for (const [path, content] of Object.entries(files)) folder.user.writeFile(path, content);
  await folder.settle();
  return folder;
}

/** The last operation of the history that fits. */
export async function find(folder: FakeFolder, verb: HistoryEntry['verb'], path: string): Promise<HistoryEntry> {
  const history = await (await visit(folder)).listHistory();
  const entry = history.find((candidate) => candidate.verb === verb && candidate.path === path);
  if (entry === undefined)
    throw new Error(
      `no ${verb} of ${path} in ${JSON.stringify(history.map(({ id, verb: v, path: p }) => [id, v, p]))}`,
    );
  return entry;
}

export async function undo(folder: FakeFolder, verb: HistoryEntry['verb'], path: string): Promise<Act<HistoryEntry>> {
  return undoAgreed(folder, await find(folder, verb, path), UNDO_EFFECTS);
}

export async function undoAgreed(
  folder: FakeFolder,
  { id }: HistoryEntry,
  agreed: readonly UndoEffect[],
): Promise<Act<HistoryEntry>> {
  await folder.passTime(1_000);
  return (await visit(folder)).undo(id, { agreed, signal: NEVER });
}

export async function restore(folder: FakeFolder, path: string, target?: string): Promise<Act<Restored>> {
  const visiting = await visit(folder);
  const kept = await visiting.listKept();
  const entry = kept.ok ? kept.value.find(({ originalPath }) => originalPath === path) : undefined;
  return visiting.restore({
    keepId: entry?.keepId ?? 'unknown',
    target: target === undefined ? undefined : (target as RelativePath),
    signal: NEVER,
  });
}

/** All files of both sides, which must be equal. */
export async function settleAndRead(folder: FakeFolder): Promise<Readonly<Record<string, string | undefined>>> {
  expect(await folder.settle()).toMatchObject({ kind: 'idle', problems: [] });
  const here = Object.fromEntries(folder.user.listAll().map((path) => [path, folder.user.readFile(path)]));
  const there = Object.fromEntries(Object.keys(here).map((path) => [path, folder.server.readFile(path)]));
  expect(there).toEqual(here);
  return here;
}
