import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFolder, enterOffice, signIn, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { waitFor } from '#e2e/stage/office.ts';

describe('a place for a sync folder', () => {
  it('that cannot even be looked at is told as one that cannot be written', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    await symlink('circle', office.place('circle'));

    for (const name of ['x'.repeat(300), 'circle/x']) {
      const looked = await running.api.inspectLocalFolder({ localPath: office.place(name) });
      expect(looked).toMatchObject({ ok: true, value: { kind: 'not-writable' } });
    }
  });
});

describe('a sync folder', () => {
  it('that is wanted twice in one moment, or once within the other, is added once', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    const accountId = await signIn(running, office);
    const add = (place: string) => running.api.addFolder({ accountId, remotePath: '', localPath: office.place(place) });

    const added = await Promise.all([add('Box'), add('Box'), add('Box/Akten')]);

    const refused = { ok: false, error: { code: 'folder-overlaps' } };
    expect(added).toEqual([expect.objectContaining({ ok: true }), refused, refused]);
    expect(running.heard().folders).toHaveLength(1);
  });

  it.each([
    ['that is empty', false],
    ['with files of its own', true],
  ])(
    'that was removed and deleted is set up anew at the same place, %s, without a question',
    async (_how, hasFiles) => {
      const office = await enterOffice();
      const running = await startHost(office);
      const folderId = await addFolder(running, office);
      const place = office.place('BayernBox');
      await writeFile(join(place, 'Plan.txt'), 'Plan');
      await waitFor(() => office.get('Plan.txt'), 'the upload');
      await running.api.removeFolder({ folderId });
      // Kept until the new one is made: on many disks the old number would be given away again.
      await rename(place, office.place('old'));
      if (hasFiles) await mkdir(place).then(() => writeFile(join(place, 'Neu.txt'), 'neu'));

      await addFolder(running, office);

      await waitForState(running, 'in-sync');
      const wanted = ['Plan.txt', ...(hasFiles ? ['Neu.txt'] : [])];
      expect((await readdir(place)).filter((name) => !name.startsWith('.'))).toEqual(wanted.toSorted());
      expect(await Promise.all(wanted.map((path) => office.get(path)))).not.toContain(undefined);
    },
  );
});

describe('a person who wants to sync now', () => {
  it('goes on with the one folder that a person resumes on such a network; the others rest on', async () => {
    const office = await enterOffice();
    for (const path of ['a', 'b']) await office.makeDirectory(path);
    const running = await startHost(office);
    const accountId = await signIn(running, office);
    for (const path of ['a', 'b']) {
      await running.api.addFolder({ accountId, remotePath: path, localPath: office.place(path) });
    }
    await running.host.setConditions({ isMetered: true, isOnBattery: false });
    const [first] = running.heard().folders;

    await running.api.resume({ folderId: first?.folderId ?? '' });

    await waitForState(running, 'in-sync');
    expect(running.heard().folders.map(({ pause }) => pause?.why)).toEqual([undefined, 'metered']);
    await running.host.setConditions({ isMetered: true, isOnBattery: true });
    expect(running.heard().folders.map(({ pause }) => pause?.why)).toEqual(['metered', 'metered']);
  });

  it('says that a sign-in is needed when a person wants to sync without one', async () => {
    const office = await enterOffice();
    const running = await startHost(office);
    const folderId = await addFolder(running, office);
    await waitForState(running, 'in-sync');
    await running.api.signOut({ accountId: running.heard().accounts[0]?.accountId ?? '' });

    const refused = { ok: false, error: { code: 'sign-in-needed' } };
    expect(await running.api.syncNow({ folderId })).toEqual(refused);
    expect(await running.api.syncNow({})).toEqual(refused);
  });
});
