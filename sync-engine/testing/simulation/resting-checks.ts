import { isConflictName } from '#sync-engine/core/merge/name-conflict.ts';
import type { BaseRow } from '#sync-engine/sync-database/sync-database.ts';
import { findPath } from '#sync-engine/core/model/tree.ts';
import { toFakeChecksum } from '#sync-engine/filesystem/fake-staging-file.ts';
import { findKeptApart, isAtOrBelow, isExcludedPath } from './excluding.ts';
import { findHeldBack, findUnsyncable, isPlain } from './held-back.ts';
import { findStaying } from './keeping.ts';
import type { UserWork } from './owed-bytes.ts';
import { Violation } from './owed-bytes.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import { fileContents } from './simulated-server.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** A tree by path: content of files, `undefined` for directories. */
export type Paths = ReadonlyMap<string, string | undefined>;

/** L1: why a computer and the server are not equal, but for what lies at or below `except`; undefined when they are. */
export function findDifference(
  world: SimulatedWorld,
  computer: SimulatedComputer,
  except?: string,
): string | undefined {
  const here = computer.paths();
  const there = world.server.paths();
  const cannotSync = findUnsyncable(world, computer);
  const isUnsyncable = (path: string): boolean =>
    cannotSync(path) || (except !== undefined && isAtOrBelow(path, except));
  const heldBack = findHeldBack(world, computer, isUnsyncable);
  for (const [path, content] of there) {
    // What stays where it was, because this computer cannot follow it, has the name that something else has there now.
    if (isUnsyncable(path) || heldBack.mayLack(path)) continue;
    if (!here.has(path)) return `computer ${computer.number} lacks ${path}`;
    if (here.get(path) !== content)
      return `${path} is ${here.get(path)} on computer ${computer.number}, not ${content}`;
  }
  const staying = findStaying(world, computer);
  for (const path of here.keys()) {
    if (!there.has(path) && !isUnsyncable(path) && !heldBack.mayStay(path) && !staying.has(path))
      return `the server lacks ${path} of computer ${computer.number}`;
  }
  return undefined;
}

/**
 * S1 at rest: everything that is owed is on the server and, unless it cannot be synced there, on every computer. Whoever
 * looks for why bytes are on one computer only is told of their very place, unless its name asks for that.
 */
export function checkOwedAtRest(world: SimulatedWorld): void {
  const there = new Set(fileContents(world.server.tree.root));
  const isUnsyncable = world.computers.map((computer) => {
    const [cannotSync, staying] = [findUnsyncable(world, computer), findStaying(world, computer)];
    return (path: string) => cannotSync(path) || staying.has(path);
  });
  for (const content of world.bytes.owed) {
    if (there.has(content) || world.checks.swallowed.has(content)) continue;
    const waiting = world.computers.flatMap((computer) =>
      [...computer.paths()].flatMap(([path, text]) =>
        text === content && isUnsyncable[computer.number]?.(path) === true ? [{ number: computer.number, path }] : [],
      ),
    );
    if (waiting.length === 0) throw new Violation('S1', `${content} is not on the server at rest`);
    const silent = waiting.find(({ number, path }) => !isExcludedPath(path) && !isTold(world, number, path));
    if (silent !== undefined)
      throw new Violation('told', `${silent.path} of computer ${silent.number} is on no server, and nothing tells why`);
  }
}

/** The program tells a problem of this place, or of a directory above it. */
function isTold(world: SimulatedWorld, number: number, path: string): boolean {
  const end = world.processes[number]?.lastEnd;
  const problems = end !== undefined && 'problems' in end ? end.problems : [];
  return problems.some((problem) => isAtOrBelow(path, problem.path));
}

/** S6 and the journal at rest: every row says what both sides have, and nothing is parked. */
export function checkBaseAtRest(world: SimulatedWorld): void {
  for (const computer of world.computers) {
    const { base, parked } = computer.storage;
    const here = computer.paths();
    const isUnsyncable = findUnsyncable(world, computer);
    const apart = findKeptApart(world, computer).rows;
    const staying = findStaying(world, computer);
    const onlyHere = new Set(computer.nodes().flatMap(({ path, node }) => (staying.has(path) ? node.inode : [])));
    // The server may have had a second version before: then its row goes on, for this computer alone.
    // A program that saves by replacing the file gives it another inode, under the name of before.
    const isOnlyHere = ({ id, local }: BaseRow): boolean =>
      (local !== undefined && onlyHere.has(local.inode)) || staying.has(findPath(base, id) ?? '');
    const seen = [...base.values()].filter((row) => !apart.has(row) && !isOnlyHere(row));
    for (const path of [...here.keys(), ...world.server.paths().keys()]) {
      if (path.includes('.bayernbox')) throw new Violation('S6', `${path} kept its private name`);
    }
    if (parked.size > 0 && isPlain(computer) && apart.size === 0)
      throw new Violation('S6', 'the journal of parked items is not empty');
    for (const row of seen) {
      const path = findPath(base, row.id);
      if (path === undefined) throw new Violation('S6', `row ${row.id} has no path`);
      if (isUnsyncable(path) || !isPlain(computer)) continue;
      if (!here.has(path)) throw new Violation('S6', `row ${path} is of nothing on computer ${computer.number}`);
      const content = here.get(path);
      if (content !== undefined && toFakeChecksum(Buffer.from(content)) !== row.checksum)
        throw new Violation('S6', `row ${path} says other bytes than computer ${computer.number} has`);
    }
    if (!isPlain(computer)) continue;
    const expected = [...here.keys()].filter((path) => !isUnsyncable(path) && !staying.has(path)).length;
    const rows = seen.filter((row) => !isUnsyncable(findPath(base, row.id) ?? '')).length;
    if (rows !== expected) throw new Violation('S6', `${rows} rows for ${expected} items`);
  }
}

