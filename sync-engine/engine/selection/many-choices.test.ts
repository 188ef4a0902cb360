import { describe, expect, test } from 'vitest';
import { compareAway } from '#sync-engine/core/selection/compare-away.ts';
import { viewSelection } from '#sync-engine/core/selection/selection-view.ts';
import { ROOT_ID, toFileId, toNodeId } from '#sync-engine/core/model/ids.ts';
import type { NodeId } from '#sync-engine/core/model/ids.ts';
import { joinPath, ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { Choice } from '#sync-engine/core/model/selection.ts';
import { planRemovals } from '#sync-engine/engine/planning/base-changes.ts';
import { Below } from '#sync-engine/engine/looking/below.ts';
import { planUnsync } from '#sync-engine/engine/selection/plan-unsync.ts';
import type { BaseRow } from '#sync-engine/sync-database/sync-database.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

// Somebody who wants three of ten thousand directories makes ten thousand choices. Counted in place of timed.

const MANY = 200;

/** A sync folder with so many directories on both sides, each with one file. */
async function folderWith(count: number): Promise<FakeFolder> {
  const folder = new FakeFolder();
  for (const path of listPaths(count)) {
    folder.server.makeDirectory(path);
    folder.server.writeFile(`${path}/a.txt`, path);
  }
  await folder.settle();
  await folder.settle();
  return folder;
}

function listPaths(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `Akte ${String(index).padStart(4, '0')}`);
}

/** Writes of the sync database, and looks at the server, that deselecting and selecting all of them again takes. */
async function countCost(count: number) {
  const folder = await folderWith(count);
  const before = folder.writeCount;
  const asked = folder.transport.calls.length;
  await folder.deselect(...listPaths(count));
  const left = await folder.settle();
  return { folder, left, writes: folder.writeCount - before, requests: folder.transport.calls.length - asked };
}

describe('deselecting very many directories', () => {
  test('writes to the sync database once for each file that is kept, and else once for some dozen directories', async () => {
    const { folder, left, writes, requests } = await countCost(MANY);

    expect(left).toEqual({ kind: 'idle', problems: [] });
    expect(folder.user.listAll()).toEqual([]);
    expect(folder.database.listKept()).toHaveLength(MANY);
    // Four commits for each group, a few for state, session and outcome.
    expect(writes - MANY).toBeLessThanOrEqual(4 * Math.ceil((MANY * 2) / 64) + 20);
    expect(requests).toBeLessThanOrEqual(4);
  });

  test('is told while it goes on: how much there is to do, and how many files have gone', async () => {
    const { folder } = await countCost(MANY);

    const working = folder.events.findLast(
      (event) => event.type === 'state' && event.state.kind === 'syncing' && event.state.operations > 0,
    );
    expect(working).toMatchObject({ state: { operations: 2 * MANY } });
    const told = folder.events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));
    const last = told.filter(({ bytesDone, bytesTotal }) => bytesDone === bytesTotal).at(-1);
    expect(last).toMatchObject({ filesDone: MANY, filesTotal: MANY });
    expect(told.some(({ filesDone, filesTotal }) => filesTotal === MANY && filesDone > 0 && filesDone < MANY)).toBe(
      true,
    );
  });

  test('stops when a person chooses anew, and brings back what they want after all', async () => {
    const folder = await folderWith(MANY);
    await folder.deselect(...listPaths(MANY));
    let kept = 0;
    folder.filesystem.faults.onAct = async (act) => {
      kept += act === 'keep-file' ? 1 : 0;
      if (act === 'keep-file' && kept === 70) await folder.select(...listPaths(MANY));
    };

    const end = await folder.settle();

    expect(end).toEqual({ kind: 'idle', problems: [] });
    expect(folder.user.listAll()).toHaveLength(2 * MANY);
    expect(folder.database.listKept().length).toBeLessThan(MANY);
  });
});

describe('what is asked of each of very many choices', () => {
  const choices = (count: number, onRead: () => void): readonly Choice[] =>
    listPaths(count).map((name) => ({
      fileId: toFileId(name),
      kind: 'deselected',
      get path() {
        onRead();
        return joinPath(ROOT_PATH, name);
      },
      atMs: 1,
    }));
  const countReads = (use: (some: readonly Choice[], others: readonly Choice[]) => unknown): number => {
    let reads = 0;
    const count = (): void => void (reads += 1);
    use(choices(MANY, count), choices(MANY, count));
    return reads;
  };

  test('does not grow with the number of the others', () => {
    const [compared, viewed] = [
      countReads((before, after) => compareAway(before, after.slice(1))),
      countReads((directories, away) =>
        viewSelection(
          directories.map((choice) => ({ ...choice, sizeBytes: 1 })),
          away,
        ),
      ),
    ];

    // Sorting compares each with some.
    expect(compared).toBeLessThan(MANY * 20);
    expect(viewed).toBeLessThan(MANY * 20);
  });

  test('to let a directory go, only what is in it is looked at', () => {
    const ids = Array.from({ length: MANY }, (_, index) => toNodeId(index + 1));
    const base = new Map(ids.map((id) => [id, { id, parentId: ROOT_ID, name: `${id}` }]));
    const below = new Below(base);
    for (const id of ids) below.childrenOf(id);
    base.values = () => expect.fail('went through all rows');

    expect(ids.map((id) => planRemovals([id], base, below))).toEqual(ids.map((id) => [id]));
  });

  test('to plan what leaves, the rows are gone through once, however many directories leave', () => {
    const ids = Array.from({ length: MANY }, (_, index) => toNodeId(index + 1));
    const rows = new Map(ids.map((id) => [id, toRow(id)]));
    let rounds = 0;
    rows[Symbol.iterator] = () => {
      rounds += 1;
      return rows.entries();
    };
    const [none, below] = [
      new Map(),
      { base: new Below(rows), local: new Below(new Map()), remote: new Below(new Map()) },
    ];

    const plans = planUnsync({
      away: ids.map((id) => ({ choice: toChoice(id), ids: [id], places: [], localIds: [] })),
      rows,
      base: none,
      local: none,
      remote: none,
      below,
      localStamps: none,
      unseen: new Set(),
    });

    expect(plans).toHaveLength(MANY);
    expect(rounds).toBeLessThanOrEqual(2);
  });
});

function toRow(id: NodeId): BaseRow {
  const agreed = { kind: 'directory', parentId: ROOT_ID, name: `${id}` } as const;
  return { ...agreed, id, local: undefined, remote: undefined, checksum: undefined };
}

function toChoice(id: NodeId): Choice {
  return { fileId: toFileId(`${id}`), kind: 'deselected', path: joinPath(ROOT_PATH, `${id}`), atMs: 1 };
}
