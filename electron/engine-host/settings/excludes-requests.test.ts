import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFolder, enterOffice, startHost, waitForState } from '#e2e/stage/engine-host.ts';
import { waitFor } from '#e2e/stage/office.ts';

describe('the engine host', () => {
  it('takes exclude patterns of one folder and of all without a restart, and tells before what they would hit', async () => {
    const office = await enterOffice();
    await office.makeDirectory('Filme');
    await office.put('Filme/a.mp4', 'a');
    await office.put('b.iso', 'b');
    const running = await startHost(office);
    const folderId = await addFolder(running, office);
    await waitForState(running, 'in-sync');

    const preview = await running.api.previewExcludes({ folderId, edited: 'Filme/\n[z-a]', others: '*.iso' });
    expect(preview).toEqual({
      ok: true,
      value: {
        problems: [{ line: 2, source: '[z-a]' }],
        fileCount: 2,
        items: [
          { path: 'Filme', kind: 'directory' },
          { path: 'b.iso', kind: 'file' },
        ],
      },
    });
    await running.api.changeFolderExcludes({ folderId, excludes: '*.neu' });
    await waitForState(running, 'in-sync');
    await writeFile(join(office.place('BayernBox'), 'x.neu'), 'x');
    await writeFile(join(office.place('BayernBox'), 'y.txt'), 'y');

    await waitFor(async () => (await office.get('y.txt')) === 'y', 'the other file on the server', 30_000);
    expect(await office.get('x.neu')).toBeUndefined();
    expect(await running.api.explainPath({ folderId, path: 'x.neu' })).toMatchObject({
      value: { code: 'excluded', pattern: '*.neu' },
    });
    const asked = { folderId, text: 'NEU', limit: 10, isAnew: true };
    expect(await running.api.listExcluded(asked)).toEqual({
      ok: true,
      value: {
        items: [{ path: 'x.neu', kind: 'file', sizeBytes: 1, pattern: '*.neu', isHere: true, isOnServer: false }],
        total: 1,
        directories: 0,
      },
    });
    await mkdir(join(office.place('BayernBox'), 'z.neu'));
    expect(await running.api.listExcluded({ ...asked, isAnew: false })).toMatchObject({ value: { total: 1 } });
    expect(await running.api.listExcluded({ ...asked, limit: 1 })).toMatchObject({
      value: { items: [{ path: 'x.neu' }], total: 2, directories: 1 },
    });
    expect(await running.api.getExcludes({})).toMatchObject({
      value: { folders: [{ folderId, excludes: '*.neu' }], defaults: expect.arrayContaining(['~$*']) as unknown },
    });
  });
});
