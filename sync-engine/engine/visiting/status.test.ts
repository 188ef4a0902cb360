import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../core/guards/mass-removal.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { copyRecords } from '../../sync-database/copy-records.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { FolderStatus } from './status.ts';
import { inspectStatus } from './status.ts';

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  folder.user.writeFile('a.txt', 'a');
  await folder.settle();
});

function look(): Promise<FolderStatus | undefined> {
  return inspectStatus(folder.inspectInput(copyRecords(folder.database)));
}

test('a folder that was proven equal, and in which nothing has changed here, is in sync as of that proof', async () => {
  const { state } = folder;

  expect(await look()).toEqual({
    state,
    pending: 0,
    problems: [],
    holds: [],
    openConflicts: 0,
    undecided: [],
    deselected: [],
  });
  expect(state.kind).toBe('in-sync');
});

test('a change here is seen at once, though nobody has synced since', async () => {
  folder.user.writeFile('new', 'x');

  expect(await look()).toMatchObject({ state: { kind: 'waiting', untilMs: undefined }, pending: 1, problems: [] });
});

test('a failed attempt is a problem, with the time of the next one', async () => {
  folder.server.faults.add({ kind: 'fail', call: 'upload', code: 'no-permission' });
  folder.user.writeFile('new', 'x');
  await folder.run();

  expect(await look()).toMatchObject({
    state: { kind: 'waiting', untilMs: folder.clock.nowMs() + 10_000, problems: 1 },
    problems: [{ path: 'new', side: 'remote', code: 'no-permission' }],
  });
});

test('a decision that waits is told', async () => {
  for (let number = 0; number < 60; number += 1) folder.user.writeFile(`many/${number}`, `${number}`);
  await folder.settle();
  folder.user.remove('many');

  expect(await look()).toMatchObject({
    state: { kind: 'needs-decision', holds: 1 },
    holds: [{ side: 'remote', fileCount: 60 }],
  });
});

test('what stopped the last run is told, and when all was last proven equal', async () => {
  const { verifiedAtMs } = folder.state;
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'sign-in-refused' });
  await folder.run();

  expect(await look()).toMatchObject({ state: { kind: 'stopped', error: { code: 'sign-in-refused' }, verifiedAtMs } });
});

test('a folder whose process died while it worked is not in sync', async () => {
  folder.user.writeFile('new', 'x');
  let status: FolderStatus | undefined;
  folder.server.faults.onCall = async (call) => {
    if (call === 'upload') status = await look();
  };
  await folder.run();

  expect(status?.state.kind).toBe('waiting');
  expect((await look())?.state.kind).toBe('unverified');
});

test('what only the server can know is remembered from the last question to it', async () => {
  folder.server.getNode('a.txt').isDamaged = true;
  folder.server.writeFile('b.txt', 'b');
  await folder.settle();

  expect(await look()).toMatchObject({
    state: { kind: 'not-synced', problems: 1 },
    problems: [{ path: 'a.txt', code: 'item-damaged-on-server' }],
  });
});

test('a folder that is gone is told as such', async () => {
  folder.disk.root = undefined;

  expect(await look()).toMatchObject({ state: { kind: 'stopped', error: { code: 'local-folder-missing' } } });
});

test('a folder that was deselected and is still here is work that is left', async () => {
  folder.user.writeFile('Fotos/2025/b.jpg', 'b');
  folder.user.writeFile('Fotos/2025/c.jpg', 'c');
  await folder.settle();
  await folder.deselect('Fotos/2025');

  const before = await look();
  await folder.settle();

  expect(before).toMatchObject({ state: { kind: 'waiting' }, pending: 3 });
  expect(await look()).toMatchObject({ state: { kind: 'in-sync' }, pending: 0 });
});

test('a folder that was selected again and is not here yet is work that is left', async () => {
  folder.user.writeFile('Fotos/2025/b.jpg', 'b');
  await folder.settle();
  await folder.deselect('Fotos/2025');
  await folder.settle();
  await folder.select('Fotos/2025');

  expect(await look()).toMatchObject({ state: { kind: 'waiting' }, pending: 1, deselected: [] });
});

test('a file of a deselected folder that cannot leave is named', async () => {
  const path = 'Fotos/2025/b.jpg' as RelativePath;
  folder.user.writeFile(path, 'b');
  await folder.settle();
  await folder.deselect('Fotos/2025');
  folder.filesystem.faults.add({ act: 'keep-file', path, errno: 'EBUSY', times: 1 });
  await folder.settle();

  expect(await look()).toMatchObject({
    state: { kind: 'waiting', problems: 1 },
    problems: [{ path, side: 'local', code: 'local-file-busy' }],
  });
});
