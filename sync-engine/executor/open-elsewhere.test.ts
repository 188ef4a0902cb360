import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const LOCK = '.~lock.Brief.odt#';

/** A document that is open here and was changed on the server. */
async function openHere(): Promise<FakeFolder> {
  const folder = new FakeFolder();
  folder.user.writeFile('Brief.odt', 'one');
  await folder.settle();
  folder.user.writeFile(LOCK, 'Anna Huber,ahuber,pc-17,01.01.2026 08:00,file:///;');
  folder.server.writeFile('Brief.odt', 'two');
  return folder;
}

test('a document that is open in an office program is not replaced under its feet, and its user is named', async () => {
  const folder = await openHere();
  folder.server.writeFile('other.txt', 'other');

  const end = await folder.settle();

  expect(end).toMatchObject({
    kind: 'waiting',
    problems: [{ path: 'Brief.odt', side: 'local', code: 'local-file-busy', heldBy: { name: 'Anna Huber' } }],
  });
  expect(folder.user.readFile('Brief.odt')).toBe('one');
  expect(folder.user.readFile('other.txt')).toBe('other');
});

test('it is replaced soon after the program has closed it, without being fetched again', async () => {
  const folder = await openHere();
  await folder.settle();
  folder.user.remove(LOCK);
  await folder.passTime(10_000);

  await folder.settle();

  expect(folder.user.readFile('Brief.odt')).toBe('two');
  expect(folder.transport.calls.filter((call) => call.startsWith('download'))).toHaveLength(1);
});

test('what a program left behind when it crashed does not keep the document for ever', async () => {
  const folder = await openHere();
  await folder.passTime(25 * 60 * 60_000);

  await folder.settle();

  expect(folder.user.readFile('Brief.odt')).toBe('two');
});
