import { describe, expect, it } from 'vitest';
import type { RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID, toFileId, toNodeId } from '../../core/model/ids.ts';
import { finish } from '../../core/model/steps.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import { buildBaseRow } from '../../sync-database/database-builders.ts';
import { DatabaseUnusableError } from '../../sync-database/database-unusable-error.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';
import { remoteRow } from './sync-database-conformance-remote-tree.ts';

/** More than are passed over in one step. */
const MANY = 12_000;

const DIRECTORY = { kind: 'directory', checksum: undefined } as const;

/** Reading the directories, with the files in some of them. */
export function describeParts(bench: DatabaseBench): void {
  describeSmallParts(bench);
  describeOtherParts(bench);
}

function describeSmallParts(bench: DatabaseBench): void {
  describe('parts of the rows', () => {
    it('are all directories and the files that lie directly in some, in the order of their ids', () => {
      bench.put(
        buildBaseRow(7, 'Akten', DIRECTORY),
        buildBaseRow(5, 'a', { parentId: toNodeId(7) }),
        buildBaseRow(3, 'Alt', { ...DIRECTORY, parentId: toNodeId(7) }),
        buildBaseRow(4, 'b', { parentId: toNodeId(3) }),
        buildBaseRow(1, 'c'),
      );

      const read = (...ids: readonly number[]): unknown => {
        const { rows, filesLeftOut } = finish(bench.database.parts.readBase(new Set(ids.map(toNodeId))));
        return [[...rows.keys()], filesLeftOut];
      };

      expect([read(), read(7), read(ROOT_ID, 3)]).toEqual([
        [[3, 7], 3],
        [[3, 5, 7], 2],
        [[1, 3, 4, 7], 1],
      ]);
    });

    it('are the same of the tree of the server, in the order of their keys', () => {
      const rows = [
        remoteRow,
        onServer('z', { kind: 'directory' }),
        onServer('y', { parentKey: keyOf('z') }),
        onServer('x'),
      ];
      bench.database.commitRemoteTree(rows.map((row) => ({ kind: 'put', row })));

      const read = (...keys: readonly RemoteKey[]): unknown => {
        const part = finish(bench.database.parts.readRemoteTree(new Set(keys)));
        return [[...part.rows.values()], part.filesLeftOut];
      };

      expect([read(), read(keyOf('z')), read(remoteRow.key)]).toEqual([
        [[remoteRow, rows[1]], 2],
        [[remoteRow, rows[2], rows[1]], 1],
        [[remoteRow, rows[3], rows[1]], 1],
      ]);
    });
  });
}

function describeOtherParts(bench: DatabaseBench): void {
  describe('parts of the rows', () => {
    it('have what was written last, whatever was read before', () => {
      bench.put(buildBaseRow(1, 'a'));
      bench.database.loadBase();
      bench.put(buildBaseRow(1, 'b'));

      const { rows } = finish(bench.database.parts.readBase(new Set([ROOT_ID])));

      expect(rows).toEqual(bench.database.loadBase());
    });

    it('are whole, of however many rows', () => {
      const ids = Array.from({ length: MANY }, (_, index) => index + 2);
      bench.put(buildBaseRow(1, 'Akten', DIRECTORY));
      bench.put(...ids.map((id) => buildBaseRow(id, `file ${id}`, { parentId: toNodeId(id % 2) })));
      bench.restart();

      const { rows, filesLeftOut } = finish(bench.database.parts.readBase(new Set([ROOT_ID])));

      expect([...rows.keys()]).toEqual([1, ...ids.filter((id) => id % 2 === 0)]);
      expect(filesLeftOut).toBe(MANY / 2);
    });

    it('are refused where what is read is broken', () => {
      bench.put(buildBaseRow(1, 'Akten', { ...DIRECTORY, parentId: toNodeId(9) }));

      expect(() => finish(bench.database.parts.readBase(new Set()))).toThrow(DatabaseUnusableError);
    });

    it('tell of one key whether the server had it', () => {
      bench.database.commitRemoteTree([{ kind: 'put', row: remoteRow }]);

      const has = [remoteRow.key, keyOf('x')].map((key) => bench.database.parts.hasRemoteRow(key));

      expect(has).toEqual([true, false]);
    });
  });
}

function keyOf(name: string): RemoteKey {
  return name as RemoteKey;
}

function onServer(name: string, changes: Partial<RemoteRow> = {}): RemoteRow {
  const place = { key: keyOf(name), fileId: toFileId(name), parentKey: remoteRow.key, name };
  return { ...remoteRow, ...place, kind: 'file', ...changes };
}
