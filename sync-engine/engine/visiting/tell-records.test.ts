import { beforeEach, describe, expect, it } from 'vitest';
import { conflicting, idOf, resolve, SECOND } from '#sync-engine/testing/builders/conflict-folder.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { find, undo } from '#sync-engine/testing/builders/visited-folder.ts';

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

  it('because others deleted it is told with the time, and that undoing it brings back the version that is kept', async () => {
    folder.server.remove('Plan.txt');
    await folder.settle();

    const { atMs, id: entryId } = await find(folder, 'remove', 'Plan.txt');
    const removal = { cause: 'on-server', atMs, isKept: true, wayBack: { kind: 'undo', entryId } };
    expect(await folder.why('Plan.txt')).toEqual({
      path: 'Plan.txt',
      code: 'was-removed',
      reason: undefined,
      removal,
    });
  });

  it('because it was deleted here is told with the time, and that only the server may still have it', async () => {
    folder.user.remove('Plan.txt');
    await folder.settle();

    const removal = {
      cause: 'here',
      atMs: (await find(folder, 'remove', 'Plan.txt')).atMs,
      isKept: false,
      wayBack: { kind: 'server-trash' },
    };
    expect(await folder.why('Plan.txt')).toMatchObject({ code: 'was-removed', removal });
  });

  it('because it was deleted here is not said to be kept when only an older version is', async () => {
    folder.server.writeFile('Plan.txt', 'newer');
    await folder.settle();
    folder.user.remove('Plan.txt');
    await folder.settle();

    const [kept] = folder.database.listKept();
    const wayBack = { kind: 'server-trash', olderKeepId: kept?.keepId };
    expect(await folder.why('Plan.txt')).toMatchObject({ removal: { cause: 'here', isKept: true, wayBack } });
  });

  it('because its folder was deleted on the server is told like that, too', async () => {
    folder.server.remove('Archiv');
    await folder.settle();

    const removal = { cause: 'on-server', isKept: true, wayBack: { kind: 'undo' } };
    expect(await folder.why('Archiv/alt.txt')).toMatchObject({ code: 'was-removed', removal });
  });

  it('because its folder was deleted here is told with the folder', async () => {
    folder.user.remove('Archiv/alt.txt');
    folder.user.remove('Archiv');
    await folder.settle();

    const removal = { cause: 'here', within: 'Archiv', isKept: false, wayBack: { kind: 'server-trash' } };
    expect(await folder.why('Archiv/alt.txt')).toMatchObject({ code: 'was-removed', removal });
  });

  it('is not said to be deleted with a folder in which it never was', async () => {
    folder.user.remove('Archiv/alt.txt');
    folder.user.remove('Archiv');
    await folder.settle();

    expect(await folder.why('Archiv/gibtsnicht.txt')).toMatchObject({ code: 'not-there' });
  });

  it('because somebody undid its upload is not told as deleted', async () => {
    expect(await undo(folder, 'upload', 'Plan.txt')).toMatchObject({ kind: 'done' });
    await folder.settle();

    const removal = { cause: 'undo', isKept: true, wayBack: { kind: 'restore' } };
    expect(await folder.why('Plan.txt')).toMatchObject({ code: 'was-removed', removal });
  });

  it('because the other of two versions was chosen is told with the decision', async () => {
    const decided = await conflicting();
    await resolve(decided, 'server');
    await decided.settle();

    const removal = { cause: 'decision', wayBack: { kind: 'reopen', conflictId: idOf(decided) } };
    expect(await decided.why(SECOND)).toMatchObject({ code: 'was-removed', removal });
  });

  it('because it was the second of two versions with the same bytes is told, and the bytes are kept', async () => {
    const same = await conflicting();
    same.user.writeFile(SECOND, 'theirs');
    await same.settle();
    await same.settle();

    const removal = { cause: 'same-content', isKept: true, wayBack: { kind: 'restore' } };
    expect(await same.why(SECOND)).toMatchObject({ code: 'was-removed', removal });
  });

  it('because others deleted it is told even when the history has forgotten it', async () => {
    folder.server.remove('Plan.txt');
    await folder.settle();
    folder.database.pruneHistory({ beforeMs: Number.MAX_SAFE_INTEGER, maxEntries: 0 });

    const [{ keepId, keptAtMs: atMs } = {}] = folder.database.listKept();
    const removal = { cause: 'on-server', atMs, isKept: true, wayBack: { kind: 'restore', keepId } };
    expect(await folder.why('Plan.txt')).toMatchObject({ code: 'was-removed', removal });
  });

  it('because it was moved away is not said to be deleted', async () => {
    folder.user.rename('Plan.txt', 'Neuer Plan.txt');
    await folder.settle();

    expect(await folder.why('Plan.txt')).toMatchObject({ code: 'not-there' });
  });
});
