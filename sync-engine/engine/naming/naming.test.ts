import { describe, expect, it } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeDisk } from '../../filesystem/fake-disk.ts';
import { FakeFilesystem } from '../../filesystem/fake-filesystem.ts';
import { toBorrowedRecords } from '../../sync-database/borrow-database.ts';
import { FakeFolder } from '../../testing/builders/fake-folder.ts';
import { syncedFolder } from '../../testing/builders/synced-folder.ts';
import { Visit } from '../visiting/visit.ts';
import { proposeNames } from './propose-names.ts';
import type { WantedName } from './rename-item.ts';
import { createVisitServer } from './visit-server.ts';

const NEVER = new AbortController().signal;

let nextRandom = 0;

/** A computer that does not tell upper from lower case. */
function caselessFolder(): FakeFolder {
  return new FakeFolder({ disk: new FakeDisk({ isCaseSensitive: false }) });
}

async function visit(folder: FakeFolder, isOpen = true): Promise<Visit> {
  const filesystem = new FakeFilesystem({ clock: folder.clock, disk: folder.disk });
  await filesystem.open({ isReadOnly: false, isVisitor: true });
  const { database } = folder;
  return new Visit({
    filesystem,
    clock: folder.clock,
    randomId: () => `n${(nextRandom += 1)}`,
    records: toBorrowedRecords(database),
    server: isOpen ? createVisitServer(await folder.open()) : undefined,
    timeZoneOffsetMinutes: 0,
  });
}

async function rename(folder: FakeFolder, wanted: Omit<WantedName, 'path'> & { readonly path: string }) {
  return (await visit(folder)).rename({ ...wanted, path: wanted.path as RelativePath }, NEVER);
}

it('renames on the server what is open here, past its own lock', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('Brief.odt', 'one');
  await folder.settle();
  await folder.open();
  const { token } = folder.server.lock('Brief.odt', 'Anna');
  const { fileId } = folder.server.getEntry('Brief.odt');
  const lock = { fileId, path: 'Brief.odt' as RelativePath, token, takenAtMs: 0, expiresAtMs: 1e15 };
  folder.database.replaceOwnLocks([lock]);

  const end = await rename(folder, { path: 'Brief.odt', side: 'remote', name: 'Schreiben.odt' });

  expect(end).toMatchObject({ kind: 'done' });
  expect(folder.server.readFile('Schreiben.odt')).toBe('one');
});

describe('the proposal of the engine', () => {
  it('is told by why for a name that the server refuses, to be carried out here', async () => {
    const folder = await syncedFolder({ 'Amt_Akte.txt': 'taken' });
    folder.user.writeFile('Amt\\Akte.txt', 'mine');
    await folder.settle();

    expect(await folder.why('Amt\\Akte.txt')).toMatchObject({
      code: 'name-not-allowed-on-server',
      renaming: { side: 'local', proposal: 'Amt_Akte (2).txt', fault: { kind: 'signs', signs: ['\\'] } },
    });
    expect(await folder.why('Amt_Akte.txt')).not.toHaveProperty('renaming');
  });

  it('is told for a name that this computer cannot hold, to be carried out on the server', async () => {
    const folder = await syncedFolder({ 'Pläne/Süd.dwg': 'plan' }, caselessFolder());
    const long = `Pläne/${'ä'.repeat(150)}.dwg`;
    folder.server.writeFile(long, 'plan');
    folder.server.writeFile('Pläne/süd.dwg', 'another plan');
    await folder.settle();

    expect(await folder.why(long)).toMatchObject({
      code: 'name-not-allowed-here',
      renaming: { side: 'remote', proposal: `${'ä'.repeat(120)}.dwg`, fault: { kind: 'too-long', length: 304 } },
    });
    expect(await folder.why('Pläne/süd.dwg')).toMatchObject({
      code: 'name-clash',
      renaming: { side: 'remote', proposal: 'süd (2).dwg' },
    });
  });

  it('is another name where only this server refuses one that looks harmless', async () => {
    const folder = await syncedFolder({});
    const remoteRows = folder.database.loadRemoteTree().values();
    const problem = { path: 'Thumbs.db' as RelativePath, side: 'local', code: 'name-not-allowed-on-server' } as const;

    const proposed = await proposeNames([problem], {
      filesystem: folder.filesystem,
      remoteRows,
      rules: folder.inspectInput().settings.rules,
    });

    expect(proposed.get(problem)).toEqual({ side: 'local', proposal: 'Thumbs (2).db' });
  });

  it('is a name of its own for each of several that are proposed together', async () => {
    const folder = await syncedFolder({});
    for (const name of ['a?.txt', 'a*.txt']) folder.user.writeFile(name, name);
    const problems = ['a?.txt', 'a*.txt'].map(
      (path) => ({ path: path as RelativePath, side: 'local', code: 'name-not-allowed-on-server' }) as const,
    );

    const proposed = await proposeNames(problems, {
      filesystem: folder.filesystem,
      remoteRows: [],
      rules: folder.inspectInput().settings.rules,
    });

    expect(problems.map((problem) => proposed.get(problem)?.proposal)).toEqual(['a_.txt', 'a_ (2).txt']);
  });

  it('is none where nothing is wrong with the name that could be seen', async () => {
    const folder = await syncedFolder({});
    folder.server.faults.add({ kind: 'fail', call: 'upload', code: 'name-refused-by-server', times: 9 });
    folder.user.writeFile('verboten.txt', 'mine');
    await folder.settle();

    expect(await folder.why('verboten.txt')).toMatchObject({
      code: 'name-refused-by-server',
      renaming: { side: 'local', proposal: undefined },
    });
  });
});

