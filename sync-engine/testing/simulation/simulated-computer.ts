import type { FileId } from '#sync-engine/core/model/ids.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { joinPath, ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { UnsyncedFate } from '#sync-engine/filesystem/fake-durability.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import type { FakeNode } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeUser } from '#sync-engine/filesystem/fake-user.ts';
import type { InMemoryStorage } from '#sync-engine/sync-database/in-memory-storage.ts';
import { createInMemoryStorage } from '#sync-engine/sync-database/in-memory-storage.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import { LyingDisk } from './mutations.ts';
import type { FakeCall } from '#sync-engine/transport/fake-remote-faults.ts';
import type { ComputerSettings, RemoteFault } from './simulation-case.ts';

/** A fault of the disk that waits for its act. */
export interface PendingLocalFault {
  readonly act: string;
  readonly errno: string;
}

/** What of a computer outlives its programs: disk, database file, and what may go wrong next. */
export class SimulatedComputer {
  readonly number: number;
  readonly settings: ComputerSettings;
  readonly disk: FakeDisk;
  readonly user: FakeUser;
  /** Versions of the server's items that this computer was ever shown, as `file id` and `etag`. */
  readonly seenVersions = new Set<string>();
  readonly localFaults: PendingLocalFault[] = [];
  readonly remoteFaults: RemoteFault[] = [];
  /** Links and special files that users made and did not remove. */
  readonly links = new Set<FakeNode>();
  /** Files that a program of this computer has open. */
  readonly openFiles = new Set<RelativePath>();
  storage = createInMemoryStorage();
  wallOffsetMs = 0;
  /** Writes of the database that changed something. */
  writeCount = 0;
  /** A file of this computer that the server refuses for as long as this is set. */
  refusedPath: string | undefined;
  /** When the program starts again, in the world's time. */
  startAtMs = 0;
  /** A person has looked at the list and allowed the removals. */
  areRemovalsAllowed = false;
  /** A list waits for an answer. */
  isAsked = false;
  isMounted = true;
  #storedSinceSync: InMemoryStorage[] = [];

  constructor(
    number: number,
    settings: ComputerSettings,
    disk: { readonly canLosePower: boolean; readonly isLying: boolean },
  ) {
    this.number = number;
    this.settings = settings;
    const Disk = disk.isLying ? LyingDisk : FakeDisk;
    const { isCaseSensitive, keepsUnicodeForm, reusesInodes, timeStepMs } = settings;
    this.disk = new Disk({
      isCaseSensitive,
      keepsUnicodeForm,
      reusesInodes,
      timeStepNs: BigInt(timeStepMs) * 1_000_000n,
      changeTakesNs: 1_000_000n,
      canLosePower: disk.canLosePower,
    });
    this.user = new FakeUser(this.disk);
  }

  /** Files with their text, directories with `undefined`; links and special files are not synced and not in it. */
  paths(): ReadonlyMap<string, string | undefined> {
    const found = new Map<string, string | undefined>();
    for (const { path, node } of this.nodes()) {
      if (node.kind === 'file') found.set(path, textOf(node));
      if (node.kind === 'directory') found.set(path, undefined);
    }
    return found;
  }

  /** Every item on the disk with its path, also of a disk that is not mounted now. */
  nodes(): readonly { readonly path: RelativePath; readonly node: FakeNode }[] {
    const found: { path: RelativePath; node: FakeNode }[] = [];
    const walk = (directory: FakeNode, path: RelativePath): void => {
      for (const { name, node } of directory.children.values()) {
        const child = joinPath(path, name);
        found.push({ path: child, node });
        walk(node, child);
      }
    };
    const root = this.disk.contentRoot;
    if (root !== undefined) walk(root, ROOT_PATH);
    return found;
  }

  /** What the file at a path is on the server, as far as the program has written it down. */
  findFileId(path: RelativePath): FileId | undefined {
    const node = this.disk.find(path);
    if (node === undefined) return undefined;
    const { inode, birthNs } = this.disk.toStamp(node);
    const row = [...this.storage.base.values()].find(
      ({ local }) => local?.inode === inode && local.birthNs === birthNs,
    );
    return row?.remote?.fileId;
  }

  /** Contents in staging and in the safety store. */
  privateContents(): readonly string[] {
    return this.disk.privateNodes().map(textOf);
  }

  /** Uses up one time of the first fault on this call. */
  takeRemoteFault(call: FakeCall): RemoteFault | undefined {
    const index = this.remoteFaults.findIndex((fault) => fault.call === call);
    const fault = this.remoteFaults[index];
    if (fault === undefined) return undefined;
    if (fault.times > 1) this.remoteFaults[index] = { ...fault, times: fault.times - 1 };
    else this.remoteFaults.splice(index, 1);
    return fault;
  }

  /** True when this very request shall be carried out only after its client has given up. */
  takesLateFault(call: FakeCall): boolean {
    const fault = this.remoteFaults.find((candidate) => candidate.call === call);
    if (fault?.kind !== 'unknown-late') return false;
    this.takeRemoteFault(call);
    return true;
  }

  /** Every write is noted, because a power cut may take the youngest ones. */
  noteStored(isDurable: boolean): void {
    if (!this.disk.options.canLosePower) return;
    if (isDurable) this.#storedSinceSync = [];
    this.#storedSinceSync.push(cloneStorage(this.storage));
  }

  /** What the program has written down is gone. */
  loseDatabase(): void {
    this.storage = createInMemoryStorage();
    this.#storedSinceSync = [];
  }

  /** Power is gone: database, names and bytes fall back to something between the last sync and now. */
  cutPower(dice: number): void {
    const random = new Random(dice);
    const stored = random.pick(this.#storedSinceSync);
    if (stored !== undefined) this.storage = cloneStorage(stored);
    this.#storedSinceSync = [cloneStorage(this.storage)];
    const fates: readonly UnsyncedFate[] = ['as-written', 'empty', 'as-before'];
    this.disk.cutPower({
      keepNames: (count) => random.below(count + 1),
      fateOfBytes: () => random.pick(fates) ?? 'empty',
    });
  }
}

/** Content of a file as text. */
export function textOf(node: FakeNode): string {
  const { buffer, byteOffset, length } = node.bytes;
  return Buffer.from(buffer, byteOffset, length).toString('utf8');
}

function cloneStorage(storage: InMemoryStorage): InMemoryStorage {
  const copied = Object.entries(storage).map(([name, value]): readonly [string, unknown] => [
    name,
    value instanceof Map ? new Map(value) : value,
  ]);
  return { ...storage, ...Object.fromEntries(copied) };
}
