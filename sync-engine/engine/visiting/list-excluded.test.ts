import { expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { listExcluded } from './list-excluded.ts';

test('tells what patterns keep out, with its size, on this computer and on the server', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('Docs/a.txt', 'a');
  folder.user.writeFile('Docs/draft~', 'draft');
  folder.user.writeFile('cache~/deep/x', 'x');
  await folder.settle();
  folder.server.writeFile('Docs/theirs~', 'theirs');
  folder.server.writeFile('Docs/draft~', 'other');
  await folder.settle();

  expect(await listExcluded(folder.inspectInput())).toEqual({
    ok: true,
    value: [
      { path: 'Docs/draft~', kind: 'file', sizeBytes: 5, pattern: 'draft~', isHere: true, isOnServer: true },
      { path: 'Docs/theirs~', kind: 'file', sizeBytes: 6, pattern: 'theirs~', isHere: false, isOnServer: true },
      { path: 'cache~', kind: 'directory', pattern: 'cache~', isHere: true, isOnServer: false },
    ],
  });
});

test('tells of such a file which document is open, and since when it is locked for others', async () => {
  const folder = new FakeFolder();
  folder.excludedEndings = ['#', 'docx~'];
  folder.user.writeFile('Amt/Brief.odt', 'one');
  await folder.settle();
  folder.user.writeFile('Amt/.~lock.Brief.odt#', ',anna,pc,;');
  folder.user.writeFile('Amt/.~lock.Fort.odt#', ',anna,pc,;');

  const before = await folder.why('Amt/.~lock.Brief.odt#');
  const { fileId } = folder.server.getEntry('Amt/Brief.odt');
  const takenAtMs = folder.clock.nowMs();
  const path = 'Amt/Brief.odt' as RelativePath;
  folder.database.replaceOwnLocks([{ fileId, path, token: 't', takenAtMs, expiresAtMs: takenAtMs + 60_000 }]);

  expect(before?.openDocument).toEqual({ path });
  expect((await folder.why('Amt/.~lock.Brief.odt#'))?.openDocument).toEqual({ path, lockedSinceMs: takenAtMs });
  expect((await folder.why('Amt/.~lock.Fort.odt#'))?.isOwnerFile).toBe(true);
  expect(await folder.why('Amt/.~lock.Fort.odt#')).not.toHaveProperty('openDocument');
});

test('tells what only says that an office program has a document open', async () => {
  const folder = new FakeFolder();
  folder.excludedEndings = ['#', 'x'];
  folder.user.writeFile('.~lock.Brief.odt#', ',anna,pc,;');
  folder.user.writeFile('~$Brief.docx', 'anna');
  folder.user.writeFile('Entwurf.docx', 'x');
  await folder.settle();

  const listed = await listExcluded(folder.inspectInput());
  expect(listed.ok && listed.value.map(({ path, isOwnerFile = false }) => [path, isOwnerFile])).toEqual([
    ['.~lock.Brief.odt#', true],
    ['Entwurf.docx', false],
    ['~$Brief.docx', true],
  ]);
  const answers = [await folder.why('~$Brief.docx'), await folder.why('Entwurf.docx')];
  expect(answers.map((why) => [why?.code, why?.isOwnerFile])).toEqual([
    ['excluded', true],
    ['excluded', undefined],
  ]);
});

test('calls no document of somebody a mark that nobody misses, whatever its name begins with', async () => {
  const folder = new FakeFolder();
  folder.excludedEndings = ['x'];
  folder.user.writeFile('~$Haushalt.xlsx', 'x'.repeat(5_000));
  folder.user.writeFile('~$Plan.docx', 'anna');
  folder.user.writeFile('other', 'o');
  await folder.settle();
  folder.server.writeFile('~$Plan.docx', 'x'.repeat(5_000));
  folder.server.writeFile('~$Vermerk.docx', 'x'.repeat(5_000));
  await folder.settle();

  const listed = await listExcluded(folder.inspectInput());
  const names = ['~$Haushalt.xlsx', '~$Plan.docx', '~$Vermerk.docx'];
  expect(listed.ok && listed.value.map(({ path, isOwnerFile }) => [path, isOwnerFile])).toEqual(
    names.map((name) => [name, undefined]),
  );
  const answers = await Promise.all(names.map((name) => folder.why(name)));
  expect(answers.map((why) => [why?.code, why?.isOwnerFile])).toEqual(names.map(() => ['excluded', undefined]));
});

test('ends when nobody waits for it any more, and tells why the folder cannot be read', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'a');
  await folder.settle();

  const cancelled = await listExcluded({ ...folder.inspectInput(), signal: AbortSignal.abort() });
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  folder.disk.root = undefined;
  expect(await listExcluded(folder.inspectInput())).toMatchObject({
    ok: false,
    error: { code: 'local-folder-missing' },
  });
});
