import { beforeEach, describe, expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { atDesk, idOf } from '#sync-engine/testing/builders/conflict-folder.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { ConflictDesk } from './conflict-desk.ts';

/** A folder of which the organisation does not let second versions leave this computer. */
let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.shouldUploadSecondVersions = false;
  folder.user.writeFile('Docs/a.txt', 'old');
  folder.user.writeFile('b.txt', 'b');
  await folder.settle();
});

/** Both sides change one file; here it becomes `Docs/a.txt (v1)`. */
async function quarrel(): Promise<void> {
  folder.user.writeFile('Docs/a.txt', 'mine');
  folder.server.writeFile('Docs/a.txt', 'theirs');
  await folder.settle();
}

async function upload(isWanted: boolean): Promise<void> {
  folder.shouldUploadSecondVersions = isWanted;
  await folder.restart();
}

function listThere(): readonly string[] {
  return Object.keys(folder.server.snapshot()).toSorted();
}

function listFiles(): { readonly here: readonly string[]; readonly there: readonly string[] } {
  return { here: folder.user.listAll(), there: listThere() };
}

test('stay on this computer as a problem, and everything else is synced', async () => {
  await quarrel();
  folder.user.writeFile('Docs/new.txt', 'new');

  const end = await folder.settle();

  expect(end).toMatchObject({
    kind: 'idle',
    problems: [{ path: 'Docs/a.txt (v1)', side: 'local', code: 'second-version-not-uploaded' }],
  });
  expect(folder.state).toMatchObject({ kind: 'not-synced', problems: 1 });
  expect(listFiles()).toEqual({
    here: ['Docs', 'Docs/a.txt', 'Docs/a.txt (v1)', 'Docs/new.txt', 'b.txt'],
    there: ['Docs', 'Docs/a.txt', 'Docs/new.txt', 'b.txt'],
  });
  expect([folder.user.readFile('Docs/a.txt (v1)'), folder.server.readFile('Docs/a.txt')]).toEqual(['mine', 'theirs']);
});

test('that two new files of one name make stay here, too', async () => {
  folder.user.writeFile('c.txt', 'mine');
  folder.server.writeFile('c.txt', 'theirs');

  await folder.settle();
  await folder.settle();

  expect(listFiles()).toEqual({
    here: ['Docs', 'Docs/a.txt', 'b.txt', 'c.txt', 'c.txt (v1)'],
    there: ['Docs', 'Docs/a.txt', 'b.txt', 'c.txt'],
  });
});

test('are only of files: a directory that wanted the name of a file, and a file that wanted that of one, go to the server', async () => {
  folder.user.writeFile('c/x.txt', 'mine');
  folder.server.writeFile('c', 'theirs');
  folder.user.writeFile('d', 'mine');
  folder.server.makeDirectory('d');

  await folder.settle();

  const all = ['Docs', 'Docs/a.txt', 'b.txt', 'c', 'c (v1)', 'c (v1)/x.txt', 'd', 'd (v1)'];
  expect(listFiles()).toEqual({ here: all, there: all });
});

test('are uploaded once the organisation lets them, and those that were are let be when it does not', async () => {
  await quarrel();
  await upload(true);
  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.readFile('Docs/a.txt (v1)')).toBe('mine');

  await upload(false);
  folder.user.writeFile('Docs/a.txt (v1)', 'mine again');

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.readFile('Docs/a.txt (v1)')).toBe('mine again');
});

test('stay here also when the server’s version cannot come yet', async () => {
  folder.filesystem.faults.add({ act: 'place', path: 'Docs/a.txt' as RelativePath, errno: 'ENOSPC' });
  await quarrel();
  folder.crash();
  await folder.settle();

  expect(listThere()).toEqual(['Docs', 'Docs/a.txt', 'b.txt']);
  folder.filesystem.faults.clear();
  await folder.passTime(600_000);
  await folder.settle();
  expect(listFiles()).toEqual({
    here: ['Docs', 'Docs/a.txt', 'Docs/a.txt (v1)', 'b.txt'],
    there: ['Docs', 'Docs/a.txt', 'b.txt'],
  });
});

test('stay here through edits, restarts and crashes', async () => {
  await quarrel();
  folder.user.writeFile('Docs/a.txt (v1)', 'mine, and longer');
  await folder.settle();
  folder.crash();
  await folder.settle();

  expect(listThere()).toEqual(['Docs', 'Docs/a.txt', 'b.txt']);
  expect(folder.user.readFile('Docs/a.txt (v1)')).toBe('mine, and longer');
});

