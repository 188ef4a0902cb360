import { expect, test, vi } from 'vitest';
import { toNodeId } from '../core/model/ids.ts';
import type { Operation, OperationId } from '../core/model/operation.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import type { ArchiveBatch } from './archive-batches.ts';
import type { ArchivesInput, LanesInput, OperationEnd } from './lanes.ts';
import { runLanes } from './lanes.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { Urgency } from './urgency.ts';
import { DONE, failedItem } from './outcome.ts';

const place = { parentId: toNodeId(0), name: 'x' };

function operation(id: number, kind: 'move' | 'transfer' | 'make-directory', after: readonly number[] = []): Operation {
  const core = {
    id: id as OperationId,
    node: toNodeId(id),
    side: 'remote' as const,
    after: after as readonly OperationId[],
    place,
  };
  switch (kind) {
    case 'move':
      return { ...core, kind, nodeKind: 'file', role: 'final' };
    case 'transfer':
      return { ...core, kind, mode: { kind: 'create' } };
    case 'make-directory':
      return { ...core, kind };
    default:
      return kind satisfies never;
  }
}

const stop: SyncError = {
  code: 'local-io-error',
  scope: 'sync-folder',
  retry: { kind: 'on-change' },
  detail: 'not durable',
};

interface Recorded {
  readonly started: number[];
  readonly ends: Map<number, OperationEnd['kind']>;
  maxRunning: number;
  readonly stoppedBy: SyncError | undefined;
}

async function run(
  operations: readonly Operation[],
  perform: (operation: Operation) => Outcome<void> = () => DONE,
  options: Pick<Partial<LanesInput>, 'isLarge' | 'archives'> & { readonly stopAfter?: number } = {},
): Promise<Recorded> {
  const started: number[] = [];
  const ends = new Map<number, OperationEnd['kind']>();
  let running = 0;
  let maxRunning = 0;
  const stoppedBy = await runLanes({
    operations,
    isLarge: options.isLarge ?? (() => false),
    ...(options.archives === undefined ? {} : { archives: options.archives }),
    signal: new AbortController().signal,
    async perform(each) {
      started.push(each.id);
      running += 1;
      maxRunning = Math.max(maxRunning, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return perform(each);
    },
    onEnd(each, end) {
      ends.set(each.id, end.kind);
      return Promise.resolve(options.stopAfter === each.id ? stop : undefined);
    },
  });
  return { started, ends, maxRunning, stoppedBy };
}

test('an operation starts only after those it depends on are done', async () => {
  const { started } = await run([
    operation(0, 'make-directory'),
    operation(1, 'transfer', [0]),
    operation(2, 'transfer', [1]),
  ]);

  expect(started).toEqual([0, 1, 2]);
});

test('what depends on a failed operation is skipped; everything else goes on', async () => {
  const failing = (each: Operation): Outcome<void> => (each.id === 0 ? failedItem('no-permission', 'read only') : DONE);
  const { ends } = await run(
    [
      operation(0, 'make-directory'),
      operation(1, 'transfer', [0]),
      operation(2, 'transfer', [1]),
      operation(3, 'transfer'),
    ],
    failing,
  );

  expect([...ends].toSorted(([a], [b]) => a - b)).toEqual([
    [0, 'failed'],
    [1, 'skipped'],
    [2, 'skipped'],
    [3, 'done'],
  ]);
});

test('sixteen small transfers run at once, and no more', async () => {
  const { maxRunning } = await run(Array.from({ length: 40 }, (_, id) => operation(id, 'transfer')));

  expect(maxRunning).toBe(16);
});

test('large transfers leave lanes to small ones', async () => {
  const { maxRunning } = await run(
    Array.from({ length: 12 }, (_, id) => operation(id, 'transfer')),
    () => DONE,
    { isLarge: () => true },
  );

  expect(maxRunning).toBe(3);
});

test('transfers wait until every move is over, even one that was refused', async () => {
  const refusing = (each: Operation): Outcome<void> =>
    each.kind === 'move' ? { kind: 'refused', reason: 'changed-meanwhile' } : DONE;
  const { started, ends } = await run(
    [operation(0, 'transfer'), operation(1, 'move'), operation(2, 'move', [1])],
    refusing,
  );

  expect(started).toEqual([1, 0]);
  expect(ends.get(2)).toBe('skipped');
});

test('an error of the whole account stops what has not begun and is returned', async () => {
  const error: SyncError = { code: 'sign-in-refused', scope: 'account', retry: { kind: 'user-action' }, detail: '401' };
  const { ends, stoppedBy } = await run(
    Array.from({ length: 20 }, (_, id) => operation(id, 'transfer')),
    () => ({ kind: 'failed', error }),
  );

  expect(stoppedBy).toEqual(error);
  expect([...ends.values()].filter((kind) => kind === 'skipped')).toHaveLength(4);
});

test('an error that comes up when an end is recorded stops what has not begun', async () => {
  const operations = Array.from({ length: 20 }, (_, id) => operation(id, 'make-directory'));

  const { started, stoppedBy } = await run(operations, undefined, { stopAfter: 0 });

  expect(stoppedBy).toBe(stop);
  expect(started.length).toBeLessThan(operations.length);
});

interface Archives extends ArchivesInput {
  readonly log: string[];
  /** The operations of each archive. */
  readonly asked: (readonly number[])[];
  readonly most: () => number;
}

/** Batches of so many operations each, and a log of when they are fetched. */
function batches(operations: readonly Operation[], sizes: readonly number[]): Archives {
  const batchOf = new Map<OperationId, ArchiveBatch>();
  let start = 0;
  for (const size of sizes) {
    const members = operations.slice(start, start + size).filter((each) => each.kind === 'transfer');
    const batch = { operations: members, sizeBytes: 1 };
    for (const { id } of members) batchOf.set(id, batch);
    start += size;
  }
  const log: string[] = [];
  const asked: (readonly number[])[] = [];
  let running = 0;
  let most = 0;
  return {
    batchOf,
    log,
    asked,
    most: () => most,
    async fetch(batch) {
      running += 1;
      most = Math.max(most, running);
      log.push(`fetch ${batch.operations[0]?.id}`);
      asked.push(batch.operations.map(({ id }) => id));
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`fetched ${batch.operations[0]?.id}`);
      running -= 1;
    },
  };
}