/** L8: names do not grow: a second version of a second version would carry two marks. */
export function checkNames(world: SimulatedWorld): void {
  for (const path of world.server.paths().keys()) {
    if ((path.match(/Fassung von/g) ?? []).length > path.split('/').filter((name) => name.includes('Fassung')).length)
      throw new Violation('L8', `${path} carries two marks`);
  }
}

/**
 * L6: where one place alone was active, moves alone cost no bytes, and nothing is sent or fetched but what its user wrote
 * or what changed places with that: a file that was saved anew under the name of another is an edit of that other. A
 * second version that dissolved while its bytes went from the first comes back, which is one transfer more.
 */
export function checkBoundedWork(world: SimulatedWorld, place: number, user: UserWork): void {
  const { uploads, downloads, dissolved } = world.checks.work;
  const files = user.writes === 0 ? 0 : user.writes + user.moves;
  const others = world.computers.length - (place < 0 ? 0 : 1);
  const text = `for ${user.writes} writes and ${user.moves} moves`;
  if (uploads > (place < 0 ? 0 : files) + dissolved) throw new Violation('L6', `${uploads} uploads ${text}`);
  if (downloads > files * others + dissolved) throw new Violation('L6', `${downloads} downloads ${text}`);
}

/** A file that a computer still has to send, for L7; undefined when there is none. */
export function findUnsent(
  world: SimulatedWorld,
): { readonly computer: SimulatedComputer; readonly path: string } | undefined {
  const there = new Set(fileContents(world.server.tree.root));
  for (const computer of world.computers) {
    for (const [path, content] of computer.paths()) {
      if (content !== undefined && !there.has(content)) return { computer, path };
    }
  }
  return undefined;
}

/** S7: nothing exists more often than users made it. */
export function checkNoDuplicates(world: SimulatedWorld): void {
  const counts = new Map<string, number>();
  for (const [path, content] of world.server.paths()) {
    // What gets such a name on the server has left every computer: who still has it there sends it again.
    if (content !== undefined && !isExcludedPath(path)) counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  for (const [content, count] of counts) {
    if (
      content !== '' &&
      !world.bytes.inTransit.has(content) &&
      count > world.bytes.maxCopiesOf(content, world.computers.length)
    )
      throw new Violation(
        'S7',
        `${content} exists ${count} times, users made it ${world.bytes.copiesOf(content)} times`,
      );
  }
}

/** L5 and S3: where one place alone was active, everything ends as it is there: names, bytes and absences. */
export function checkIntent(world: SimulatedWorld, intended: Paths): void {
  const there = world.server.paths();
  const cannotSync = world.computers.map((computer) => findUnsyncable(world, computer));
  const staying = world.computers.map((computer) => findStaying(world, computer));
  const isApart = (path: string): boolean =>
    cannotSync.some((isUnsyncable) => isUnsyncable(path)) || staying.some((places) => places.has(path));
  for (const [path, content] of intended) {
    if (isApart(path)) continue;
    // A second version to which its user gave the bytes of the first again dissolves.
    const isDissolved = isConflictName(path) && [...there.values()].includes(content);
    if (isDissolved) continue;
    if (!there.has(path) || there.get(path) !== content)
      throw new Violation('L5', `${path} ${content ?? '/'} was wanted; the server has [${show(there)}]`);
  }
  // What its user hid while another took its name stays on the server under a name that is free.
  const hidden = new Set([...intended].flatMap(([path, content]) => (isExcludedPath(path) ? [content] : [])));
  for (const [path, content] of there)
    if (!intended.has(path) && !isApart(path) && !hidden.has(content)) throw new Violation('S3', `${path} came back`);
}

/**
 * S3 where programs die and answers get lost: no bytes that the one active place let go come back. Bytes that were let
 * go before every program could note that both sides had them are not counted: nobody can tell such a file from a new
 * one without a journal of intentions.
 */
export function checkNothingCameBack(world: SimulatedWorld, intended: Paths): void {
  const wanted = new Set(intended.values());
  for (const computer of world.computers) {
    for (const path of findKeptApart(world, computer).places) wanted.add(world.server.readFile(path));
  }
  for (const content of fileContents(world.server.tree.root)) {
    if (!wanted.has(content) && !world.ambiguous.has(content)) throw new Violation('S3', `${content} came back`);
  }
}

/** A tree in one line. */
export function show(paths: Paths): string {
  return [...paths]
    .map(([path, content]) => `${path} ${content ?? '/'}`)
    .toSorted()
    .join(', ');
}
