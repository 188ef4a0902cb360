import { describe, expect, it } from 'vitest';
import type { Checksum } from '../../core/model/checksum.ts';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import { toNodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncDatabaseStand } from '../../sync-database/database-bench.ts';
import { DatabaseBench } from '../../sync-database/database-bench.ts';
import {
  begunMove,
  begunUpload,
  remoteStamp,
  buildBaseRow,
  failure,
  identity,
  kept,
  localStamp,
  parked,
} from '../../sync-database/database-builders.ts';
import { describeReport } from './sync-database-conformance-report.ts';
import { describeRestProof } from './sync-database-conformance-rest-proof.ts';
import { describeRemoteTree, remoteRow } from './sync-database-conformance-remote-tree.ts';
import { describeParts } from './sync-database-conformance-parts.ts';
import { describeReadingInSteps } from './sync-database-conformance-steps.ts';
import { describeSelection } from './sync-database-conformance-selection.ts';
import { describeHistory, describeHistoryPages } from './sync-database-conformance-history.ts';
import { DatabaseUnusableError } from '../../sync-database/database-unusable-error.ts';
import { describeOwnLocks } from './sync-database-conformance-own-locks.ts';
import { describeGuardRecords } from './sync-database-conformance-guards.ts';
import type {
  BaseRow,
  BegunKey,
  BegunMove,
  FailureRow,
  KeptRow,
  ParkedNode,
} from '../../sync-database/sync-database.ts';
import { toBegunKey } from '../../sync-database/sync-database.ts';
import { describeConflicts } from './sync-database-conformance-conflicts.ts';

const directory: Partial<BaseRow> = { kind: 'directory', checksum: undefined };

/** What every implementation of `SyncDatabase` does. */
export function describeSyncDatabase(name: string, createStand: () => SyncDatabaseStand): void {
  describe(name, () => {
    const bench = new DatabaseBench(createStand);
    describeRows(bench);
    describeCommits(bench);
    describeDrop(bench);
    describeCheck(bench);
    describeNodeIds(bench);
    describeRemoteTree(bench);
    describeReadingInSteps(bench);
    describeParts(bench);
    describeSingleRecords(bench);
    describeLists(bench);
    describeBegun(bench);
    describeHistory(bench);
    describeHistoryPages(bench);
    describeConflicts(bench);
    describeWriteCount(bench);
    describeReport(bench);
    describeRestProof(bench);
    describeSelection(bench);
    describeGuardRecords(bench);
    describeOwnLocks(bench);

    it('refuses to answer after close, and closes twice without harm', () => {
      bench.database.close();
      bench.database.close();

      expect(() => bench.database.loadBase()).toThrow(Error);
    });
  });
}

function describeRows(bench: DatabaseBench): void {
  describe('rows of the base', () => {
    it('starts empty', () => {
      expect([bench.database.loadBase().size, bench.database.loadIdentity(), bench.database.nextNodeId()]).toEqual([
        0,
        undefined,
        1,
      ]);
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
      bench.put(...rows);

      bench.restart();

      expect(bench.loadRows()).toEqual(rows);
    });

    it('keeps times that do not fit 64 bits', () => {
      const row = buildBaseRow(1, 'a', { local: { ...localStamp, mtimeNs: 2n ** 70n, ctimeNs: -(2n ** 64n) } });
      bench.put(row);

      bench.restart();

      expect(bench.loadRows()).toEqual([row]);
    });

    it('replaces the row of an id', () => {
      bench.put(buildBaseRow(1, 'old'));
      bench.put(buildBaseRow(1, 'new', { local: undefined }));

      expect(bench.loadRows()).toEqual([buildBaseRow(1, 'new', { local: undefined })]);
    });
  });
}

