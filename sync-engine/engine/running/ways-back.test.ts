import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';

const MINUTE_MS = 60_000;

async function makeTwoFiles(): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.user.writeFile('a', 'a');
  folder.user.writeFile('b', 'b');
  await folder.settle();
  return folder;
}

test('while a file that changes its name with another is open elsewhere, the other keeps its own name', async () => {
  const folder = await makeTwoFiles();
  folder.server.move('a', 'between');
  folder.server.move('b', 'a');
  folder.server.move('between', 'b');
  folder.filesystem.faults.add({ act: 'move', path: 'a' as RelativePath, errno: 'EBUSY' });

  await folder.settle();

  expect([folder.user.readFile('a'), folder.user.readFile('b')]).toEqual(['a', 'b']);
  expect(folder.database.listParked()).toEqual([]);
  expect((await folder.why('a'))?.code).toBe('local-file-busy');

  folder.filesystem.faults.clear();
  await folder.passTime(MINUTE_MS);
  await folder.settle();

  expect([folder.user.readFile('a'), folder.user.readFile('b')]).toEqual(['b', 'a']);
});

test('so does one on the server, while the server refuses to move the other', async () => {
  const folder = await makeTwoFiles();
  folder.user.rename('a', 'between');
  folder.user.rename('b', 'a');
  folder.user.rename('between', 'b');
  folder.server.faults.add({ kind: 'fail', call: 'move', path: 'a' as RelativePath, code: 'locked-on-server' });

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ a: 'a', b: 'b' });

  folder.server.faults.clear();
  await folder.passTime(MINUTE_MS);
  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ a: 'b', b: 'a' });
});
