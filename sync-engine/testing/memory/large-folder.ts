import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import { SystemClock } from '#sync-engine/clock/system-clock.ts';
import { toChecksum } from '#sync-engine/core/model/checksum.ts';
import { parseETag, ROOT_ID, toFileId, toNodeId, toRemoteKey } from '#sync-engine/core/model/ids.ts';
import type { LocalStamp } from '#sync-engine/core/model/observation.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import { decideSettings, randomId } from '#sync-engine/engine/create-settings.ts';
import { SyncFolder } from '#sync-engine/engine/sync-folder.ts';
import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import type { DirectoryReading, LocalEntry } from '#sync-engine/filesystem/filesystem.ts';
import { MemoryLogger } from '#sync-engine/logger/memory-logger.ts';
import { openSyncDatabase } from '#sync-engine/sync-database/open-sync-database.ts';
import type { BaseChange, RemoteChange, SyncDatabase } from '#sync-engine/sync-database/sync-database.ts';
import { FakeServer } from '#sync-engine/transport/fake-server.ts';
import { FakeTransport } from '#sync-engine/transport/fake-transport.ts';
import type { ListOutcome, RemoteEntry, TreeOutcome } from '#sync-engine/transport/transport.ts';

/** Where the files are: only on the server, on both sides with nothing agreed on, or agreed on. */
export type LargeFolderKind = 'server' | 'both' | 'agreed';

const FILES_IN_EACH = 100;
const CREATED_NS = 1_700_000_000_000_000_000n;
const CREATED_MS = 1_700_000_000_000;
const ROOT_NUMBER = 1;
const FIRST_DIRECTORY = 10_000_000;
const FIRST_FILE = 20_000_000;

/** Directories whose items are computed when they are asked for: what is in use is what the engine keeps of them. */
class ComputedTree {
  readonly #files: number;
  readonly #isHere: boolean;

  constructor(files: number, isHere: boolean) {
    this.#files = files;
    this.#isHere = isHere;
  }