function describeCommits(bench: DatabaseBench): void {
  describe('commits of the base', () => {
    it('applies the changes of a commit in their order', () => {
      bench.database.commitBase([
        { kind: 'put', row: buildBaseRow(1, 'a') },
        { kind: 'remove', id: toNodeId(1) },
        { kind: 'put', row: buildBaseRow(2, 'a') },
      ]);

      expect(bench.loadRows()).toEqual([buildBaseRow(2, 'a')]);
    });

    it('lets two rows swap names in one commit', () => {
      bench.put(buildBaseRow(1, 'a'), buildBaseRow(2, 'b'));
      bench.put(buildBaseRow(1, 'b'), buildBaseRow(2, 'a'));

      bench.restart();

      expect(bench.loadRows().map((row) => row.name)).toEqual(['b', 'a']);
    });

    it('takes a child before its directory in one commit', () => {
      bench.put(buildBaseRow(2, 'child', { parentId: toNodeId(1) }), buildBaseRow(1, 'Ordner', directory));

      expect(bench.database.loadBase().size).toBe(2);
    });

    it('changes nothing when one row of a commit has an impossible name', () => {
      bench.put(buildBaseRow(1, 'a'));

      expect(() => bench.put(buildBaseRow(1, 'b'), buildBaseRow(2, 'x/y'))).toThrow(RangeError);
      expect(() => bench.put(buildBaseRow(1, 'b'), buildBaseRow(2, 'lone \uD800'))).toThrow(RangeError);
      expect(bench.loadRows()).toEqual([buildBaseRow(1, 'a')]);
    });
  });
}

function describeDrop(bench: DatabaseBench): void {
  describe('reading the base', () => {
    it('forgets all rows and nothing else on dropBase', () => {
      bench.put(buildBaseRow(1, 'a'));
      bench.database.commitRemoteTree([{ kind: 'put', row: remoteRow }]);
      bench.database.dropBase();

      bench.restart();

      expect([bench.database.loadBase().size, bench.database.loadRemoteTree().size]).toEqual([0, 1]);
    });

    it('does not show later commits in a base that was loaded before', () => {
      bench.put(buildBaseRow(1, 'a'));
      const before = bench.database.loadBase();
      bench.put(buildBaseRow(2, 'b'));

      expect(before.size).toBe(1);
    });
  });
}

function describeCheck(bench: DatabaseBench): void {
  describe('check of the loaded base', () => {
    const faults: readonly (readonly [string, readonly BaseRow[]])[] = [
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
      bench.put(...rows);

      bench.restart();

      expect(() => bench.database.loadBase()).toThrow(DatabaseUnusableError);
    });

    it('accepts a row whose name another row has already taken over', () => {
      bench.put(buildBaseRow(1, 'a'), buildBaseRow(2, 'a'));

      bench.restart();

      expect(bench.database.loadBase().size).toBe(2);
    });
  });
}

function describeNodeIds(bench: DatabaseBench): void {
  describe('node ids', () => {
    it('hands out an id above all rows', () => {
      bench.put(buildBaseRow(41, 'a'), buildBaseRow(7, 'b'));

      bench.restart();

      expect(bench.database.nextNodeId()).toBe(42);
    });

    it('never hands out the id of a removed row again', () => {
      bench.put(buildBaseRow(41, 'a'));
      bench.remove(41);
      bench.put(buildBaseRow(3, 'b'));
      bench.database.dropBase();

      bench.restart();

      expect(bench.database.nextNodeId()).toBe(42);
    });

    it('never hands out the id of a parked node again', () => {
      bench.database.addParked(parked);
      bench.database.removeParked(parked.nodeId, 'local');

      bench.restart();

      expect(bench.database.nextNodeId()).toBe(10);
    });
  });
}

function describeSingleRecords(bench: DatabaseBench): void {
  describe('identity, cursor and parked names', () => {
    it('gives back identity and cursor after a restart', () => {
      bench.database.saveIdentity({ ...identity, folderId: 'another' });
      bench.database.saveIdentity(identity);
      bench.database.saveCursor('sync-token-1');

      bench.restart();

      expect([bench.database.loadIdentity(), bench.database.loadCursor()]).toEqual([identity, 'sync-token-1']);
    });

    it('forgets the cursor when it is saved as undefined', () => {
      bench.database.saveCursor('sync-token-1');
      bench.database.saveCursor(undefined);

      expect(bench.database.loadCursor()).toBeUndefined();
    });

    it('keeps one parked name per node and side', () => {
      const remoteTwin: ParkedNode = { ...parked, side: 'remote' };
      for (const node of [remoteTwin, { ...parked, parkName: 'old' }, parked]) bench.database.addParked(node);

      bench.restart();

      expect(bench.database.listParked()).toEqual([parked, remoteTwin]);
      bench.database.removeParked(parked.nodeId, 'local');
      expect(bench.database.listParked()).toEqual([remoteTwin]);
    });
  });
}

