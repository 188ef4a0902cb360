import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { readTexts, waitFor } from '#e2e/stage/office.ts';

async function startWithFolders(): Promise<{
  readonly office: Office;
  readonly running: RunningHost;
  readonly folderId: string;
}> {
  const office = await enterOffice();
  for (const path of ['Archiv', 'Archiv/2019', 'Archiv/2020', 'Bauamt']) await office.makeDirectory(path);
  await office.put('Archiv/2019/alt.txt', 'alt');
  await office.put('Archiv/2020/neuer.txt', 'neuer');
  await office.put('Bauamt/plan.txt', 'plan');
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  return { office, running, folderId };
}

/** Waits until exactly these files are here. */
async function waitForFiles(office: Office, ...files: readonly string[]): Promise<void> {
  const root = office.place('BayernBox');
  await waitFor(
    async () => JSON.stringify(Object.keys(await readTexts(root)).toSorted()) === JSON.stringify(files.toSorted()),
    `exactly ${files.join(', ')}`,
    30_000,
  );
}

/** All folders that these tests ever deselect. */
const SEEN = ['Archiv', 'Archiv/2019'];

const [OLD, NEWER, PLAN] = [
  join('Archiv', '2019', 'alt.txt'),
  join('Archiv', '2020', 'neuer.txt'),
  join('Bauamt', 'plan.txt'),
];

