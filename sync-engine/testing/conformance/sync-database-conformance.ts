import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checksum } from '../../core/model/checksum.ts';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import type { ETag } from '../../core/model/ids.ts';
import { ROOT_ID, toFileId, toNodeId } from '../../core/model/ids.ts';
import type { LocalStamp, RemoteStamp } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { DatabaseUnusableError } from '../../sync-database/database-unusable-error.ts';
import type {
  BaseRow,
  FailureRow,
  FolderIdentity,
  KeptRow,
  ParkedNode,
  RemoteRow,
  SyncDatabase,
} from '../../sync-database/sync-database.ts';

/** A database that can be closed and opened again with what it has stored. */
export interface SyncDatabaseStand {
  /** Opens the stand's database; at most one is open at a time. */
  open(): SyncDatabase;
  dispose(): void;
}

const DEVICE_AND_INODE_MAX = 2n ** 64n - 1n;

const localStamp: LocalStamp = {
  device: DEVICE_AND_INODE_MAX,
  inode: DEVICE_AND_INODE_MAX - 1n,
  birthNs: 0n,
  sizeBytes: Number.MAX_SAFE_INTEGER,
  mtimeNs: 1_700_000_000_123_456_789n,
  ctimeNs: -1n,
};

const remoteStamp: RemoteStamp = {
  fileId: toFileId('0001oc'),
  etag: 'abc' as ETag,
  sizeBytes: 12,
  mtimeMs: 1_700_000_000_000,
  checksum: EMPTY_CHECKSUM,
  permissions: 'RDNVW',
};

/** A row of the synced tree, present on both sides unless `changes` say otherwise. */
export function buildBaseRow(id: number, name: string, changes: Partial<BaseRow> = {}): BaseRow {
  const ids = { id: toNodeId(id), parentId: ROOT_ID };
  const row = { ...ids, name, kind: 'file', checksum: EMPTY_CHECKSUM, local: localStamp, remote: remoteStamp } as const;
  return { ...row, ...changes };
}

const directory: Partial<BaseRow> = { kind: 'directory', checksum: undefined };

const remoteRow: RemoteRow = {
  ...remoteStamp,
  parentFileId: undefined,
  name: '',
  kind: 'directory',
  isProcessing: true,
  listedEtag: 'abc' as ETag,
};

const identity: FolderIdentity = {
  folderId: 'folder-1',
  localRootPath: '/home/ana/BayernBox',
  localRootDevice: DEVICE_AND_INODE_MAX,
  localRootInode: 7n,
  remoteRootIdentity: 'https://cloud.example/dav/files/ana',
  remoteRootFileId: '0001oc',
};

const parked: ParkedNode = { nodeId: toNodeId(9), side: 'local', parkName: 'p-9', parentId: ROOT_ID, name: 'a' };

const kept: KeptRow = {
  keepId: 'k1',
  originalPath: 'Docs/a.odt' as RelativePath,
  sizeBytes: 3,
  checksum: undefined,
  keptAtMs: 2,
  reason: 'removed-on-server',
};

const failure: FailureRow = {
  path: 'Docs/a.odt' as RelativePath,
  side: 'remote',
  code: 'quota-exceeded',
  attempts: 2,
  nextAttemptAtMs: 5_000,
  detail: 'PUT 507',
};

