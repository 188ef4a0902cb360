import { isConflictName } from '#sync-engine/core/merge/name-conflict.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import type { LocalStamp } from '#sync-engine/core/model/observation.ts';
import { isSameStamp } from '#sync-engine/core/model/observation.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { baseName, isInside, joinPath, parentPath } from '#sync-engine/core/model/relative-path.ts';
import { findPath } from '#sync-engine/core/model/tree.ts';
import type { FakeAct } from '#sync-engine/filesystem/fake-faults.ts';
import { toFakeChecksum } from '#sync-engine/filesystem/fake-staging-file.ts';
import type { PlaceRequest } from '#sync-engine/filesystem/filesystem.ts';
import { PRIVATE_FOLDER } from '#sync-engine/filesystem/filesystem.ts';
import type { BaseChange, BaseRow } from '#sync-engine/sync-database/sync-database.ts';
import { isKeptAway, listKeptAway } from './choosing.ts';
import { isExcludedPath } from './excluding.ts';
import { createPathKey } from './held-back.ts';
import { KeepingChecks } from './keeping.ts';
import { findAgreed, findPlaceHere, findRow, findTextsHere, listFiles, listLastShown } from './known-files.ts';
import type { OwedBytes, WorkDone } from './owed-bytes.ts';
import type { FakeNode } from '#sync-engine/transport/fake-tree.ts';
import { Violation } from './owed-bytes.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import { textOf } from './simulated-computer.ts';
import type { ServerChange, ServerObserver, SimulatedServer } from './simulated-server.ts';
import { fileContents } from './simulated-server.ts';

export interface CheckedWorld {
  readonly server: SimulatedServer;
  readonly computers: readonly SimulatedComputer[];
  readonly bytes: OwedBytes;
  readonly keepsSecondVersions: boolean;
  noteChange(): void;
}

/** A file that was taken away from a computer; with its row, if both sides ever agreed on it. */
interface RemovedFile {
  readonly path: RelativePath;
  readonly text: string;
  readonly row: BaseRow | undefined;
}

/**
 * The invariants that are held during a run, each at the moment of the act that could break it. A violation is kept
 * and thrown by the world after the turn: thrown from here it would only be one more failure for the engine to handle.
 */
export class RunningChecks implements ServerObserver {
  violation: Violation | undefined;
  readonly work: WorkDone = { uploads: 0, downloads: 0, unions: 0, dissolved: 0 };
  /**
   * What was in directories that a computer removed while their etags were late: a DELETE takes along what arrived a
   * moment ago, and no condition can tell. There the server's trash is the place where the bytes are safe.
   */
  readonly swallowed = new Set<string>();
  readonly #world: CheckedWorld;
  readonly #keeping: KeepingChecks;
  readonly #computerOf = new Map<object, SimulatedComputer>();
  readonly #late = new Set<object>();
  readonly #removals = new Map<SimulatedComputer, { local: number; remote: number }>();
  /** What was kept away from a computer at any time since its look began. */
  readonly #awaySinceLook = new Map<SimulatedComputer, Set<string>>();

  constructor(world: CheckedWorld) {
    this.#world = world;
    this.#keeping = new KeepingChecks(world);
  }

  noteConnection(connection: object, computer: SimulatedComputer): void {
    this.#computerOf.set(connection, computer);
  }

  /** What arrives by this connection was sent long ago: it was checked then, by what its sender could know. */
  noteLateConnection(connection: object, computer: SimulatedComputer): void {
    this.noteConnection(connection, computer);
    this.#late.add(connection);
  }

  /** A computer sends bytes to the server. */
  beforeSending(computer: SimulatedComputer, path: RelativePath): void {
    const fault = this.#keeping.findFault(computer, path);
    if (fault !== undefined) this.#report('keeping', fault);
  }

  /** S5: no act leaves the root or goes into the private folder by a path. */
  beforeLocalAct(_computer: SimulatedComputer, act: FakeAct, path: RelativePath): void {
    const names = path.split('/');
    const isOutside = names.includes('..') || names.includes('.') || path.startsWith('/');
    if (isOutside || isInside(path, PRIVATE_FOLDER as RelativePath)) this.#report('S5', `${act} at ${path}`);
  }

