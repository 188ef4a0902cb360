import { beforeEach, describe, expect, test } from 'vitest';
import { atDesk, resolve, undo } from '#sync-engine/testing/builders/conflict-folder.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** A folder of which the organisation does not let second versions leave this computer. */
let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder({ hasProductNames: true });
  folder.shouldUploadSecondVersions = false;
  folder.user.writeFile('Docs/a.txt', 'old');
  await folder.settle();
});

async function quarrel(): Promise<string> {
  folder.user.writeFile('Docs/a.txt', 'mine');
  folder.server.writeFile('Docs/a.txt', 'theirs');
  await folder.settle();
  const second = folder.user.listAll().find((path) => path.includes('Fassung von Ana'));
  if (second === undefined) throw new Error('no second version');
  return second;
}

function listThere(): readonly string[] {
  return Object.keys(folder.server.snapshot()).toSorted();
}

describe('when the sync database is lost', () => {
  async function lose(): Promise<void> {
    await folder.restart();
    folder.loseDatabase();
  }

  test('a second version still stays here, and waits for a person again', async () => {
    const second = await quarrel();
    await lose();

    const end = await folder.settle();

    expect(end).toMatchObject({ problems: [{ path: second, code: 'second-version-not-uploaded' }] });
    expect(listThere()).toEqual(['Docs', 'Docs/a.txt']);
    expect(folder.user.readFile(second)).toBe('mine');
    expect(folder.database.listConflicts()).toMatchObject([{ path: 'Docs/a.txt', state: { kind: 'open' } }]);
  });

  test('a second version can be decided on by whoever has seen it', async () => {
    const second = await quarrel();
    await lose();
    await folder.settle();

    const end = await atDesk(folder, async (desk) => {
      const [view] = await desk.list();
      if (view === undefined) throw new Error('no conflict');
      return desk.resolve({ id: view.id, keep: 'mine', newName: undefined, revision: view.revision });
    });
    await folder.settle();

    expect(end.kind).toBe('done');
    expect(folder.server.readFile('Docs/a.txt')).toBe('mine');
    expect(folder.user.listAll()).not.toContain(second);
  });

  describe('after a person has kept both', () => {
    let second: string;

    beforeEach(async () => {
      second = await quarrel();
      await resolve(folder, 'both');
      await folder.settle();
    });

    test('nobody is asked again, and it can still be taken back', async () => {
      const [before] = folder.database.listConflicts();
      await lose();

      const end = await folder.settle();
      const [known] = folder.database.listConflicts();
      const undone = await undo(folder);

      expect(end).toEqual({ kind: 'idle', problems: [] });
      expect(before?.state).toMatchObject({ kind: 'resolved' });
      const atMs = before?.state.kind === 'resolved' ? before.state.exchange.atMs : undefined;
      expect(known).toMatchObject({ state: { kind: 'resolved', exchange: { how: 'both', atMs } } });
      expect(undone.kind).toBe('done');
      expect(await folder.settle()).toMatchObject({
        problems: [{ path: second, code: 'second-version-not-uploaded' }],
      });
      expect(listThere()).toEqual(['Docs', 'Docs/a.txt']);
    });

    test('nobody is asked again, however often it is lost', async () => {
      for (let time = 0; time < 3; time += 1) {
        await lose();
        expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
      }
    });

    test('a person is asked again about another second version of the file', async () => {
      folder.user.writeFile('Docs/a.txt', 'mine once more');
      folder.server.writeFile('Docs/a.txt', 'theirs once more');
      await folder.settle();
      await lose();

      const end = await folder.settle();

      expect(end.kind === 'idle' && end.problems).toMatchObject([{ code: 'second-version-not-uploaded' }]);
      expect(end.kind === 'idle' && end.problems[0]?.path).not.toBe(second);
    });

    test('a person is asked again when that was taken back before', async () => {
      await undo(folder);
      await folder.settle();
      await lose();

      expect(await folder.settle()).toMatchObject({ problems: [{ path: second }] });
    });

    test.each([
      ['cannot be read', () => 'not JSON'],
      ['tells a time that is none', () => JSON.stringify([{ path: second, atMs: 1e300 }])],
      ['tells a time that no clock shows', () => JSON.stringify([{ path: second, atMs: -1 }])],
    ])('a person is asked again where what was written down %s', async (_what, write) => {
      await folder.restart();
      await folder.filesystem.open();
      await folder.filesystem.writePrivate('kept-both.json', write());
      await folder.filesystem.close();
      await lose();

      expect(await folder.settle()).toMatchObject({ problems: [{ path: second }] });
    });
  });

  test('a second version of which the first has not come yet stays here, too', async () => {
    const second = await quarrel();
    await lose();
    folder.user.remove('Docs/a.txt');

    await folder.settle();

    expect(listThere()).toEqual(['Docs', 'Docs/a.txt']);
    expect(folder.user.listAll()).toEqual(['Docs', second, 'Docs/a.txt'].toSorted());
  });

  test('an only version that is left of two goes to the server', async () => {
    const second = await quarrel();
    await lose();
    folder.user.remove('Docs/a.txt');
    folder.server.remove('Docs/a.txt');

    await folder.settle();

    expect(folder.server.readFile(second)).toBe('mine');
  });

  test('it is as ever where the organisation lets second versions be uploaded', async () => {
    const second = await quarrel();
    await lose();
    folder.shouldUploadSecondVersions = true;

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.server.readFile(second)).toBe('mine');
  });
});

describe('a file of a person that has such a name', () => {
  const NAME = 'Docs/a (Fassung von Bernd, 2026-03-01 14-05-09).txt';

  beforeEach(async () => {
    folder.user.writeFile(NAME, 'brought');
    await folder.settle();
  });

  test('stays here with its reason, and can be decided on', async () => {
    expect(await folder.why(NAME)).toMatchObject({
      code: 'second-version-not-uploaded',
      conflict: { path: 'Docs/a.txt' },
    });
    expect(listThere()).toEqual(['Docs', 'Docs/a.txt']);
  });

  test('is uploaded under another name', async () => {
    folder.user.rename(NAME, 'Docs/a von Bernd.txt');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.server.readFile('Docs/a von Bernd.txt')).toBe('brought');
  });

  test('is uploaded from a place where no first version is', async () => {
    folder.user.rename(NAME, 'a (Fassung von Bernd, 2026-03-01 14-05-09).txt');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
  });
});

test('a second version that was removed and is put back stays here, and waits for a person again', async () => {
  const second = await quarrel();
  folder.user.remove(second);
  await folder.settle();
  expect(folder.database.listConflicts()).toMatchObject([{ state: { kind: 'dissolved' } }]);

  folder.user.writeFile(second, 'mine');

  expect(await folder.settle()).toMatchObject({ problems: [{ path: second, code: 'second-version-not-uploaded' }] });
  expect(folder.database.listConflicts()).toMatchObject([{ state: { kind: 'open' } }]);
  expect(listThere()).toEqual(['Docs', 'Docs/a.txt']);
});