function describeBegun(bench: DatabaseBench): void {
  describe('acts under way', () => {
    it('keeps one upload under way per path and one move per item and side, with every field', () => {
      const other = { ...begunUpload, path: 'Docs/b.odt' as RelativePath };
      const here: BegunMove = { ...begunMove, side: 'local' };
      const earlier = [
        { ...begunUpload, begunAtMs: 1 },
        { ...begunMove, path: begunUpload.path },
      ];
      for (const act of [...earlier, other, begunUpload, begunMove, here]) bench.database.addBegun(act);

      bench.restart();

      expect(bench.database.listBegun()).toEqual([here, begunMove, begunUpload, other]);
      bench.database.removeBegun([toBegunKey(begunUpload), toBegunKey(here), 'upload none' as BegunKey]);
      expect(bench.database.listBegun()).toEqual([begunMove, other]);
    });

    it('gives the id of a directory that something is moved into to nothing else', () => {
      bench.database.addBegun({ ...begunMove, parentId: toNodeId(50) });
      bench.database.removeBegun([toBegunKey(begunMove)]);

      bench.restart();

      expect(bench.database.nextNodeId()).toBe(51);
    });
  });
}

function describeLists(bench: DatabaseBench): void {
  describe('transfers, kept versions and failures', () => {
    it('finds, replaces, lists and removes transfers by key', () => {
      const upload = { key: 'b', direction: 'upload', state: '{"offset":5}', updatedAtMs: 5 } as const;
      const download = { key: 'a', direction: 'download', state: '{}', updatedAtMs: 6 } as const;
      for (const record of [{ ...upload, state: '{}' }, upload, download]) bench.database.saveTransfer(record);

      bench.restart();

      expect([bench.database.findTransfer('b'), bench.database.findTransfer('c')]).toEqual([upload, undefined]);
      expect(bench.database.listTransfers()).toEqual([download, upload]);
      bench.database.removeTransfer('b');
      expect(bench.database.listTransfers()).toEqual([download]);
    });

    it('lists kept versions from the oldest to the newest', () => {
      const older: KeptRow = { ...kept, keepId: 'k2', keptAtMs: 1, checksum: EMPTY_CHECKSUM };
      for (const row of [kept, older]) bench.database.addKept(row);

      bench.restart();

      expect(bench.database.listKept()).toEqual([older, kept]);
      bench.database.removeKept('k2');
      expect(bench.database.listKept()).toEqual([kept]);
    });

    it('replaces all failures in the given order', () => {
      bench.database.replaceFailures([failure]);
      const later: readonly FailureRow[] = [
        { ...failure, path: 'z' as RelativePath, what: 'upload v2' },
        { ...failure, attempts: 3 },
      ];
      bench.database.replaceFailures(later);

      bench.restart();

      expect(bench.database.listFailures()).toEqual(later);
    });
  });
}

function describeWriteCount(bench: DatabaseBench): void {
  describe('count of writes', () => {
    it('counts each transaction once', () => {
      bench.put(buildBaseRow(1, 'a'), buildBaseRow(2, 'b'));
      bench.remove(1);
      bench.database.dropBase();
      bench.database.addParked(parked);
      bench.database.saveCursor('x');

      expect(bench.database.writeCount).toBe(5);
    });

    it('stays the same when nothing changes', () => {
      bench.database.saveIdentity(identity);
      bench.database.replaceFailures([failure]);
      const before = bench.database.writeCount;

      bench.database.saveIdentity({ ...identity });
      bench.database.replaceFailures([{ ...failure }]);
      bench.database.saveCursor(undefined);
      bench.database.commitBase([]);
      bench.database.commitRemoteTree([]);
      bench.remove(5);
      bench.database.dropBase();
      bench.database.removeTransfer('none');
      bench.database.removeBegun(['upload none' as BegunKey]);
      bench.database.removeKept('none');
      bench.database.removeParked(toNodeId(1), 'remote');

      expect(bench.database.writeCount).toBe(before);
    });
  });
}