test('what comes in an archive is performed after the archive, each by itself and in the order of the plan', async () => {
  const operations = Array.from({ length: 7 }, (_, id) => operation(id, 'transfer'));
  const archives = batches(operations, [3, 3]);

  const { ends } = await run(
    operations,
    (each) => {
      archives.log.push(`perform ${each.id}`);
      return DONE;
    },
    { archives },
  );

  expect(archives.log.filter((line) => !line.startsWith('perform 6'))).toEqual([
    'fetch 0',
    'fetch 3',
    'fetched 0',
    'fetched 3',
    ...[0, 1, 2, 3, 4, 5].map((id) => `perform ${id}`),
  ]);
  expect(ends.size).toBe(7);
});

test('four archives come at once, and no more; each once', async () => {
  const operations = Array.from({ length: 60 }, (_, id) => operation(id, 'transfer'));
  const archives = batches(
    operations,
    Array.from({ length: 12 }, () => 5),
  );

  await run(operations, undefined, { archives });

  expect(archives.most()).toBe(4);
  expect(archives.log.filter((line) => line.startsWith('fetch '))).toHaveLength(12);
});

test('an archive waits for moves, and for the first operation that is ready for it', async () => {
  const operations = [operation(0, 'move'), operation(1, 'make-directory', [0]), operation(2, 'transfer', [1])];
  const archives = batches(operations, [3]);

  await run(
    operations,
    (each) => {
      archives.log.push(`perform ${each.id}`);
      return DONE;
    },
    { archives },
  );

  expect(archives.log).toEqual(['perform 0', 'perform 1', 'fetch 2', 'fetched 2', 'perform 2']);
});

test('what a person wants comes by itself when its archive has not been asked for, and not once more in that', async () => {
  const operations = Array.from({ length: 30 }, (_, id) => operation(id, 'transfer'));
  const archives = batches(operations, [5, 5, 5, 5, 5, 5]);
  const performed: number[] = [];

  await runLanes({
    operations,
    isLarge: () => false,
    archives,
    perform({ id }) {
      performed.push(id);
      return Promise.resolve(DONE);
    },
    onEnd: () => Promise.resolve(undefined),
    signal: new AbortController().signal,
    urgency: { isEmpty: false, onAdd: () => () => {}, has: ({ id }) => id === 28 },
  });

  expect(performed[0]).toBe(28);
  expect(performed.toSorted((one, other) => one - other)).toEqual(operations.map(({ id }) => id));
  expect(archives.asked.at(-1)).toEqual([25, 26, 27, 29]);
});

