import { expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** A folder that fetched a file, but could not put it in its place. */
async function fetchedOnly(content: string): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.server.writeFile('Film.bin', content);
  folder.filesystem.faults.add({ act: 'place', path: 'Film.bin' as RelativePath, errno: 'EBUSY', times: 1 });
  await folder.run();
  await folder.restart();
  await folder.passTime(60_000);
  return folder;
}

test('a download that was complete but not in its place is not fetched again', async () => {
  const folder = await fetchedOnly('long film');

  await folder.settle();

  expect(folder.user.readFile('Film.bin')).toBe('long film');
  expect(folder.transport.calls.filter((call) => call.startsWith('download'))).toEqual([]);
});

test('bytes that went bad while they waited for their place are fetched again', async () => {
  const folder = await fetchedOnly('long film');
  for (const staged of folder.disk.staging.values()) staged.bytes = Buffer.from('long FILM');

  await folder.settle();

  expect(folder.user.readFile('Film.bin')).toBe('long film');
});