describe('go with their directory', () => {
  test.each(['here', 'on the server'])('that is renamed %s', async (where) => {
    await quarrel();
    if (where === 'here') folder.user.rename('Docs', 'Papers');
    else folder.server.move('Docs', 'Papers');

    await folder.settle();

    expect(listFiles()).toEqual({
      here: ['Papers', 'Papers/a.txt', 'Papers/a.txt (v1)', 'b.txt'],
      there: ['Papers', 'Papers/a.txt', 'b.txt'],
    });
    expect(folder.user.readFile('Papers/a.txt (v1)')).toBe('mine');
  });

  test('and nothing of it leaves this computer when it is deselected', async () => {
    await quarrel();
    await folder.deselect('Docs');
    await folder.settle();

    expect(folder.user.readFile('Docs/a.txt (v1)')).toBe('mine');
    expect(await folder.why('Docs/a.txt (v1)')).toMatchObject({ code: 'unsynced-in-deselected' });
  });
});

describe('are the only version once the first one is gone, and are kept like every unsynced change', () => {
  test('when the server removes the directory', async () => {
    await quarrel();
    folder.server.remove('Docs');

    await folder.settle();

    expect(folder.user.readFile('Docs/a.txt (v1)')).toBe('mine');
    expect(listFiles()).toEqual({
      here: ['Docs', 'Docs/a.txt (v1)', 'b.txt'],
      there: ['Docs', 'Docs/a.txt (v1)', 'b.txt'],
    });
  });

  test.each(['here', 'on the server'])('when it is removed %s', async (where) => {
    await quarrel();
    if (where === 'here') folder.user.remove('Docs/a.txt');
    else folder.server.remove('Docs/a.txt');

    await folder.settle();

    expect(folder.server.readFile('Docs/a.txt (v1)')).toBe('mine');
  });

  test('but not when it just cannot be seen', async () => {
    await quarrel();
    folder.server.getNode('Docs/a.txt').isDamaged = true;
    folder.server.writeFile('Docs/other', 'x');

    await folder.settle();

    expect(listThere()).toEqual(['Docs', 'Docs/a.txt', 'Docs/other', 'b.txt']);
  });
});

describe('can be decided on', () => {
  async function decide(keep: 'mine' | 'server' | 'both', isSeen = true): Promise<string> {
    const opened = await folder.open();
    const end = await opened.actBetweenRuns(async (ports) => {
      const desk = new ConflictDesk({
        ...ports,
        shouldUploadSecondVersions: false,
        signal: new AbortController().signal,
      });
      const [view] = await desk.list();
      if (view === undefined) throw new Error('no conflict');
      return desk.resolve({
        id: view.id,
        keep,
        newName: undefined,
        revision: isSeen ? view.revision : undefined,
      });
    });
    await folder.settle();
    return end.kind;
  }

  test('for mine: the server gets it under the name', async () => {
    await quarrel();

    expect(await decide('mine')).toBe('done');
    expect(folder.server.readFile('Docs/a.txt')).toBe('mine');
    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt', 'b.txt']);
  });

  test('for the server’s: it is kept in the safety store', async () => {
    await quarrel();

    expect(await decide('server')).toBe('done');
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt', 'b.txt']);
  });

  test('for both: it stays here, is no problem any more, and nobody says that all is on the server', async () => {
    await quarrel();

    expect(await decide('both')).toBe('done');
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.state).toMatchObject({ kind: 'in-sync', onlyHere: 1 });
    expect(await folder.why('Docs/a.txt (v1)')).toMatchObject({ code: 'stays-here' });
    expect(await folder.why('Docs')).toMatchObject({ code: 'contains-stays-here' });
    expect(listThere()).toEqual(['Docs', 'Docs/a.txt', 'b.txt']);
  });

  test('for both, which is taken back: it waits for a person again', async () => {
    await quarrel();
    await decide('both');
    expect(await atDesk(folder, (desk) => desk.undo(idOf(folder)))).toMatchObject({ kind: 'done' });

    expect(await folder.settle()).toMatchObject({ problems: [{ code: 'second-version-not-uploaded' }] });
    expect(folder.state).not.toHaveProperty('onlyHere');
  });

  test('for both, and is uploaded under a name that a person gives it', async () => {
    await quarrel();
    await decide('both');
    folder.user.rename('Docs/a.txt (v1)', 'Docs/mine.txt');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.state).not.toHaveProperty('onlyHere');
    expect(folder.server.readFile('Docs/mine.txt')).toBe('mine');
  });

  test('by whoever knows before that it stays here, and is told so after', async () => {
    await quarrel();
    const see = () => atDesk(folder, async (desk) => (await desk.list())[0]);
    expect(await see()).toMatchObject({ state: 'open', isSecondOnlyHere: true });

    await decide('both');
    expect(await see()).toMatchObject({ state: 'resolved', isSecondOnlyHere: true });

    await upload(true);
    await folder.settle();
    expect(await see()).toMatchObject({ state: 'resolved', isSecondOnlyHere: false });
  });

  test('after an edit by whoever has seen that', async () => {
    await quarrel();
    folder.user.writeFile('Docs/a.txt (v1)', 'mine, edited');
    await folder.settle();

    expect(await decide('mine', false)).toBe('refused');
    expect(await decide('mine')).toBe('done');
    expect(folder.server.readFile('Docs/a.txt')).toBe('mine, edited');
  });
});