  get directories(): readonly number[] {
    return Array.from({ length: Math.ceil(this.#files / FILES_IN_EACH) }, (_, index) => FIRST_DIRECTORY + index);
  }

  filesIn(directory: number): readonly number[] {
    const first = (directory - FIRST_DIRECTORY) * FILES_IN_EACH;
    const length = Math.min(FILES_IN_EACH, this.#files - first);
    return Array.from({ length }, (_, index) => FIRST_FILE + first + index);
  }

  read(path: RelativePath): DirectoryReading {
    const numbers = path === ROOT_PATH ? this.directories : this.filesIn(toNumber(path));
    const entries = this.#isHere ? numbers.map(toEntry) : [];
    const stamp = toStamp(path === ROOT_PATH ? ROOT_NUMBER : toNumber(path));
    return { kind: 'read', stamp, entries, unreadable: [] };
  }

  list(path: RelativePath, depth: 0 | 1): ListOutcome {
    const self = toRemoteEntry(path === ROOT_PATH ? ROOT_NUMBER : toNumber(path));
    const numbers = path === ROOT_PATH ? this.directories : this.filesIn(toNumber(path));
    const children = depth === 0 ? [] : numbers.map(toRemoteEntry);
    return { kind: 'listed', listing: { self, children, damaged: [], syncToken: undefined } };
  }
}

function toName(number: number): string {
  if (number === ROOT_NUMBER) return '';
  return number < FIRST_FILE ? `Vorgang ${number}` : `Schreiben ${number}.pdf`;
}

function toNumber(directory: RelativePath): number {
  return Number(directory.slice('Vorgang '.length));
}

function toStamp(number: number): LocalStamp {
  const timeNs = CREATED_NS + BigInt(number);
  return {
    device: 2049n,
    inode: BigInt(number),
    birthNs: timeNs,
    sizeBytes: toSize(number),
    mtimeNs: timeNs,
    ctimeNs: timeNs + 1n,
  };
}

function toSize(number: number): number {
  return 1_000 + (number % 5_000);
}

function isFile(number: number): boolean {
  return number >= FIRST_FILE;
}

function toEntry(number: number): LocalEntry {
  return { name: toName(number), kind: isFile(number) ? 'file' : 'directory', stamp: toStamp(number) };
}

function toRemoteEntry(number: number): RemoteEntry {
  const etag = parseETag(createHash('md5').update(`${number}`).digest('hex'));
  if (etag === undefined) throw new Error('an etag is empty');
  return {
    name: toName(number),
    kind: isFile(number) ? 'file' : 'directory',
    fileId: toFileId(`${String(number).padStart(8, '0')}ocabcdefghij`),
    etag,
    sizeBytes: toSize(number),
    mtimeMs: CREATED_MS + number,
    checksum: isFile(number) ? toChecksum(createHash('sha1').update(`${number}`).digest('hex')) : undefined,
    permissions: isFile(number) ? 'RDNVW' : 'RDNVCK',
    isProcessing: false,
  };
}

class ComputedFilesystem extends FakeFilesystem {
  readonly #tree: ComputedTree;

  constructor(tree: ComputedTree) {
    super({ clock: new FakeClock() });
    this.#tree = tree;
  }

  override async readDirectory(path: RelativePath): Promise<DirectoryReading> {
    return this.#tree.read(path);
  }
}

class ComputedTransport extends FakeTransport {
  readonly #tree: ComputedTree;

  constructor(tree: ComputedTree) {
    super(new FakeServer());
    this.#tree = tree;
  }

  override async list(path: RelativePath, depth: 0 | 1): Promise<ListOutcome> {
    return this.#tree.list(path, depth);
  }

  override async listTree(): Promise<TreeOutcome> {
    return { kind: 'not-offered' };
  }
}

/** A sync folder with so many files, opened, with its sync database in a directory of the disk. */
export async function openLargeFolder(kind: LargeFolderKind, files: number, homePath: string): Promise<SyncFolder> {
  const tree = new ComputedTree(files, kind !== 'server');
  const filesystem = new ComputedFilesystem(tree);
  const databasePath = join(homePath, 'folder.sqlite');
  if (kind === 'agreed') {
    const database = openDatabase(databasePath);
    const first = await open({ database, filesystem, tree });
    agree(tree, database);
    await first.close();
  }
  return open({ database: openDatabase(databasePath), filesystem, tree });
}

interface OpenInput {
  readonly database: SyncDatabase;
  readonly filesystem: FakeFilesystem;
  readonly tree: ComputedTree;
}

async function open({ database, filesystem, tree }: OpenInput): Promise<SyncFolder> {
  const clock = new SystemClock();
  const folder = new SyncFolder({
    ports: {
      filesystem,
      transport: new ComputedTransport(tree),
      database,
      clock,
      logger: new MemoryLogger(),
      randomId,
    },
    decideSettings: (traits, { kind, refusedNames }) =>
      decideSettings({
        traits,
        server: kind,
        refusedNames,
        userName: 'Ana',
        excludes: '',
        shouldUploadSecondVersions: true,
        clock,
      }),
    localRootPath: '/computed',
    databasePath: '/computed.sqlite',
    excludes: '',
    isDryRun: false,
    isFolderAccepted: false,
    onEvent: () => {},
  });
  const opened = await folder.open(new AbortController().signal);
  if (!opened.ok) throw new Error(opened.error.code);
  return folder;
}

function openDatabase(path: string): SyncDatabase {
  const opened = openSyncDatabase(path);
  if (opened.kind === 'unusable') throw opened.error;
  return opened.database;
}

/** As after a first sync; in pieces, so that this takes less than the look. */
function agree(tree: ComputedTree, database: SyncDatabase): void {
  database.commitRemoteTree([toRemoteChange(ROOT_NUMBER, undefined)]);
  for (const directory of tree.directories) {
    const files = tree.filesIn(directory);
    database.commitRemoteTree([
      toRemoteChange(directory, ROOT_NUMBER),
      ...files.map((file) => toRemoteChange(file, directory)),
    ]);
    database.commitBase([toBaseChange(directory, ROOT_ID), ...files.map((file) => toBaseChange(file, directory))]);
  }
}

function toRemoteChange(number: number, parent: number | undefined): RemoteChange {
  const entry = toRemoteEntry(number);
  const key = toRemoteKey(entry.fileId, () => false);
  const parentKey = parent === undefined ? undefined : toRemoteKey(toRemoteEntry(parent).fileId, () => false);
  const listedEtag = isFile(number) ? undefined : entry.etag;
  return { kind: 'put', row: { ...entry, key, parentKey, listedEtag } };
}

function toBaseChange(number: number, parent: number): BaseChange {
  const entry = toRemoteEntry(number);
  const { name, kind } = entry;
  const checksum = isFile(number) ? toChecksum(createHash('sha1').update(`${number}`).digest('hex')) : undefined;
  const [id, parentId] = [toNodeId(number), toNodeId(parent)];
  return { kind: 'put', row: { id, parentId, name, kind, checksum, local: toStamp(number), remote: entry } };
}
