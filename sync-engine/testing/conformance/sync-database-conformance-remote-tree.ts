import { describe, expect, it } from 'vitest';
import type { ETag, RemoteKey } from '../../core/model/ids.ts';
import { toFileId } from '../../core/model/ids.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import { remoteStamp } from '../../sync-database/database-builders.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';

/** The root of the server's tree. */
export const remoteRow: RemoteRow = {
  ...remoteStamp,
  key: remoteStamp.fileId as string as RemoteKey,
  parentKey: undefined,
  name: '',
  kind: 'directory',
  isProcessing: true,
  listedEtag: 'abc' as ETag,
};

/** The server's tree as it was last seen. */
export function describeRemoteTree(bench: DatabaseBench): void {
  describe('remote tree', () => {
    const child: RemoteRow = {
      ...remoteRow,
      key: '0002oc' as RemoteKey,
      fileId: toFileId('0002oc'),
      parentKey: remoteRow.key,
      name: 'a.odt',
      kind: 'file',
      checksum: undefined,
      permissions: undefined,
      isProcessing: false,
      listedEtag: undefined,
    };

    it('has all rows also after those that were read have been let go of', () => {
      bench.database.commitRemoteTree([{ kind: 'put', row: remoteRow }]);
      const before = bench.database.loadRemoteTree();
      bench.database.forgetRead();
      bench.database.commitRemoteTree([{ kind: 'put', row: child }]);

      expect(before.size).toBe(1);
      expect([...bench.database.loadRemoteTree().values()]).toEqual([remoteRow, child]);
    });

    it('gives back every field after a restart', () => {
      bench.database.commitRemoteTree([
        { kind: 'put', row: remoteRow },
        { kind: 'put', row: child },
      ]);

      bench.restart();

      expect([...bench.database.loadRemoteTree().values()]).toEqual([remoteRow, child]);
    });

    it('keeps one file id at two places apart', () => {
      const rows = [remoteRow, child, { ...child, key: '0002oc\n2' as RemoteKey, name: 'b.odt' }];
      bench.database.commitRemoteTree(rows.map((row) => ({ kind: 'put', row })));

      bench.restart();

      expect([...bench.database.loadRemoteTree().values()]).toEqual(rows);
    });

    it('replaces and removes by key', () => {
      const renamed = { ...child, name: 'b.odt' };
      bench.database.commitRemoteTree([
        { kind: 'put', row: remoteRow },
        { kind: 'put', row: child },
      ]);
      bench.database.commitRemoteTree([
        { kind: 'put', row: renamed },
        { kind: 'remove', key: remoteRow.key },
      ]);

      expect([...bench.database.loadRemoteTree().values()]).toEqual([renamed]);
    });
  });
}
