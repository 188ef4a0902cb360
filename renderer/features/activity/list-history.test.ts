import { describe, expect, it } from 'vitest';
import type { HistoryRow } from '#ipc/history-view.ts';
import type { HistoryApi } from './list-history.ts';
import { listLines } from './list-history.ts';

function row(atMs: number): HistoryRow {
  const what = { verb: 'upload', side: 'remote', nodeKind: 'file', path: `${atMs}.txt` } as const;
  return { kind: 'entry', entry: { historyId: `h${atMs}`, runId: 'r', atMs, ...what } };
}

/** A program in which each folder has so many rows. */
function createApi(rowsOf: Readonly<Record<string, number>>): HistoryApi {
  return {
    listHistory: () => Promise.resolve({ ok: true, value: { items: [] } }),
    listHistoryRows: ({ folderId, limit }) => {
      const items = Array.from({ length: rowsOf[folderId] ?? 0 }, (_, index) => row(index)).toReversed();
      return Promise.resolve({ ok: true, value: { items: items.slice(0, limit) } });
    },
  };
}

async function list(rowsOf: Readonly<Record<string, number>>, limit: number) {
  const question = {
    folderIds: Object.keys(rowsOf),
    search: '',
    filter: 'everything',
    limit,
    open: new Map(),
  } as const;
  const listed = await listLines(createApi(rowsOf), question);
  return listed.ok ? [listed.value.lines.length, listed.value.hasMore] : undefined;
}

describe('the lines of the history', () => {
  it.each([
    ['fewer than are shown', { one: 2 }, [2, false]],
    ['just as many as are shown', { one: 3 }, [3, false]],
    ['just as many in two folders', { one: 2, other: 1 }, [3, false]],
    ['one more', { one: 4 }, [3, true]],
    ['one more in two folders', { one: 2, other: 2 }, [3, true]],
  ] as const)('offer more where there are more: %s', async (_what, rowsOf, expected) => {
    expect(await list(rowsOf, 3)).toEqual(expected);
  });
});