test('the folder of what a person wants is made first, and what waits for an archive of that folder begins', async () => {
  const directories = Array.from({ length: 20 }, (_, id) => operation(id, 'make-directory'));
  const files = directories.map(({ id }) => operation(20 + id, 'transfer', [id]));
  const operations = [...directories, ...files];
  const archives = batches(operations, [20, 4, 4, 4, 4, 4]);
  const lanes = startLanes(operations, { archives });
  expect(lanes.started).not.toContain(19);

  lanes.urgency.add('39' as RelativePath);
  await vi.waitFor(() => expect(lanes.started.at(-1)).toBe(19));
  lanes.end(19);
  await vi.waitFor(() => expect(lanes.started.at(-1)).toBe(39));
  expect(archives.asked).toEqual([]);

  await lanes.endAll();
  expect(archives.asked.flat()).not.toContain(39);
  expect(lanes.started.toSorted((one, other) => one - other)).toEqual(operations.map(({ id }) => id));
});

test('no archive is begun when everything stops, and what waited for it is skipped', async () => {
  const operations = [operation(0, 'make-directory'), operation(1, 'transfer', [0]), operation(2, 'transfer', [0])];
  const archives = batches(operations, [3]);

  const { ends } = await run(operations, undefined, { archives, stopAfter: 0 });

  expect(archives.log).toEqual([]);
  expect([...ends]).toEqual([
    [0, 'done'],
    [1, 'skipped'],
    [2, 'skipped'],
  ]);
});

/** Lanes whose operations end when they are told to; paths are the ids. */
function startLanes(
  operations: readonly Operation[],
  { isLarge = false, archives }: { readonly isLarge?: boolean; readonly archives?: ArchivesInput } = {},
) {
  const urgency = new Urgency();
  const started: number[] = [];
  const ends = new Map<number, () => void>();
  const ended: number[] = [];
  const isOver = runLanes({
    operations,
    isLarge: () => isLarge,
    ...(archives === undefined ? {} : { archives }),
    perform: ({ id }) =>
      new Promise((resolve) => {
        urgency.remove(`${id}` as RelativePath);
        started.push(id);
        ends.set(id, () => resolve(DONE));
      }),
    onEnd({ id }) {
      ended.push(id);
      return Promise.resolve(undefined);
    },
    signal: new AbortController().signal,
    urgency: {
      get isEmpty() {
        return urgency.isEmpty;
      },
      onAdd: (listener) => urgency.onAdd(listener),
      has: ({ id }) => urgency.has(`${id}` as RelativePath),
    },
  });
  const end = (id: number): void => ends.get(id)?.();
  const endAll = async (): Promise<void> => {
    while (ended.length < operations.length) {
      for (const id of started) end(id);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { urgency, started, isOver, end, endAll };
}

const transfers = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => operation(index + 1, 'transfer'));

test.each([false, true])(
  'what a person wants begins at once, beside all that is under way (large: %s)',
  async (isLarge) => {
    const lanes = startLanes(transfers(20), { isLarge });
    const before = [...lanes.started];
    expect(before).not.toContain(20);

    lanes.urgency.add('20' as RelativePath);
    await vi.waitFor(() => expect(lanes.started).toEqual([...before, 20]));

    while (lanes.started.length < 20) {
      for (const id of lanes.started) lanes.end(id);
      await Promise.resolve();
    }
    for (const id of lanes.started) lanes.end(id);
    await lanes.isOver;
    expect(lanes.started.toSorted((a, b) => a - b)).toEqual(transfers(20).map(({ id }) => id));
  },
);

test('what a person wants and nobody has to transfer changes nothing', async () => {
  const lanes = startLanes(transfers(3));
  lanes.urgency.add('nirgends' as RelativePath);
  for (const id of [1, 2, 3]) lanes.end(id);

  await lanes.isOver;
  expect(lanes.started).toEqual([1, 2, 3]);
});

test('a fault is told when everything else has ended, so that nothing acts beside the next run', async () => {
  const fault = new Error('the sync database is gone');
  const started: number[] = [];
  const { promise: others, resolve: endOthers } = Promise.withResolvers<Outcome<void>>();
  const onFault = vi.fn();
  const told = runLanes({
    operations: transfers(20),
    isLarge: () => false,
    perform: ({ id }) => {
      started.push(id);
      return id === 1 ? Promise.reject(fault) : others;
    },
    onEnd: () => Promise.resolve(undefined),
    signal: new AbortController().signal,
  }).catch(onFault);

  await new Promise((resolve) => setImmediate(resolve));
  const before = onFault.mock.calls.length;
  endOthers(DONE);
  await told;

  expect([before, started]).toEqual([0, transfers(16).map(({ id }) => id)]);
  expect(onFault).toHaveBeenCalledExactlyOnceWith(fault);
});
