import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';

const { signal } = new AbortController();

test('many directories are found on the server with one request for each directory above them', async () => {
  const folder = new FakeFolder();
  const paths = Array.from({ length: 50 }, (_, index) => `Akte ${index}` as RelativePath);
  for (const path of [...paths, 'Archiv/2019']) folder.server.makeDirectory(path);
  folder.server.writeFile('Akte.txt', 'a');
  const desk = (await folder.open()).selection;
  const before = folder.transport.requestCount;

  const found = await desk.identify([...paths, 'Archiv/2019', 'Akte.txt', 'Nie/da'] as RelativePath[], signal);

  if (!found.ok) throw new Error(found.error.code);
  expect([...found.value.keys()].toSorted()).toEqual([...paths, 'Archiv/2019'].toSorted());
  expect(folder.transport.requestCount - before).toBe(3);
});
