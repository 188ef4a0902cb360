import { beforeEach, describe, expect, it } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile('Archiv/alt.txt', 'a');
  folder.user.writeFile('Plan.txt', 'b');
  await folder.settle();
});

describe('what is not here', () => {
  it('in a deselected folder is not said to be on the server, the folder itself is', async () => {
    await folder.deselect('Archiv');
    await folder.settle();

    expect(await folder.why('Archiv')).toMatchObject({ code: 'deselected' });
    expect(await folder.why('Archiv/gibtsnicht.txt')).toMatchObject({ code: 'in-deselected', within: 'Archiv' });
  });

  it('because others deleted it is told with the time, and that a version of it is kept', async () => {
    folder.server.remove('Plan.txt');
    await folder.settle();

    const removal = { atMs: folder.database.listHistory(1)[0]?.atMs, isKept: true };
    expect(await folder.why('Plan.txt')).toMatchObject({ code: 'was-removed', removal });
  });

  it('because it was deleted here is told with the time, and that no version of it is kept', async () => {
    folder.user.remove('Plan.txt');
    await folder.settle();

    const removal = { atMs: folder.database.listHistory(1)[0]?.atMs, isKept: false };
    expect(await folder.why('Plan.txt')).toMatchObject({ code: 'was-removed', removal });
  });

  it('because its folder was deleted is told like that, too', async () => {
    folder.server.remove('Archiv');
    await folder.settle();

    expect(await folder.why('Archiv/alt.txt')).toMatchObject({ code: 'was-removed', removal: { isKept: true } });
  });

  it('because it was moved away is not said to be deleted', async () => {
    folder.user.rename('Plan.txt', 'Neuer Plan.txt');
    await folder.settle();

    expect(await folder.why('Plan.txt')).toMatchObject({ code: 'not-there' });
  });
});
