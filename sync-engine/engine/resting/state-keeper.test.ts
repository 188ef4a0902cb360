import { beforeEach, expect, test } from 'vitest';
import type { FolderState } from '../../core/model/folder-state.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { DatabaseUnusableError } from '../../sync-database/database-unusable-error.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { parseReport } from './folder-report.ts';

const MINUTE_MS = 60_000;

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile('Docs/a.txt', 'a');
  await folder.settle();
});

function path(text: string): RelativePath {
  return text as RelativePath;
}

function hinted(...paths: readonly string[]): {
  readonly kind: 'directories';
  readonly paths: readonly RelativePath[];
} {
  return { kind: 'directories', paths: paths.map(path) };
}

function storedState(): FolderState | undefined {
  return parseReport(folder.database.loadReport())?.state;
}

test('a folder is in sync as of the start of the pass that proved it', async () => {
  const beforeMs = folder.clock.nowMs();

  await folder.run();

  expect(folder.state).toEqual({ kind: 'in-sync', verifiedAtMs: beforeMs + 2_000 });
});

test('a look at hinted places keeps the older time', async () => {
  await folder.run();
  const proven = folder.state;

  await folder.run(hinted('Docs'));

  expect(folder.state).toEqual(proven);
});

test('a change that was noticed during a pass is not covered by it', async () => {
  folder.server.faults.onCall = () => folder.noticeChange();

  await folder.run();

  expect(folder.state).toMatchObject({ kind: 'checking', isRestProven: true });
});

test('a place that could not be read takes the folder out of sync, and it comes back by itself', async () => {
  folder.filesystem.faults.add({ act: 'read-directory', path: path('Docs'), errno: 'EACCES', times: 1 });

  await folder.run();
  const meanwhile = folder.state.kind;
  await folder.run();

  expect([meanwhile, folder.state.kind]).toEqual(['not-synced', 'in-sync']);
});

test('a directory that vanishes while the pass goes on is looked for again, not taken for equal', async () => {
  folder.filesystem.faults.onAct = (act, at) => {
    if (act === 'read-directory' && at === 'Docs') folder.user.remove('Docs');
  };

  const end = await folder.run();

  expect(end).toMatchObject({ kind: 'waiting', delayMs: 1_000 });
  expect(folder.state.kind).toBe('waiting');
});

test('the time of the proof survives a restart, as a time and not as a state', async () => {
  await folder.run();
  const { verifiedAtMs } = folder.state;
  await folder.restart();
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'server-unreachable', times: 1 });

  await folder.run();

  expect(folder.state).toMatchObject({ kind: 'offline', error: { code: 'server-unreachable' } });
  expect(verifiedAtMs).toBeDefined();
  expect(Math.abs((folder.state.verifiedAtMs ?? 0) - (verifiedAtMs ?? 0))).toBeLessThan(5 * MINUTE_MS);
});

test('passes without a change write nothing for five minutes, then one time', async () => {
  await folder.run();
  const first = folder.writeCount;

  await folder.run();
  await folder.run();
  const second = folder.writeCount;
  await folder.passTime(6 * MINUTE_MS);
  await folder.run();

  expect([second - first, folder.writeCount - second]).toEqual([0, 1]);
  expect(storedState()).toEqual(folder.state);
});

test('what is stored never claims more than is true: work, problems and stops are stored at once', async () => {
  const seen: (string | undefined)[] = [];
  folder.server.faults.onCall = (call) => {
    if (call === 'upload') seen.push(storedState()?.kind);
  };
  folder.user.writeFile('b.txt', 'b');
  await folder.run();
  folder.server.faults.onCall = () => {};
  folder.user.makeLink('link');
  await folder.run();
  seen.push(storedState()?.kind);
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'sign-in-refused', times: 1 });
  await folder.run();
  seen.push(storedState()?.kind);

  expect(seen).toEqual(['syncing', 'not-synced', 'stopped']);
});

test('a base that is dropped takes its proof with it', async () => {
  await folder.run();
  folder.database.dropBase();
  await folder.restart();
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'server-unreachable', times: 1 });

  await folder.run();

  expect(folder.state.verifiedAtMs).toBeUndefined();
});

test('a full disk that takes nothing of the sync database, not even the report of it, ends the run with that error', async () => {
  let isFull = false;
  const full = new FakeFolder({
    wrapDatabase: (database) => {
      const save = database.saveReport.bind(database);
      database.saveReport = (report) => {
        if (isFull) throw new DatabaseUnusableError('disk-full', 'SQLite result 13');
        save(report);
      };
      return database;
    },
  });
  full.user.writeFile('a.txt', 'a');
  await full.settle();
  isFull = true;
  full.user.writeFile('b.txt', 'b');

  expect(await full.run()).toMatchObject({ kind: 'stopped', error: { code: 'disk-full' } });
  expect(full.state).toMatchObject({ kind: 'stopped', error: { code: 'disk-full' } });

  isFull = false;
  await full.settle();
  expect(full.server.readFile('b.txt')).toBe('b');
});
