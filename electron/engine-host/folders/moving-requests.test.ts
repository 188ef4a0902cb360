import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import type { RunningHost } from '#e2e/stage/engine-host.ts';
import type { Office } from '#e2e/stage/office.ts';
import { readTexts, waitFor } from '#e2e/stage/office.ts';

const FILES = { [join('Akten', 'alt.txt')]: 'alt', 'Haushalt.txt': 'Ansatz' };

async function startSynced(): Promise<{
  readonly office: Office;
  readonly running: RunningHost;
  readonly folderId: string;
}> {
  const office = await enterOffice();
  await office.makeDirectory('Akten');
  await office.put('Akten/alt.txt', 'alt');
  await office.put('Haushalt.txt', 'Ansatz');
  const running = await startHost(office);
  const folderId = await addFolder(running, office);
  await waitForState(running, 'in-sync');
  return { office, running, folderId };
}

/** What was transferred or removed so far. */
async function countActs({ api }: RunningHost, folderId: string): Promise<number> {
  const history = await api.listHistory({ folderId, limit: 1_000 });
  if (!history.ok) throw new Error(history.error.code);
  return history.value.items.length;
}

/** Both sides have these files, and an edit at the place reaches the server. */
async function expectSyncedAt(place: string, { office, running }: { office: Office; running: RunningHost }) {
  await waitFor(() => running.heard().folders[0]?.localPath === place || undefined, 'the new place');
  await waitForState(running, 'in-sync');
  expect(await readTexts(place)).toEqual(FILES);
  expect([await office.get('Akten/alt.txt'), await office.get('Haushalt.txt')]).toEqual(['alt', 'Ansatz']);
}

/** A directory on another disk; undefined where this computer has but one. */
function findOtherDisk(): string | undefined {
  const memory = '/dev/shm';
  return existsSync(memory) && statSync(memory).dev !== statSync(tmpdir()).dev ? memory : undefined;
}

describe('a sync folder that is moved in the windows', () => {
  it('goes on at its new place, without a transfer', async () => {
    const { office, running, folderId } = await startSynced();
    const acts = await countActs(running, folderId);
    const place = office.place(join('Laufwerk', 'BayernBox'));

    expect(await running.api.moveFolder({ folderId, localPath: place })).toEqual({
      ok: true,
      value: { isOldLeft: false },
    });

    await expectSyncedAt(place, { office, running });
    expect(acts).toBe(3);
    expect([existsSync(office.place('BayernBox')), await countActs(running, folderId)]).toEqual([false, acts]);
    await writeFile(join(place, 'Haushalt.txt'), 'Ansatz 2');
    await waitFor(async () => (await office.get('Haushalt.txt')) === 'Ansatz 2' || undefined, 'the edit', 30_000);
  });

  it.runIf(findOtherDisk() !== undefined)(
    'goes on on another disk, without a transfer, and leaves the old folder',
    async () => {
      const { office, running, folderId } = await startSynced();
      const acts = await countActs(running, folderId);
      const disk = mkdtempSync(join(findOtherDisk() ?? '', 'bayernbox-'));
      onTestFinished(() => rm(disk, { recursive: true }));
      const place = join(disk, 'BayernBox');

      expect(await running.api.moveFolder({ folderId, localPath: place })).toEqual({
        ok: true,
        value: { isOldLeft: true },
      });

      await expectSyncedAt(place, { office, running });
      expect(await countActs(running, folderId)).toBe(acts);
      expect(await readTexts(office.place('BayernBox'))).toEqual(FILES);
      const found = { localPath: office.place('BayernBox'), changed: 0, paths: [] };
      expect(await running.api.checkOldFolder({ folderId })).toEqual({ ok: true, value: found });
      await writeFile(office.place(join('BayernBox', 'neu.txt')), 'after the move');
      expect(await running.api.checkOldFolder({ folderId })).toMatchObject({
        value: { changed: 1, paths: ['neu.txt'] },
      });
    },
  );

  it('is not moved onto something, into itself, or into the files of the program', async () => {
    const { office, running, folderId } = await startSynced();
    await mkdir(office.place('Voll'));
    await writeFile(join(office.place('Voll'), 'fremd.txt'), '');
    const places = [
      office.place('Voll'),
      office.place(join('BayernBox', 'Akten', 'x')),
      join(office.stateDirectory, 'x'),
    ];

    const answers = [];
    for (const localPath of places) answers.push(await running.api.moveFolder({ folderId, localPath }));

    expect(answers.map((answer) => (answer.ok ? 'moved' : answer.error.code))).toEqual([
      'path-taken',
      'folder-overlaps',
      'folder-in-program-data',
    ]);
    await waitForState(running, 'in-sync');
  });
});

describe('a sync folder that a person has moved', () => {
  it('is missed, found again, and deleted nowhere', async () => {
    const { office, running, folderId } = await startSynced();
    await running.api.pause({ folderId, length: 'until-resumed' });
    const place = office.place('Umbenannt');
    await rename(office.place('BayernBox'), place);
    await running.api.resume({ folderId });
    expect(await waitForState(running, 'stopped')).toMatchObject({ error: { code: 'local-folder-missing' } });

    expect(await running.api.locateFolder({ folderId, localPath: office.homeDirectory })).toEqual({
      ok: false,
      error: { code: 'folder-not-the-same' },
    });
    expect(await running.api.locateFolder({ folderId, localPath: place })).toEqual({ ok: true, value: {} });

    await expectSyncedAt(place, { office, running });
  });
});