  /** S1, S2, S4 and S5 after something visible changed on a disk. */
  afterLocalAct(computer: SimulatedComputer, name: string, args: readonly unknown[]): void {
    if (name === 'place') this.#checkPlaced(computer, args[0] as PlaceRequest);
    if (name === 'keepFile') this.#checkKept(computer, args[0] as RelativePath, String(args[2]));
    this.#checkLinks(computer, name);
    this.checkNothingLost(`${name} on computer ${computer.number}`);
  }

  afterUserAct(): void {
    for (const [computer, away] of this.#awaySinceLook)
      for (const fileId of listKeptAway(computer, this.#world.server)) away.add(fileId);
    this.#keeping.afterAnyAct();
  }

  /** S6: a row may only say what both sides have shown. */
  afterCommit(computer: SimulatedComputer, changes: readonly BaseChange[]): void {
    for (const change of changes) if (change.kind === 'put') this.#checkRow(computer, change.row);
  }

  /** A computer is about to see all that is on its disk: it looks at everything, or no hint got lost. */
  onWholeLook(computer: SimulatedComputer): void {
    this.#keeping.onWholeLook(computer);
  }

  onEvent(computer: SimulatedComputer, event: EngineEvent): void {
    if (event.type === 'looking') {
      this.#removals.set(computer, { local: 0, remote: 0 });
      this.#awaySinceLook.set(computer, new Set());
      this.afterUserAct();
      this.#keeping.onLook(computer);
    }
    if (event.type === 'united') this.work.unions += 1;
    if (event.type === 'hold') computer.isAsked = true;
  }

  /** S8, S4 and the guard against mass removals, before a computer changes the server. */
  beforeChange(initiator: object, change: ServerChange): void {
    const computer = this.#computerOf.get(initiator);
    if (computer === undefined) throw new Error('an unknown connection');
    const { act, path, node, content } = change;
    if (act === 'write') {
      if (node === undefined && !this.#late.has(initiator)) this.beforeSending(computer, path);
      this.work.uploads += 1;
      if (content !== undefined && !this.#world.bytes.written.has(content))
        this.#report('S2', `torn bytes were sent to ${path}`);
      if (content !== undefined) this.#noteTransit(computer, path, content);
    }
    if (node === undefined || (act !== 'write' && act !== 'remove')) return;
    if (!computer.seenVersions.has(`${node.fileId} ${node.etag}`))
      this.#report('S8', `${act} of a version of ${path} that computer ${computer.number} never saw`);
    if (act === 'remove') this.#checkRemoval(computer, path, node);
  }

  afterChange(_initiator: object, change: ServerChange): void {
    this.#world.noteChange();
    this.#keeping.afterAnyAct();
    this.checkNothingLost(`${change.act} of ${change.path} on the server`);
  }

  /** S1: what a user wrote and nobody took back is somewhere where the user or the next run finds it. */
  checkNothingLost(moment: string): void {
    const { server, computers, bytes } = this.#world;
    const seen = new Set(fileContents(server.tree.root));
    for (const computer of computers) {
      for (const { node } of computer.nodes()) if (node.kind === 'file') seen.add(textOf(node));
      for (const content of computer.privateContents()) seen.add(content);
    }
    for (const content of bytes.owed) {
      if (seen.has(content) || this.swallowed.has(content)) continue;
      this.#report('S1', `${content} is lost after ${moment}`);
    }
  }

  /** S2: no visible file has bytes that nobody wrote as a whole. */
  checkWhole(): void {
    for (const computer of this.#world.computers) {
      for (const { path, node } of computer.nodes()) {
        if (node.kind === 'file' && !this.#world.bytes.written.has(textOf(node)))
          this.#report('S2', `${path} on computer ${computer.number} is torn`);
      }
    }
  }

  #checkPlaced(computer: SimulatedComputer, { target }: PlaceRequest): void {
    this.work.downloads += 1;
    const node = computer.disk.find(target);
    if (node?.kind === 'file' && !this.#world.bytes.written.has(textOf(node)))
      this.#report('S2', `${target} on computer ${computer.number} is torn`);
  }

  /** S4: what goes from here has gone from the server, or is a copy of what is there. */
  #checkKept(computer: SimulatedComputer, path: RelativePath, keepId: string): void {
    const kept = computer.disk.kept.get(keepId)?.get(baseName(path));
    if (kept === undefined) return;
    if (computer.storage.kept.get(keepId)?.reason === 'deselected') {
      this.#checkUnsynced(computer, path, textOf(kept));
      return;
    }
    this.#countRemovals(computer, 'local', 1);
    // A second version that got the bytes of the first again is dissolved: the bytes are what proves that it may go.
    if (isConflictName(baseName(path)) && [...computer.paths().values()].includes(textOf(kept))) {
      this.work.dissolved += 1;
      return;
    }
    const row = findRow(computer, path, kept);
    if (this.#hasNamesakeWithBytes(computer, { path, text: textOf(kept), row })) return;
    // A new file that loses its name to one with the same bytes adds nothing; that one may have another name here yet.
    const siblings = [...computer.paths()].filter(([at]) => parentPath(at as RelativePath) === parentPath(path));
    if (row === undefined && siblings.some(([, text]) => text === textOf(kept))) return;
    // After a crash a file without bytes is taken for damaged and made good from the server: it had nothing to lose.
    if (kept.bytes.length === 0 && row === undefined) return;
    // Whatever file it is, it stands where both sides had agreed on the very bytes that it has, and the server let those go:
    // of files the place tells more than the inode. (What that file itself had been is wanted at another place.)
    const agreed = findAgreed(computer, path, kept);
    if (agreed?.remote !== undefined && !this.#isWanted(computer, agreed.remote.fileId)) return;
    if (row?.remote === undefined)
      this.#report('S4', `${path} was removed from computer ${computer.number}, but only it had ${textOf(kept)}`);
    else if (
      this.#isWanted(computer, row.remote.fileId) &&
      !this.#isShownTwice(computer, { path, text: textOf(kept), row }, row.remote.fileId)
    )
      this.#report('S4', `${path} was removed from computer ${computer.number}, but the server has it`);
  }

  /**
   * True for an item that the server shows outside of what this computer does not want. What somebody moves out of there
   * between the look and the act might as well be moved right after the act.
   */
  #isWanted(computer: SimulatedComputer, fileId: string): boolean {
    if (this.#awaySinceLook.get(computer)?.has(fileId) === true) return false;
    const { server } = this.#world;
    return server
      .nodes()
      .filter(({ path }) => !isExcludedPath(path))
      .some(({ path, node }) => node.fileId === fileId && !isKeptAway(computer, server, path));
  }

  /**
   * What somebody moves between the listings of two directories is shown twice, and here twice until the next look. What
   * goes then has the bytes of the one that stays; or those that both sides had, where that one has those of today.
   */
  #isShownTwice(computer: SimulatedComputer, { text, row }: RemovedFile, fileId: string): boolean {
    const files = [...listFiles(this.#world.server), ...listLastShown(computer, this.#world.server)];
    const isUnchanged = row?.checksum === toFakeChecksum(Buffer.from(text));
    const ofToday = isUnchanged ? files.filter((file) => file.fileId === fileId).map((file) => file.text) : [];
    return findTextsHere(computer, fileId).some((here) => here === text || ofToday.includes(here));
  }

  /** What was deselected may go while the server has its bytes, unless somebody has just replaced them there. */
  #checkUnsynced(computer: SimulatedComputer, path: RelativePath, text: string): void {
    const { server, bytes } = this.#world;
    if (fileContents(server.tree.root).includes(text) || !bytes.owed.has(text)) return;
    this.#report('S4', `${path} left computer ${computer.number} as deselected, but only it had ${text}`);
  }

  /**
   * Another file has the name of this one on the server, and the bytes that this one would have: a copy, and the name can
   * have only one. It has both there already, or had when this computer looked, or has the bytes here, from where they are
   * sent; and an item that nobody changed here would have the bytes that its namesake was given on the server.
   */
  #hasNamesakeWithBytes(computer: SimulatedComputer, removed: RemovedFile): boolean {
    const { path, text, row } = removed;
    const toKey = createPathKey(computer);
    const files = [...listFiles(this.#world.server), ...listLastShown(computer, this.#world.server)];
    const isUnchanged = row?.checksum === toFakeChecksum(Buffer.from(text));
    const own = isUnchanged ? files.filter(({ fileId }) => fileId === row?.remote?.fileId) : [];
    const wanted = new Set([text, ...own.map((file) => file.text)]);
    // Moved here and renamed there, it would get both.
    const composed = own.map((file) => joinPath(parentPath(path), baseName(file.path)));
    const ownPlaces = new Set([path, ...composed].map(toKey));
    return files.some((namesake) => {
      // Here it may have another name yet: the one that it would get beside the other.
      const isBeside = own.some((file) => parentPath(file.path) === parentPath(namesake.path));
      const isThere = [namesake.path, findPlaceHere(computer, namesake)].some((place) => ownPlaces.has(toKey(place)));
      if (namesake.fileId === row?.remote?.fileId || (!isThere && !isBeside)) return false;
      return [namesake.text, ...findTextsHere(computer, namesake.fileId)].some((bytes) => wanted.has(bytes));
    });
  }

  /**
   * Where files change names and bytes are sent one after the other, the server has those of one twice for a while: what
   * somebody does there to the old one meanwhile keeps it.
   */
  #noteTransit(computer: SimulatedComputer, path: RelativePath, content: string): void {
    const { base } = computer.storage;
    for (const { path: at, node } of this.#world.server.nodes()) {
      if (at === path || node.kind !== 'file' || node.bytes.toString('utf8') !== content) continue;
      const row = [...base.values()].find(({ remote }) => remote?.fileId === node.fileId);
      const agreedPath = row === undefined ? undefined : findPath(base, row.id);
      if (agreedPath !== undefined && computer.paths().get(agreedPath) !== content)
        this.#world.bytes.inTransit.add(content);
    }
  }

  /** S4: what goes from the server is nowhere on the computer that removes it. */
  #checkRemoval(computer: SimulatedComputer, path: RelativePath, node: FakeNode): void {
    const contents = fileContents(node);
    this.#countRemovals(computer, 'remote', contents.length);
    if (this.#world.server.tree.isLate(node)) {
      for (const content of contents) this.swallowed.add(content);
      return;
    }
    const here = new Set(computer.paths().values());
    const there = fileContents(this.#world.server.tree.root);
    for (const content of contents) {
      const isOnly = there.filter((other) => other === content).length === 1;
      // Where a power cut made two items of one, their user deleted one of them, and what is here is the other.
      const isWanted = this.#world.bytes.isUnique(content) && this.#world.bytes.owed.has(content);
      if (isOnly && isWanted && here.has(content))
        this.#report('S4', `${path} was removed from the server, but computer ${computer.number} has ${content}`);
    }
  }

  /** The guard: more than the limit never goes in one run unless a person has agreed. */
  #countRemovals(computer: SimulatedComputer, side: 'local' | 'remote', files: number): void {
    const counts = this.#removals.get(computer) ?? { local: 0, remote: 0 };
    counts[side] += files;
    this.#removals.set(computer, counts);
    const limits = computer.settings.removalLimits;
    if (limits === undefined || computer.areRemovalsAllowed || counts[side] <= limits.maxFiles) return;
    this.#report('mass-removal', `computer ${computer.number} removed ${counts[side]} files in one run, unasked`);
  }

  /** S5: a link is a leaf that is not ours: it stays where its user put it. */
  #checkLinks(computer: SimulatedComputer, act: string): void {
    if (computer.links.size === 0) return;
    const present = new Set(computer.nodes().map(({ node }) => node));
    for (const link of computer.links) if (!present.has(link)) this.#report('S5', `${act} took a link away`);
  }

  #checkRow(computer: SimulatedComputer, row: BaseRow): void {
    if (row.kind !== 'file' || row.checksum === undefined) return;
    if (row.remote !== undefined) {
      const content = this.#world.server.versions.get(row.remote.etag);
      if (content !== undefined && toFakeChecksum(Buffer.from(content)) !== row.checksum)
        this.#report('S6', `the row of ${row.name} says other bytes than the server had under this etag`);
    }
    if (row.local === undefined) return;
    const { local } = row;
    for (const { path, node } of computer.nodes()) {
      if (node.kind !== 'file' || node.inode !== local.inode || !this.#hasStamp(computer, node, local)) continue;
      if (toFakeChecksum(node.bytes) !== row.checksum)
        this.#report('S6', `the row of ${path} says other bytes than computer ${computer.number} has`);
    }
  }

  #hasStamp(computer: SimulatedComputer, node: Parameters<typeof textOf>[0], stamp: LocalStamp): boolean {
    return isSameStamp('file', computer.disk.toStamp(node), stamp);
  }

  #report(rule: string, message: string): void {
    this.violation ??= new Violation(rule, message);
  }
}