describe('the choice of folders', () => {
  it('takes a folder off this computer only, and brings it back', async () => {
    const { office, running, folderId } = await startWithFolders();

    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv'] });
    await waitForFiles(office, PLAN);
    expect(await office.get('Archiv/2019/alt.txt')).toBe('alt');
    expect(await running.api.getSelection({ folderId })).toMatchObject({
      ok: true,
      value: { deselected: ['Archiv'], undecided: [], newDirectories: { kind: 'take', askAboveBytes: 500_000_000 } },
    });

    await waitFor(() => running.heard().folders[0]?.deselectedFolders === 1, 'one folder to be left out', 30_000);

    await running.api.changeSelection({ folderId, seen: SEEN, deselected: [] });
    await waitForFiles(office, OLD, NEWER, PLAN);
    await waitFor(() => running.heard().folders[0]?.deselectedFolders === 0, 'no folder to be left out', 30_000);
  });

  it('gives the space back at once when somebody wants that, and the folder comes back all the same', async () => {
    const { office, running, folderId } = await startWithFolders();
    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv'] });
    await waitForFiles(office, PLAN);
    const kept = await running.api.listKept({ folderId });

    const freed = await running.api.freeKept({ folderId });

    expect(kept.ok && kept.value.items.map(({ canBeFreed }) => canBeFreed)).toEqual([true, true]);
    expect(freed).toEqual({ ok: true, value: { files: 2, bytes: 8, otherOnServer: 0, unasked: 0 } });
    expect(await running.api.listKept({ folderId })).toEqual({ ok: true, value: { items: [] } });
    await running.api.changeSelection({ folderId, seen: SEEN, deselected: [] });
    await waitForFiles(office, OLD, NEWER, PLAN);
  });

  it('is one entry of the history once it has taken effect, found by the names of its folders', async () => {
    const { running, folderId } = await startWithFolders();
    const find = (search: string) => running.api.listHistory({ folderId, search, verbs: ['choose'], limit: 9 });

    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv'] });
    await waitFor(async () => JSON.stringify(await find('archiv')).includes('choose'), 'the entry', 30_000);

    const left = { count: 1, directories: ['Archiv'], files: 2, bytes: 8 };
    expect(await find('archiv')).toMatchObject({ ok: true, value: { items: [{ verb: 'choose', outcome: { left } }] } });
    expect(await find('Bauamt')).toEqual({ ok: true, value: { items: [] } });
  });

  it('brings back one folder of a deselected parent alone', async () => {
    const { office, running, folderId } = await startWithFolders();
    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv'] });
    await waitForFiles(office, PLAN);

    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv/2019'] });

    await waitForFiles(office, NEWER, PLAN);
    expect(await office.get('Archiv/2019/alt.txt')).toBe('alt');
  });

  it('leaves files here that are not on the server yet', async () => {
    const { office, running, folderId } = await startWithFolders();
    await running.api.pause({ length: 'until-resumed' });
    await writeFile(join(office.place('BayernBox'), 'Archiv', 'ungesichert.txt'), 'nur hier');
    await running.api.resume({});
    await waitFor(async () => (await running.api.getSelection({ folderId })).ok, 'the folder to be open');

    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv'] });
    await waitFor(
      async () => !(OLD in (await readTexts(office.place('BayernBox')))),
      'the files of the server to leave',
      30_000,
    );

    expect(await readTexts(office.place('BayernBox'))).toMatchObject({
      [join('Archiv', 'ungesichert.txt')]: 'nur hier',
    });
  });

  it('asks about every new folder of the server once a person wants that, also after a pause', async () => {
    const { office, running, folderId } = await startWithFolders();

    await running.api.changeSelection({ folderId, seen: SEEN, deselected: [], newDirectories: { kind: 'ask' } });
    await office.makeDirectory('Neu');
    await office.put('Neu/gross.txt', 'neu');
    await running.api.syncNow({ folderId });

    await waitFor(() => running.heard().folders[0]?.newFolders === 1, 'the new folder to wait', 30_000);
    await waitForFiles(office, OLD, NEWER, PLAN);
    await running.api.pause({ length: 'until-resumed' });
    await running.api.resume({});
    await waitFor(async () => (await running.api.getSelection({ folderId })).ok, 'the folder to be open');
    expect(await running.api.getSelection({ folderId })).toMatchObject({
      ok: true,
      value: { deselected: [], undecided: ['Neu'], newDirectories: { kind: 'ask' } },
    });
  });

  it.each([['take'], ['leave']])(
    'refuses an answer about a new folder that has another name by now: %s',
    async (answer) => {
      const { office, running, folderId } = await startWithFolders();
      await running.api.changeSelection({ folderId, seen: [], deselected: [], newDirectories: { kind: 'ask' } });
      await office.makeDirectory('Neu');
      await running.api.syncNow({ folderId });
      await waitFor(() => running.heard().folders[0]?.newFolders === 1, 'the new folder to wait', 30_000);
      await office.move('Neu', 'Neuer');
      await running.api.syncNow({ folderId });
      const read = async () => JSON.stringify(await running.api.getSelection({ folderId }));
      await waitFor(async () => (await read()).includes('Neuer'), 'the new name', 30_000);

      const deselected = answer === 'leave' ? ['Neu'] : [];
      const refused = await running.api.changeSelection({ folderId, seen: ['Neu'], deselected });

      expect(refused).toEqual({ ok: false, error: { code: 'decision-list-changed' } });
      expect(await running.api.getSelection({ folderId })).toMatchObject({ value: { undecided: ['Neuer'] } });
    },
  );

  it('says so while the folder is at rest', async () => {
    const { running, folderId } = await startWithFolders();
    await running.api.pause({ length: 'until-resumed' });

    expect(await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv'] })).toEqual({
      ok: false,
      error: { code: 'folder-at-rest' },
    });
  });

  it('leaves alone what the person has not seen: a folder that was deselected meanwhile stays away', async () => {
    const { office, running, folderId } = await startWithFolders();
    await running.api.changeSelection({ folderId, seen: [], deselected: ['Archiv'] });
    await waitForFiles(office, PLAN);

    await running.api.changeSelection({ folderId, seen: [], deselected: [] });

    expect(await running.api.getSelection({ folderId })).toMatchObject({ value: { deselected: ['Archiv'] } });
  });

  it('is made from what the server shows: sizes, numbers of files, and what others share', async () => {
    const { running, folderId } = await startWithFolders();
    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv/2019'] });

    const listed = await running.api.listDirectoryChoices({ folderId, path: '' });

    expect(listed).toMatchObject({
      ok: true,
      value: {
        sizeBytes: 12,
        items: [
          { name: 'Archiv', sizeBytes: 8, sharing: 'none', isReadOnly: false },
          { name: 'Bauamt', sizeBytes: 4, fileCount: 1, sharing: 'none', isReadOnly: false },
        ],
      },
    });
    expect(await running.api.searchDirectories({ folderId, text: '201', isFurther: false })).toMatchObject({
      ok: true,
      value: { items: [{ path: 'Archiv/2019', sizeBytes: 3 }], total: 1 },
    });
    expect(await running.api.listDirectoryChoices({ folderId, path: 'Nirgends' })).toEqual({
      ok: false,
      error: { code: 'remote-folder-missing' },
    });
  });

  it('finds folders in those that are not on this computer, also such as sync has never seen', async () => {
    const { office, running, folderId } = await startWithFolders();
    await running.api.changeSelection({ folderId, seen: SEEN, deselected: ['Archiv'] });
    await waitForFiles(office, PLAN);
    for (const path of ['Archiv/2021', 'Archiv/2021/Bauplan']) await office.makeDirectory(path);
    await running.api.syncNow({ folderId });
    await waitForState(running, 'in-sync');
    const find = (isFurther: boolean) => running.api.searchDirectories({ folderId, text: 'bauplan', isFurther });

    expect(await find(false)).toEqual({
      ok: true,
      value: { items: [], total: 0, searched: 0, waiting: 1, unreadable: 0 },
    });
    await find(true);
    await find(true);

    expect(await find(true)).toEqual({
      ok: true,
      value: { items: [{ path: 'Archiv/2021/Bauplan' }], total: 1, searched: 5, waiting: 0, unreadable: 0 },
    });
  });

  it('tells before what the server does not have: files that stay, and new names that it would never hear of', async () => {
    const { office, running, folderId } = await startWithFolders();
    const root = office.place('BayernBox');
    await running.api.pause({ length: 'until-resumed' });
    await writeFile(join(root, 'Archiv', 'ungesichert.txt'), 'nur hier');
    await rename(join(root, OLD), join(root, 'Archiv', '2019', 'umbenannt.txt'));

    expect(await running.api.findUnsynced({ folderId, paths: ['Archiv'] })).toEqual({
      ok: true,
      value: { staying: told('Archiv/ungesichert.txt'), renamed: told('Archiv/2019/umbenannt.txt') },
    });
    expect(await running.api.findUnsynced({ folderId, paths: ['Bauamt'] })).toEqual({
      ok: true,
      value: { staying: told(), renamed: told() },
    });
  });
});

