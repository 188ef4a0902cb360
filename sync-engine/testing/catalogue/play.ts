import { expect } from 'vitest';
import { DEFAULT_LIMITS } from '#sync-engine/core/guards/mass-removal.ts';
import { toHoldName } from '#sync-engine/core/model/hold.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { FileTree } from '#sync-engine/testing/scenarios/scenario.ts';
import type { Changes, PlayedEntry, Requests, Round } from './entry.ts';
import { USUAL_TREE } from './entry.ts';
import { actHere, actThere, toPath } from './steps.ts';

/** What must be on each side, by path; a directory without anything in it ends in `/`. */
interface Expected {
  readonly here: FileTree;
  readonly there: FileTree;
  readonly kept: readonly string[];
  readonly conflicts: number;
}

/** Plays all rounds of an entry on a new folder and throws where something is not as it says. */
export async function playEntry(entry: PlayedEntry): Promise<void> {
  const start = entry.start ?? USUAL_TREE;
  const folder = new FakeFolder({
    ...(entry.isMassRemovalWatched ? { limits: DEFAULT_LIMITS } : {}),
    ...(entry.pieceBytes === undefined ? {} : { pieceBytes: entry.pieceBytes }),
  });
  if (entry.excludedEndings !== undefined) folder.excludedEndings = entry.excludedEndings;
  if (entry.refusedNames !== undefined) folder.refusedNames = entry.refusedNames;
  for (const [path, text] of Object.entries(start)) {
    if (path.endsWith('/')) folder.user.makeDirectory(path.slice(0, -1));
    else folder.user.writeFile(path, text);
  }
  await folder.settle();
  let expected: Expected = { here: start, there: start, kept: [], conflicts: 0 };
  for (const [index, round] of entry.rounds.entries()) {
    expected = advance(expected, round);
    await playRound(folder, round, { expected, name: `${entry.id}, round ${index + 1}` });
  }
}

function advance(before: Expected, round: Round): Expected {
  return {
    here: change(change(before.here, round.change), round.changeHere),
    there: change(change(before.there, round.change), round.changeThere),
    kept: [...before.kept, ...(round.kept ?? [])].toSorted(),
    conflicts: round.conflicts ?? before.conflicts,
  };
}

