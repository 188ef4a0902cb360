import { describe, expect, it } from 'vitest';
import type { RemoteKey } from '../../core/model/ids.ts';
import { toFileId, toNodeId } from '../../core/model/ids.ts';
import type { Steps } from '../../core/model/steps.ts';
import { finish } from '../../core/model/steps.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import { buildBaseRow } from '../../sync-database/database-builders.ts';
import { DatabaseUnusableError } from '../../sync-database/database-unusable-error.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';
import { remoteRow } from './sync-database-conformance-remote-tree.ts';

/** More than are read in one step. */
const MANY = 2_500;

const DIRECTORY = { kind: 'directory', checksum: undefined } as const;

/** Reading all rows, with others having their turn meanwhile. */
export function describeReadingInSteps(bench: DatabaseBench): void {
  describeQuiet(bench);
  describeWrittenMeanwhile(bench);
}

function describeQuiet(bench: DatabaseBench): void {
  describe('reading in steps', () => {
    it('gives what reading at once gives', () => {
      putMany(bench);
      bench.restart();
      const [base, tree] = [finish(bench.database.readBase()), finish(bench.database.readRemoteTree())];
      bench.restart();

      expect([...base]).toEqual([...bench.database.loadBase()]);
      expect([...tree]).toEqual([...bench.database.loadRemoteTree()]);
    });

    it('hands out the very same rows until one is written, and those of before stay as they were', () => {
      putMany(bench);
      const [base, tree] = [bench.database.loadBase(), bench.database.loadRemoteTree()];
      expect([finish(bench.database.readBase()) === base, bench.database.loadRemoteTree() === tree]).toEqual([
        true,
        true,
      ]);

      bench.put(buildBaseRow(MANY + 1, 'new'));
      bench.database.commitRemoteTree([{ kind: 'put', row: { ...remoteRow, name: 'renamed' } }]);

      expect([bench.database.loadBase().size, base.size]).toEqual([MANY + 1, MANY]);
      expect(bench.database.loadRemoteTree()).not.toBe(tree);
      expect(tree.get(remoteRow.key)?.name).not.toBe('renamed');
    });

    it('refuses a broken base', () => {
      bench.put(buildBaseRow(1, 'a', { parentId: toNodeId(7) }));
      bench.restart();

      expect(() => finish(bench.database.readBase())).toThrow(DatabaseUnusableError);
    });
  });
}

function describeWrittenMeanwhile(bench: DatabaseBench): void {
  describe('writing while rows are read in steps', () => {
    it.each([0, 1])('shows what is written after %s steps, wherever it stands', (steps) => {
      putMany(bench);
      bench.restart();

      const base = actAfter(steps, bench.database.readBase(), () => {
        bench.put(buildBaseRow(3, 'renamed'), buildBaseRow(MANY - 1, 'renamed'), buildBaseRow(MANY + 1, 'new'));
        bench.remove(5);
        bench.remove(MANY);
      });

      expect([3, 5, MANY - 1, MANY, MANY + 1].map((id) => base.get(toNodeId(id))?.name)).toEqual([
        'renamed',
        undefined,
        'renamed',
        undefined,
        'new',
      ]);
      expect([...base]).toEqual([...bench.database.loadBase()]);
    });

    it.each([0, 1])('does the same for the tree of the server after %s steps', (steps) => {
      putMany(bench);
      bench.restart();

      const tree = actAfter(steps, bench.database.readRemoteTree(), () =>
        bench.database.commitRemoteTree([
          { kind: 'put', row: fileOnServer(3, 'renamed') },
          { kind: 'remove', key: fileOnServer(4).key },
          { kind: 'put', row: fileOnServer(MANY + 1) },
        ]),
      );

      expect([tree.get(fileOnServer(3).key)?.name, tree.size]).toEqual(['renamed', MANY + 1]);
      expect([...tree]).toEqual([...bench.database.loadRemoteTree()]);
    });

    it.each([0, 1])('takes a move into a new directory after %s steps for no broken base', (steps) => {
      putMany(bench);
      bench.restart();
      const directory = toNodeId(MANY + 1);

      const base = actAfter(steps, bench.database.readBase(), () =>
        bench.put(buildBaseRow(directory, 'new', DIRECTORY), buildBaseRow(1, 'moved', { parentId: directory })),
      );

      expect(base.get(toNodeId(1))?.parentId).toBe(directory);
    });

    it('shows nothing of a base that was dropped meanwhile', () => {
      putMany(bench);
      bench.restart();

      expect(actAfter(1, bench.database.readBase(), () => bench.database.dropBase()).size).toBe(0);
    });
  });
}

function putMany(bench: DatabaseBench): void {
  const numbers = Array.from({ length: MANY }, (_, index) => index + 1);
  bench.put(...numbers.map((id) => buildBaseRow(id, `file ${id}`)));
  const rows = [remoteRow, ...numbers.map((number) => fileOnServer(number))];
  bench.database.commitRemoteTree(rows.map((row) => ({ kind: 'put', row })));
}

function fileOnServer(number: number, name = `file ${number}`): RemoteRow {
  const fileId = toFileId(`file${String(number).padStart(6, '0')}`);
  return { ...remoteRow, key: fileId as string as RemoteKey, fileId, parentKey: remoteRow.key, name, kind: 'file' };
}

/** Acts after so many steps, or right before the last one. */
function actAfter<Value>(count: number, steps: Steps<Value>, act: () => void): Value {
  let isDone = false;
  for (let taken = 0; ; taken += 1) {
    if (taken === count) {
      act();
      isDone = true;
    }
    const step = steps.next();
    if (step.done !== true) continue;
    if (!isDone) throw new Error(`there are only ${taken} steps`);
    return step.value;
  }
}