describe('a rename of a person', () => {
  it('ends a problem here, is synced, stands in the history and can be undone', async () => {
    const folder = await syncedFolder({ 'a.txt': 'a' });
    folder.user.writeFile('Plan\\Süd/x.txt', 'x');
    await folder.settle();

    const renamed = await rename(folder, { path: 'Plan\\Süd', side: 'local', name: 'Plan_Süd' });

    expect(await folder.settle()).toMatchObject({ kind: 'idle', problems: [] });
    expect(folder.server.readFile('Plan_Süd/x.txt')).toBe('x');
    const [entry] = await (await visit(folder)).listHistory().then((all) => all.filter(({ verb }) => verb === 'move'));
    expect(entry).toMatchObject({ side: 'local', path: 'Plan\\Süd', target: 'Plan_Süd', nodeKind: 'directory' });
    expect(renamed).toMatchObject({ kind: 'done', value: { id: entry?.id } });
    expect(await (await visit(folder)).undo(entry?.id ?? '', { agreed: ['moves-back'], signal: NEVER })).toMatchObject({
      kind: 'done',
    });
    expect(folder.user.readFile('Plan\\Süd/x.txt')).toBe('x');
  });

  it('ends a clash on the server, and both items are here; undo gives the server its name back', async () => {
    const folder = await syncedFolder({ 'Akte.txt': 'one' }, caselessFolder());
    folder.server.writeFile('akte.txt', 'two');
    expect(await folder.settle()).toMatchObject({ problems: [{ path: 'akte.txt', code: 'name-clash' }] });

    const renamed = await rename(folder, { path: 'akte.txt', side: 'remote', name: 'akte (2).txt' });

    expect(await folder.settle()).toMatchObject({ kind: 'idle', problems: [] });
    expect([folder.user.readFile('Akte.txt'), folder.user.readFile('akte (2).txt')]).toEqual(['one', 'two']);
    const [entry] = await (await visit(folder)).listHistory().then((all) => all.filter(({ verb }) => verb === 'move'));
    expect(entry).toMatchObject({ side: 'remote', path: 'akte.txt', target: 'akte (2).txt' });
    expect(renamed).toMatchObject({ value: { id: entry?.id } });
    const undone = await (await visit(folder)).undo(entry?.id ?? '', { agreed: ['moves-back'], signal: NEVER });
    expect(undone).toMatchObject({ kind: 'done', value: { path: 'akte (2).txt', target: 'akte.txt', side: 'remote' } });
    expect(folder.server.readFile('akte.txt')).toBe('two');
  });

  it('never replaces anything, on either side', async () => {
    const folder = await syncedFolder({ 'a.txt': 'a' });
    folder.user.writeFile('x\\y.txt', 'x');
    folder.server.writeFile('b.txt', 'b');

    const here = await rename(folder, { path: 'x\\y.txt', side: 'local', name: 'a.txt' });
    await folder.settle();
    const there = await rename(folder, { path: 'b.txt', side: 'remote', name: 'a.txt' });

    expect([here, there]).toEqual([
      { kind: 'refused', code: 'path-taken' },
      { kind: 'refused', code: 'path-taken' },
    ]);
    expect([folder.user.readFile('a.txt'), folder.server.readFile('a.txt')]).toEqual(['a', 'a']);
  });

  it('leaves alone what has taken the place of the item on the server since it was shown', async () => {
    const folder = await syncedFolder({ 'a.txt': 'a' });
    folder.server.remove('a.txt');
    folder.server.writeFile('a.txt', 'another file');

    const renamed = await rename(folder, { path: 'a.txt', side: 'remote', name: 'b.txt' });

    expect(renamed).toEqual({ kind: 'refused', code: 'changed-since' });
    expect(folder.server.readFile('a.txt')).toBe('another file');
  });

  it('is known to have happened when its answer was lost on the way', async () => {
    const folder = await syncedFolder({ 'a.txt': 'a' });
    folder.server.faults.add({ kind: 'unknown-after-effect', call: 'move', times: 1 });

    const renamed = await rename(folder, { path: 'a.txt', side: 'remote', name: 'b.txt' });

    expect(renamed).toMatchObject({ kind: 'done' });
    expect(folder.server.readFile('b.txt')).toBe('a');
  });

  it('is refused for a name that not every system can hold, for what is gone, and on the server while at rest', async () => {
    const folder = await syncedFolder({ 'a.txt': 'a' });
    const atRest = await visit(folder, false);

    expect([
      await rename(folder, { path: 'a.txt', side: 'local', name: 'CON' }),
      await rename(folder, { path: 'a.txt', side: 'local', name: '../b' }),
      await rename(folder, { path: 'gone.txt', side: 'local', name: 'b' }),
      await atRest.rename({ path: 'a.txt' as RelativePath, side: 'remote', name: 'b' }, NEVER),
    ]).toEqual(
      ['name-not-allowed', 'name-not-allowed', 'changed-since', 'folder-at-rest'].map((code) => ({
        kind: 'refused',
        code,
      })),
    );
  });
});
