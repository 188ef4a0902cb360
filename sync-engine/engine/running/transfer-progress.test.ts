import { expect, test } from 'vitest';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const MIB = 1024 * 1024;

type Advanced = Extract<EngineEvent, { type: 'advanced' }>;

function listAdvanced(folder: FakeFolder): readonly Advanced[] {
  return folder.events.filter((event) => event.type === 'advanced');
}

test('a large upload and a large download tell how far they are, up to their ends', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('up.bin', new Uint8Array(3 * MIB));
  folder.server.writeFile('down.bin', Buffer.alloc(2 * MIB));
  await folder.settle();

  const told = listAdvanced(folder);
  expect(told.findLast(({ path }) => path === 'up.bin')).toMatchObject({ bytesDone: 3 * MIB, bytesTotal: 3 * MIB });
  expect(told.findLast(({ path }) => path === 'down.bin')).toMatchObject({ bytesDone: 2 * MIB, bytesTotal: 2 * MIB });
  expect(told.every(({ bytesDone, bytesTotal }) => bytesDone > 0 && bytesDone <= bytesTotal)).toBe(true);
});

test('what an earlier attempt has brought counts when a download goes on', async () => {
  const folder = new FakeFolder();
  folder.server.writeFile('down.bin', Buffer.alloc(4 * MIB, 7));
  folder.server.faults.add({ kind: 'truncate', call: 'download', afterBytes: 3 * MIB, times: 1 });
  await folder.settle();

  const positions = listAdvanced(folder).map(({ bytesDone }) => bytesDone);
  expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  expect(positions.at(-1)).toBe(4 * MIB);
});

test('small files tell nothing of their way', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('small.txt', 'x');
  await folder.settle();

  expect(listAdvanced(folder)).toEqual([]);
});