function change(tree: FileTree, changes: Changes = {}): FileTree {
  const files = new Map(Object.entries(tree));
  for (const [path, text] of Object.entries(changes)) {
    if (text !== null) files.set(path, text);
    else for (const known of files.keys()) if (known === path || isBelow(known, path)) files.delete(known);
  }
  return Object.fromEntries([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isBelow(path: string, directory: string): boolean {
  return directory.endsWith('/') && path.startsWith(directory);
}

interface Played {
  readonly expected: Expected;
  readonly name: string;
}

async function playRound(folder: FakeFolder, round: Round, { expected, name }: Played): Promise<void> {
  if (round.restart === 'orderly') await folder.restart();
  if (round.restart === 'crash') folder.crash();
  if (round.answer !== undefined) await answer(folder, round.answer);
  setFaults(folder, round);
  if (round.deselect !== undefined) await folder.deselect(...round.deselect);
  actHere(folder, round.here ?? []);
  actThere(folder.server, round.there ?? []);
  if (round.waitMs !== undefined) await folder.passTime(round.waitMs);
  const callsBefore = folder.transport.calls.length;
  folder.events.length = 0;
  const reads: string[] = [];
  folder.filesystem.faults.onAct = (act, path) => void (act === 'read-directory' && reads.push(path));
  const end = await run(folder, round);
  if (round.reads !== undefined) expect(reads.toSorted(), name).toEqual(round.reads);
  expect(
    {
      here: treeHere(folder),
      there: treeThere(folder),
      kept: [...folder.disk.kept.values()]
        .flatMap((items) => [...items.values()].map(({ bytes }) => Buffer.from(bytes).toString()))
        .toSorted(),
      end: end.kind,
      problems: problemsOf(end),
      conflicts: folder.database.listConflicts().filter(({ state }) => state.kind === 'open').length,
    },
    name,
  ).toEqual({ ...expected, end: round.end ?? 'idle', problems: round.problems ?? {} });
  if (round.bytesMoved !== undefined) expect(bytesMoved(folder), name).toBe(round.bytesMoved);
  if (round.unfinishedThere !== undefined) expect(folder.server.sessions.size, name).toBe(round.unfinishedThere);
  if (round.requests !== undefined)
    expect(count(folder.transport.calls.slice(callsBefore)), name).toEqual(count([], round.requests));
}

async function answer(folder: FakeFolder, decision: 'keep' | 'carry-out'): Promise<void> {
  const [hold, ...others] = folder.database.listHolds();
  if (hold === undefined || others.length > 0) throw new Error('not one question waits');
  expect(await folder.answer(toHoldName(hold), decision)).toBe('taken');
}

function setFaults(folder: FakeFolder, round: Round): void {
  if (round.serverFaults !== undefined) folder.server.faults.clear();
  for (const { path, ...fault } of round.serverFaults ?? [])
    folder.server.faults.add({ ...fault, ...(path === undefined ? {} : { path: toPath(path) }) });
  if (round.diskFaults !== undefined) folder.filesystem.faults.clear();
  for (const fault of round.diskFaults ?? []) folder.filesystem.faults.add({ ...fault, path: toPath(fault.path) });
  const { meanwhile } = round;
  let isStillToCome = meanwhile !== undefined;
  folder.server.faults.onCall = (call, path) => {
    if (!isStillToCome || call !== meanwhile?.call || path !== meanwhile.path) return;
    isStillToCome = false;
    actHere(folder, meanwhile.here ?? []);
    actThere(folder.server, meanwhile.there ?? []);
  };
}

async function run(folder: FakeFolder, round: Round): Promise<RunEnd> {
  if (round.runs === undefined && round.hints === undefined) return folder.settle();
  let end = await folder.run(scopeOf(round));
  for (let runs = 1; runs < (round.runs ?? 1); runs += 1) end = await folder.run(scopeOf(round));
  return end;
}

function scopeOf({ hints }: Round): Parameters<FakeFolder['run']>[0] {
  return hints === undefined ? { kind: 'everything' } : { kind: 'directories', paths: hints.map(toPath) };
}

function problemsOf(end: RunEnd): Readonly<Record<string, string>> {
  if (end.kind === 'worked') return {};
  if (end.kind === 'stopped') return { '': end.error.code };
  return Object.fromEntries(end.problems.map(({ path, code }) => [path, code]));
}

function bytesMoved({ events }: FakeFolder): number | undefined {
  const last = events.findLast((event) => event.type === 'progress' && event.progress.filesTotal > 0);
  return last?.type === 'progress' ? last.progress.bytesDone : undefined;
}

function treeHere({ user }: FakeFolder): FileTree {
  const paths = user.listAll();
  return Object.fromEntries(
    paths.flatMap((path): [string, string][] => {
      const text = user.readFile(path);
      if (text !== undefined) return [[path, text]];
      return user.list(path).length === 0 ? [[`${path}/`, '']] : [];
    }),
  );
}

function treeThere({ server }: FakeFolder): FileTree {
  const all = Object.entries(server.snapshot());
  return Object.fromEntries(
    all.flatMap(([path, text]): [string, string][] => {
      if (text !== undefined) return [[path, text]];
      return all.some(([other]) => other.startsWith(`${path}/`)) ? [] : [[`${path}/`, '']];
    }),
  );
}

function count(calls: readonly string[], requests: Requests = {}): Required<Requests> {
  const of = (call: string): number => calls.filter((made) => made.startsWith(`${call} `)).length;
  return {
    downloads: of('download'),
    uploads: of('upload'),
    moves: of('move'),
    removes: of('remove'),
    ...requests,
  };
}