/** What every implementation of `SyncDatabase` does. */
export function describeSyncDatabase(name: string, createStand: () => SyncDatabaseStand): void {
  describe(name, () => {
    let stand: SyncDatabaseStand;
    let database: SyncDatabase;

    beforeEach(() => {
      stand = createStand();
      database = stand.open();
    });

    afterEach(() => {
      database.close();
      stand.dispose();
    });

    const restart = (): void => {
      database.close();
      database = stand.open();
    };
    const put = (...rows: readonly BaseRow[]): void => database.commitBase(rows.map((row) => ({ kind: 'put', row })));
    const remove = (id: number): void => database.commitBase([{ kind: 'remove', id: toNodeId(id) }]);
    const loadRows = (): readonly BaseRow[] => [...database.loadBase().values()].toSorted((a, b) => a.id - b.id);

    describe('base', () => {
      it('starts empty', () => {
        expect([database.loadBase().size, database.loadIdentity(), database.nextNodeId()]).toEqual([0, undefined, 1]);
      });

      it('gives back every field after a restart', () => {
        const rows = [
          buildBaseRow(1, 'Ordner', directory),
          buildBaseRow(2, 'Ré\u{1F4A9} "x"; --.odt', { parentId: toNodeId(1) }),
          buildBaseRow(3, 'forgotten here', { local: undefined }),
          buildBaseRow(4, 'forgotten there', {
            remote: undefined,
            checksum: `SHA1:${'a'.repeat(40)}` as Checksum,
          }),
          buildBaseRow(5, 'bare', { remote: { ...remoteStamp, checksum: undefined, permissions: undefined } }),
        ];
        put(...rows);

        restart();

        expect(loadRows()).toEqual(rows);
      });

      it('keeps times that do not fit 64 bits', () => {
        const row = buildBaseRow(1, 'a', { local: { ...localStamp, mtimeNs: 2n ** 70n, ctimeNs: -(2n ** 64n) } });
        put(row);

        restart();

        expect(loadRows()).toEqual([row]);
      });

      it('replaces the row of an id', () => {
        put(buildBaseRow(1, 'old'));
        put(buildBaseRow(1, 'new', { local: undefined }));

        expect(loadRows()).toEqual([buildBaseRow(1, 'new', { local: undefined })]);
      });

      it('applies the changes of a commit in their order', () => {
        database.commitBase([
          { kind: 'put', row: buildBaseRow(1, 'a') },
          { kind: 'remove', id: toNodeId(1) },
          { kind: 'put', row: buildBaseRow(2, 'a') },
        ]);

        expect(loadRows()).toEqual([buildBaseRow(2, 'a')]);
      });

      it('lets two rows swap names in one commit', () => {
        put(buildBaseRow(1, 'a'), buildBaseRow(2, 'b'));
        put(buildBaseRow(1, 'b'), buildBaseRow(2, 'a'));

        restart();

        expect(loadRows().map((row) => row.name)).toEqual(['b', 'a']);
      });

      it('takes a child before its directory in one commit', () => {
        put(buildBaseRow(2, 'child', { parentId: toNodeId(1) }), buildBaseRow(1, 'Ordner', directory));

        expect(database.loadBase().size).toBe(2);
      });

      it('changes nothing when one row of a commit has an impossible name', () => {
        put(buildBaseRow(1, 'a'));

        expect(() => put(buildBaseRow(1, 'b'), buildBaseRow(2, 'x/y'))).toThrow(RangeError);
        expect(() => put(buildBaseRow(1, 'b'), buildBaseRow(2, 'lone \uD800'))).toThrow(RangeError);
        expect(loadRows()).toEqual([buildBaseRow(1, 'a')]);
      });

      it('forgets all rows and nothing else on dropBase', () => {
        put(buildBaseRow(1, 'a'));
        database.commitRemoteTree([{ kind: 'put', row: remoteRow }]);
        database.dropBase();

        restart();

        expect([database.loadBase().size, database.loadRemoteTree().size]).toEqual([0, 1]);
      });

      it('does not show later commits in a base that was loaded before', () => {
        put(buildBaseRow(1, 'a'));
        const before = database.loadBase();
        put(buildBaseRow(2, 'b'));

        expect(before.size).toBe(1);
      });
    });

    describe('check of the loaded base', () => {
      const faults: readonly (readonly [string, readonly BaseRow[]])[] = [
        ['two rows in one place', [buildBaseRow(1, 'a'), buildBaseRow(2, 'a')]],
        ['a row whose directory is missing', [buildBaseRow(1, 'a', { parentId: toNodeId(7) })]],
        ['a row that lies in a file', [buildBaseRow(1, 'a'), buildBaseRow(2, 'b', { parentId: toNodeId(1) })]],
        ['a directory that lies in itself', [buildBaseRow(1, 'a', { ...directory, parentId: toNodeId(1) })]],
        ['a row with the id of the root', [buildBaseRow(0, 'a', directory)]],
        [
          'a cycle of directories',
          [
            buildBaseRow(1, 'a', { ...directory, parentId: toNodeId(2) }),
            buildBaseRow(2, 'b', { ...directory, parentId: toNodeId(1) }),
          ],
        ],
      ];
      it.each(faults)('refuses a base with %s', (_fault, rows) => {
        put(...rows);

        restart();

        expect(() => database.loadBase()).toThrow(DatabaseUnusableError);
      });

      it('accepts a parked node that shares its place with the one that took its name', () => {
        database.addParked({ ...parked, nodeId: toNodeId(1) });
        put(buildBaseRow(1, 'a'), buildBaseRow(2, 'a'));

        restart();

        expect(database.loadBase().size).toBe(2);
      });
    });

    describe('node ids', () => {
      it('hands out an id above all rows', () => {
        put(buildBaseRow(41, 'a'), buildBaseRow(7, 'b'));

        restart();

        expect(database.nextNodeId()).toBe(42);
      });

      it('never hands out the id of a removed row again', () => {
        put(buildBaseRow(41, 'a'));
        remove(41);
        put(buildBaseRow(3, 'b'));
        database.dropBase();

        restart();

        expect(database.nextNodeId()).toBe(42);
      });

      it('never hands out the id of a parked node again', () => {
        database.addParked(parked);
        database.removeParked(parked.nodeId, 'local');

        restart();

        expect(database.nextNodeId()).toBe(10);
      });
    });

    describe('remote tree', () => {
      const child: RemoteRow = {
        ...remoteRow,
        fileId: toFileId('0002oc'),
        parentFileId: remoteRow.fileId,
        name: 'a.odt',
        kind: 'file',
        checksum: undefined,
        permissions: undefined,
        isProcessing: false,
        listedEtag: undefined,
      };

      it('gives back every field after a restart', () => {
        database.commitRemoteTree([
          { kind: 'put', row: remoteRow },
          { kind: 'put', row: child },
        ]);

        restart();

        expect([...database.loadRemoteTree().values()]).toEqual([remoteRow, child]);
      });

      it('replaces and removes by file id', () => {
        const renamed = { ...child, name: 'b.odt' };
        database.commitRemoteTree([
          { kind: 'put', row: remoteRow },
          { kind: 'put', row: child },
        ]);
        database.commitRemoteTree([
          { kind: 'put', row: renamed },
          { kind: 'remove', fileId: remoteRow.fileId },
        ]);

        expect([...database.loadRemoteTree().values()]).toEqual([renamed]);
      });
    });

    describe('records', () => {
      it('gives back identity and cursor after a restart', () => {
        database.saveIdentity({ ...identity, folderId: 'another' });
        database.saveIdentity(identity);
        database.saveCursor('sync-token-1');

        restart();

        expect([database.loadIdentity(), database.loadCursor()]).toEqual([identity, 'sync-token-1']);
      });

      it('forgets the cursor when it is saved as undefined', () => {
        database.saveCursor('sync-token-1');
        database.saveCursor(undefined);

        expect(database.loadCursor()).toBeUndefined();
      });

      it('keeps one parked name per node and side', () => {
        const remoteTwin: ParkedNode = { ...parked, side: 'remote' };
        for (const node of [remoteTwin, { ...parked, parkName: 'old' }, parked]) database.addParked(node);

        restart();

        expect(database.listParked()).toEqual([parked, remoteTwin]);
        database.removeParked(parked.nodeId, 'local');
        expect(database.listParked()).toEqual([remoteTwin]);
      });

      it('finds, replaces, lists and removes transfers by key', () => {
        const upload = { key: 'b', direction: 'upload', state: '{"offset":5}', updatedAtMs: 5 } as const;
        const download = { key: 'a', direction: 'download', state: '{}', updatedAtMs: 6 } as const;
        for (const record of [{ ...upload, state: '{}' }, upload, download]) database.saveTransfer(record);

        restart();

        expect([database.findTransfer('b'), database.findTransfer('c')]).toEqual([upload, undefined]);
        expect(database.listTransfers()).toEqual([download, upload]);
        database.removeTransfer('b');
        expect(database.listTransfers()).toEqual([download]);
      });

      it('lists kept versions from the oldest to the newest', () => {
        const older: KeptRow = { ...kept, keepId: 'k2', keptAtMs: 1, checksum: EMPTY_CHECKSUM };
        for (const row of [kept, older]) database.addKept(row);

        restart();

        expect(database.listKept()).toEqual([older, kept]);
        database.removeKept('k2');
        expect(database.listKept()).toEqual([kept]);
      });

      it('replaces all failures in the given order', () => {
        database.replaceFailures([failure]);
        const later: readonly FailureRow[] = [
          { ...failure, path: 'z' as RelativePath },
          { ...failure, attempts: 3 },
        ];
        database.replaceFailures(later);

        restart();

        expect(database.listFailures()).toEqual(later);
      });
    });

    describe('count of writes', () => {
      it('counts each transaction once', () => {
        put(buildBaseRow(1, 'a'), buildBaseRow(2, 'b'));
        remove(1);
        database.dropBase();
        database.addParked(parked);
        database.saveCursor('x');

        expect(database.writeCount).toBe(5);
      });

      it('stays the same when nothing changes', () => {
        database.saveIdentity(identity);
        database.replaceFailures([failure]);
        const before = database.writeCount;

        database.saveIdentity({ ...identity });
        database.replaceFailures([{ ...failure }]);
        database.saveCursor(undefined);
        database.commitBase([]);
        database.commitRemoteTree([]);
        remove(5);
        database.dropBase();
        database.removeTransfer('none');
        database.removeKept('none');
        database.removeParked(toNodeId(1), 'remote');

        expect(database.writeCount).toBe(before);
      });
    });

    it('refuses to answer after close, and closes twice without harm', () => {
      database.close();
      database.close();

      expect(() => database.loadBase()).toThrow(Error);
    });
  });
}