/** All of so few. */
function told(...items: readonly string[]) {
  return { items, total: items.length };
}

describe('a question that takes long', () => {
  it('names the first of very many files, and says how many there are', async () => {
    const { office, running, folderId } = await startWithFolders();
    await running.api.pause({ length: 'until-resumed' });
    const place = join(office.place('BayernBox'), 'Archiv');
    for (let number = 0; number < 250; number += 1) await writeFile(join(place, `neu ${number}.txt`), 'nur hier');

    const answer = await running.api.findUnsynced({ folderId, paths: ['Archiv'] });

    expect(answer.ok && [answer.value.staying.items.length, answer.value.staying.total]).toEqual([200, 250]);
  });

  it.each(['findUnsynced', 'explainPath'] as const)('ends when it is given up: %s', async (name) => {
    const { running, folderId } = await startWithFolders();
    const asking = { folderId, questionId: 'q1' };
    const asked = {
      findUnsynced: () => running.api.findUnsynced({ ...asking, paths: ['Archiv'] }),
      explainPath: () => running.api.explainPath({ ...asking, path: 'Bauamt' }),
    }[name]();

    await running.api.cancelQuestion({ questionId: 'q1' });

    expect(await asked).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(await running.api.cancelQuestion({ questionId: 'q1' })).toEqual({ ok: true, value: {} });
  });
});

describe('a question about a folder that is open', () => {
  it('is answered from the open database: nothing is copied, however large it is', async () => {
    const { running, folderId } = await startWithFolders();
    // Where copies would go there is no place.
    vi.stubEnv('TMPDIR', '/proc/nowhere');

    const why = await running.api.explainPath({ folderId, path: OLD });
    const unsynced = await running.api.findUnsynced({ folderId, paths: ['Archiv'] });
    const lists = [
      await running.api.listConflicts({ folderId }),
      await running.api.listDecisions({ folderId }),
      await running.api.listKept({ folderId }),
      await running.api.listHistory({ folderId, limit: 1 }),
    ];
    vi.unstubAllEnvs();

    expect(why).toMatchObject({ ok: true, value: { code: 'in-sync' } });
    expect(unsynced).toEqual({ ok: true, value: { staying: told(), renamed: told() } });
    expect(lists.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  });
});

describe('where something is on the server', () => {
  it('is told by the nearest directory that is there, with its id, and as asked while nobody can ask the server', async () => {
    const { running, folderId } = await startWithFolders();
    const find = (path: string) => running.api.findOnServer({ folderId, path });

    const [directory, file, root] = [await find('Archiv/2019'), await find('Archiv/2019/alt.txt'), await find('')];
    await running.api.pause({ length: 'until-resumed' });
    await waitForState(running, 'paused');

    expect(directory).toMatchObject({ ok: true, value: { directory: 'Archiv/2019' } });
    expect(directory.ok && directory.value.fileId).toBeTruthy();
    expect(file).toEqual(directory);
    expect(root).toMatchObject({ ok: true, value: { directory: '' } });
    expect(await find('Archiv')).toEqual({ ok: true, value: { directory: 'Archiv' } });
  });
});
