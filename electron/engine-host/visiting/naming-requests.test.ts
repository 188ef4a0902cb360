import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { waitFor } from '#e2e/stage/office.ts';

it('tells of what the server did not take that it is here, where it can be shown', async () => {
  const office = await enterOffice();
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  office.server.faults.setQuotaBytes(10);
  await writeFile(join(office.place('BayernBox'), 'zu groß.txt'), 'mehr als zehn Byte');

  const problems = await waitFor(async () => {
    const listed = await running.api.listProblems({ folderId });
    return listed.ok && listed.value.items.length > 0 ? listed.value.items : undefined;
  }, 'the problem');

  expect(problems).toMatchObject([{ path: 'zu groß.txt', side: 'remote', isHere: true, code: 'quota-exceeded' }]);
}, 90_000);

it('renames many items in one go, what lies deeper first; one that is refused keeps none of the others back', async () => {
  const office = await enterOffice();
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  const root = office.place('BayernBox');
  await mkdir(join(root, 'Amt\\1'));
  await writeFile(join(root, 'Amt\\1', 'Akte\\1.txt'), 'Akte');
  await writeFile(join(root, 'b\\c.txt'), 'b');
  await writeFile(join(root, 'taken.txt'), 'taken');
  await running.api.syncNow({ folderId });
  await waitForState(running, 'not-synced');

  const renamed = await running.api.renameItems({
    folderId,
    renames: [
      { path: 'b\\c.txt', side: 'local', name: 'taken.txt' },
      { path: 'Amt\\1', side: 'local', name: 'Amt 1' },
      { path: 'Amt\\1/Akte\\1.txt', side: 'local', name: 'Akte 1.txt' },
    ],
  });

  expect(renamed).toEqual({
    ok: true,
    value: {
      items: [
        { path: 'Amt\\1/Akte\\1.txt', side: 'local' },
        { path: 'b\\c.txt', side: 'local', code: 'path-taken' },
        { path: 'Amt\\1', side: 'local' },
      ],
    },
  });
  await waitFor(async () => (await office.get('Amt 1/Akte 1.txt')) === 'Akte', 'the new names on the server', 30_000);
  expect(await readdir(root)).toContain('b\\c.txt');
  expect(await running.api.listHistory({ folderId, limit: 2, search: 'Akte 1' })).toMatchObject({
    value: {
      items: expect.arrayContaining([
        expect.objectContaining({ verb: 'move', target: 'Amt\\1/Akte 1.txt' }),
      ]) as unknown,
    },
  });
});
