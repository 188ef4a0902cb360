import { describe, expect, it } from 'vitest';
import type { ConflictId } from '#sync-engine/core/model/conflict.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import {
  atDesk,
  conflicting,
  fileAndFolder,
  filesOn,
  idOf,
  resolve,
  SECOND,
  stateOf,
  undo,
} from '#sync-engine/testing/builders/conflict-folder.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const LABELS = { base: 'before', mine: 'mine', server: 'server' };

/** The server has told when it received its version. */
function tellReceived({ database }: FakeFolder, serverReceivedAtMs: number): void {
  for (const record of database.listConflicts()) database.putConflict({ ...record, serverReceivedAtMs });
}

describe('the list', () => {
  it('does not say which is newer when only the clocks of two computers tell', async () => {
    const folder = await conflicting();
    folder.user.setModificationTime(SECOND, 2_000_000_000_000);

    const [view] = await atDesk(folder, (desk) => desk.list());

    expect(view?.newer).toBeUndefined();
  });

  it('says where nobody here may change the file on the server, as it is now', async () => {
    const folder = await conflicting();
    const readIsReadOnly = async (): Promise<unknown> => (await atDesk(folder, (desk) => desk.list()))[0]?.isReadOnly;
    const before = await readIsReadOnly();
    folder.server.permit('Docs/a.txt', 'RDNV');
    await folder.settle();
    const during = await readIsReadOnly();
    folder.server.permit('Docs/a.txt', 'RDNVW');
    await folder.settle();

    expect([before, during, await readIsReadOnly()]).toEqual([false, true, false]);
  });

  it('says nothing of who and when once the server has another version than the one it told about', async () => {
    const folder = await conflicting();
    tellReceived(folder, 1_900_000_000_000);
    folder.server.writeFile('Docs/a.txt', 'another');
    await folder.settle();

    const [view] = await atDesk(folder, (desk) => desk.list());

    expect([view?.serverReceivedAtMs, view?.newer]).toEqual([undefined, undefined]);
  });

  it('shows a time that has a date, whatever the disk told', async () => {
    const folder = await conflicting('mine', 'theirs');
    folder.user.setModificationTime(SECOND, 1e17);

    const [view] = await atDesk(folder, (desk) => desk.list());

    expect(view?.versions?.mine.mtimeMs).toBe(8.64e15);
  });

  it('shows both versions, which is newer, and does not swap them', async () => {
    const folder = await conflicting('mine', 'theirs');
    folder.user.setModificationTime(SECOND, 2_000_000_000_000);
    tellReceived(folder, 1_900_000_000_000);

    const [view] = await atDesk(folder, (desk) => desk.list());

    expect(view).toMatchObject({
      path: 'Docs/a.txt',
      secondPath: SECOND,
      origin: 'content',
      state: 'open',
      newer: 'mine',
      merge: 'not-offered',
      versions: { server: { path: 'Docs/a.txt', sizeBytes: 6 }, mine: { path: SECOND, sizeBytes: 4, mtimeMs: 2e12 } },
    });
  });

  it('leaves out what was only announced', async () => {
    const folder = await conflicting();
    const [record] = folder.database.listConflicts();
    if (record === undefined) throw new Error('no conflict');
    folder.database.putConflict({ ...record, id: 'a1' as ConflictId, secondName: 'x', state: { kind: 'announced' } });

    const views = await atDesk(folder, (desk) => desk.list());

    expect(views.map(({ id }) => id)).toEqual([record.id]);
  });

  it('says what was decided, when, and how long it can be taken back', async () => {
    const folder = await conflicting();
    const atMs = folder.clock.nowMs();
    await resolve(folder, 'mine');

    const [view] = await atDesk(folder, (desk) => desk.list());

    const undoUntilMs = atMs + 30 * 24 * 60 * 60_000;
    expect(view).toMatchObject({ state: 'resolved', end: { kind: 'decided', how: 'mine', atMs, undoUntilMs } });
  });

  it('says of what went away by itself why it did', async () => {
    const folder = await conflicting();
    folder.user.remove(SECOND);
    await folder.settle();

    const [view] = await atDesk(folder, (desk) => desk.list());

    expect(view).toMatchObject({ state: 'dissolved', end: { kind: 'by-itself', why: 'one-left' } });
  });
});

describe('a decision', () => {
  it.each([
    ['mine', { 'Docs/a.txt': 'mine', 'other.txt': 'other' }],
    ['server', { 'Docs/a.txt': 'theirs', 'other.txt': 'other' }],
    ['both', { 'Docs/a.txt': 'theirs', [SECOND]: 'mine', 'other.txt': 'other' }],
  ] as const)('to keep %s is an ordinary change that is synced', async (keep, expected) => {
    const folder = await conflicting();
    const fileId = folder.server.tree.find('Docs/a.txt' as RelativePath)?.fileId;

    const end = await resolve(folder, keep);
    const state = stateOf(folder);
    await folder.settle();

    expect([end.kind, state]).toEqual(['done', 'resolved']);
    expect(filesOn(folder.server)).toEqual(expected);
    expect(folder.server.tree.find('Docs/a.txt' as RelativePath)?.fileId).toBe(fileId);
    expect(stateOf(folder)).toBe('resolved');
  });

  it.each(['mine', 'server', 'both'] as const)(
    'to keep %s can be undone: both versions are as they were, on both sides',
    async (keep) => {
      const folder = await conflicting();
      await resolve(folder, keep);
      await folder.settle();

      const end = await undo(folder);
      const state = stateOf(folder);
      await folder.settle();

      const before = { 'Docs/a.txt': 'theirs', [SECOND]: 'mine', 'other.txt': 'other' };
      expect([end.kind, state]).toEqual(['done', 'open']);
      expect(filesOn(folder.server)).toEqual(before);
      expect(folder.user.readFile('Docs/a.txt')).toBe('theirs');
      expect(folder.user.readFile(SECOND)).toBe('mine');
      expect(stateOf(folder)).toBe('open');
    },
  );

  it('can be undone before anything was sent, and taken again', async () => {
    const folder = await conflicting();
    await resolve(folder, 'mine');
    await undo(folder);
    await resolve(folder, 'server');

    await folder.settle();

    expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'theirs', 'other.txt': 'other' });
  });

  it('to keep both can give the second version a better name, and undo gives it back', async () => {
    const folder = await conflicting();
    await resolve(folder, 'both', { newName: 'a of Ana.txt' });
    await folder.settle();
    const renamed = filesOn(folder.server);
    await undo(folder);
    await folder.settle();

    expect(renamed).toEqual({ 'Docs/a.txt': 'theirs', 'Docs/a of Ana.txt': 'mine', 'other.txt': 'other' });
    expect(filesOn(folder.server)).toMatchObject({ [SECOND]: 'mine' });
    expect(stateOf(folder)).toBe('open');
  });

  it('can be taken before the second version was sent', async () => {
    const folder = await conflicting();
    folder.user.remove(SECOND);
    await folder.settle();
    folder.user.writeFile('Docs/a.txt', 'mine again');
    folder.server.writeFile('Docs/a.txt', 'theirs again');
    folder.server.faults.add({ kind: 'fail', call: 'upload', path: 'Docs' as RelativePath, code: 'quota-exceeded' });
    await folder.run();
    const id = folder.database.listConflicts().find(({ state }) => state.kind !== 'dissolved')?.id;
    if (id === undefined) throw new Error('no conflict');
    folder.server.faults.clear();

    const decision = { id, keep: 'server', newName: undefined, revision: undefined } as const;
    const end = await atDesk(folder, (desk) => desk.resolve(decision));
    await folder.settle();

    expect(end.kind).toBe('done');
    expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'theirs again', 'other.txt': 'other' });
  });

  it.each([
    ['an edit of the first version', (folder: FakeFolder) => folder.user.writeFile('Docs/a.txt', 'newer'), {}],
    ['an edit of the second version', (folder: FakeFolder) => folder.user.writeFile(SECOND, 'newer'), {}],
    ['a second version that is gone', (folder: FakeFolder) => folder.user.remove(SECOND), {}],
    ['another revision than the present one', () => {}, { revision: '0000' }],
  ])('is refused as changed meanwhile: %s', async (_, change, more) => {
    const folder = await conflicting();
    change(folder);
    const before = folder.user.listAll().map((path) => [path, folder.user.readFile(path)]);

    const ends = [await resolve(folder, 'mine', more), await resolve(folder, 'server', more)];

    expect(ends).toEqual([
      { kind: 'refused', reason: 'changed-meanwhile' },
      { kind: 'refused', reason: 'changed-meanwhile' },
    ]);
    expect(folder.user.listAll().map((path) => [path, folder.user.readFile(path)])).toEqual(before);
  });

  it('that was taken on what is still there is carried out', async () => {
    const folder = await conflicting();
    const [view] = await atDesk(folder, (desk) => desk.list());

    const end = await resolve(folder, 'mine', view?.revision === undefined ? {} : { revision: view.revision });

    expect(end.kind).toBe('done');
  });

  it('is refused when the last run saw a newer version on the server that it could not fetch', async () => {
    const folder = await conflicting();
    folder.server.writeFile('Docs/a.txt', 'newest');
    folder.server.faults.add({ kind: 'fail', call: 'download', path: 'Docs' as RelativePath, code: 'server-busy' });
    await folder.run();

    expect(await resolve(folder, 'mine')).toEqual({ kind: 'refused', reason: 'changed-meanwhile' });
  });

  it('copies no bytes but those that were compared', async () => {
    const folder = await conflicting();
    folder.filesystem.faults.onAct = (act) => {
      if (act === 'open-file') folder.user.writeFile(SECOND, 'precious');
    };

    const end = await resolve(folder, 'mine');

    expect(end).toEqual({ kind: 'refused', reason: 'changed-meanwhile' });
    expect([folder.user.readFile('Docs/a.txt'), folder.user.readFile(SECOND)]).toEqual(['theirs', 'precious']);
    expect(stateOf(folder)).toBe('open');
  });

  it('overwrites no version that came to the server meanwhile: there are two versions again', async () => {
    const folder = await conflicting();
    await resolve(folder, 'mine');
    folder.server.writeFile('Docs/a.txt', 'newest');

    await folder.settle();

    expect(Object.values(filesOn(folder.server)).toSorted()).toEqual(['mine', 'newest', 'other']);
  });

  it.each([
    ['unknown', 'conflict-unknown', 'ffff'],
    ['closed', 'conflict-closed', undefined],
  ])('about a conflict that is %s is refused', async (_, reason, id) => {
    const folder = await conflicting();
    await resolve(folder, 'both');

    const decision = { keep: 'mine', newName: undefined, revision: undefined } as const;
    const end = await atDesk(folder, (desk) => desk.resolve({ ...decision, id: (id as ConflictId) ?? idOf(folder) }));

    expect(end).toEqual({ kind: 'refused', reason });
  });

  it.each([
    ['other.txt', 'done'],
    ['a.txt', 'name-taken'],
    ['a/b', 'name-not-allowed'],
  ])('to give the second version the name %s ends with %s', async (newName, expected) => {
    const end = await resolve(await conflicting(), 'both', { newName });

    expect(end.kind === 'refused' ? end.reason : end.kind).toBe(expected);
  });

  it('about a file and a folder can only be to keep both', async () => {
    const folder = await fileAndFolder();

    const ends = [await resolve(folder, 'mine'), await resolve(folder, 'both')];
    const decided = stateOf(folder);
    await undo(folder);

    expect(ends).toMatchObject([{ kind: 'refused', reason: 'not-two-files' }, { kind: 'done' }]);
    expect([decided, stateOf(folder)]).toEqual(['resolved', 'open']);
  });

  it('is not undone over a newer edit, nor when the safety store was emptied', async () => {
    const folder = await conflicting();
    await resolve(folder, 'mine');
    folder.user.writeFile('Docs/a.txt', 'edited since');
    const edited = await undo(folder);
    folder.user.writeFile('Docs/a.txt', 'mine');
    folder.disk.kept.clear();
    const emptied = await undo(folder);

    expect([edited, emptied]).toEqual([
      { kind: 'refused', reason: 'changed-meanwhile' },
      { kind: 'refused', reason: 'no-longer-kept' },
    ]);
  });
});

describe('two texts', () => {
  const BASE = 'one\ntwo\nthree\n';

  /** The base lies in the safety store because this computer once got a version that replaced it. */
  async function conflictingTexts(mine: string, server: string, base = BASE): Promise<FakeFolder> {
    const folder = new FakeFolder();
    folder.user.writeFile('Docs/a.txt', base);
    await folder.settle();
    folder.server.writeFile('Docs/a.txt', 'in between');
    await folder.settle();
    folder.user.writeFile('Docs/a.txt', base);
    await folder.settle();
    folder.user.writeFile('Docs/a.txt', mine);
    folder.server.writeFile('Docs/a.txt', server);
    await folder.settle();
    return folder;
  }

  it('become one when they change different lines, which is synced and can be undone', async () => {
    const folder = await conflictingTexts('ONE\ntwo\nthree\n', 'one\ntwo\nTHREE\n');
    const [view] = await atDesk(folder, (desk) => desk.list());
    const base = await atDesk(folder, (desk) => desk.readBase(idOf(folder)));
    const end = await resolve(folder, 'merged');
    await folder.settle();
    const merged = filesOn(folder.server);
    await undo(folder);
    await folder.settle();

    expect([view?.merge, base, end.kind]).toEqual(['merged', BASE, 'done']);
    expect(merged).toEqual({ 'Docs/a.txt': 'ONE\ntwo\nTHREE\n' });
    expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'one\ntwo\nTHREE\n', [SECOND]: 'ONE\ntwo\nthree\n' });
  });

  it('show what they were made from without its byte order mark, as they are shown themselves', async () => {
    const folder = await conflictingTexts('ONE\ntwo\nthree\n', 'one\ntwo\nTHREE\n', `\uFEFF${BASE}`);

    expect(await atDesk(folder, (desk) => desk.readBase(idOf(folder)))).toBe(BASE);
  });

  it('stay two when they change the same line; both can be read in one text, and nothing is written', async () => {
    const folder = await conflictingTexts('ONE\ntwo\nthree\n', 'eins\ntwo\nthree\n');
    const [view] = await atDesk(folder, (desk) => desk.list());
    const end = await resolve(folder, 'merged');
    const compared = await atDesk(folder, (desk) => desk.compare(idOf(folder), LABELS));

    expect([view?.merge, end]).toEqual(['overlapping', { kind: 'refused', reason: 'changes-overlap' }]);
    expect(compared).toMatchObject({
      text: '<<<<<<< mine\nONE\n||||||| before\none\n=======\neins\n>>>>>>> server\ntwo\nthree\n',
    });
    await folder.settle();
    expect(filesOn(folder.server)).toEqual({ 'Docs/a.txt': 'eins\ntwo\nthree\n', [SECOND]: 'ONE\ntwo\nthree\n' });
    expect(stateOf(folder)).toBe('open');
  });

  it('are not merged or compared without the bytes they were made from', async () => {
    const folder = await conflicting('ONE\ntwo\n', 'one\nTWO\n', 'one\ntwo\n');

    const compared = await atDesk(folder, (desk) => desk.compare(idOf(folder), LABELS));

    expect(compared).toEqual({ kind: 'refused', reason: 'merge-not-possible' });
    expect(await atDesk(folder, (desk) => desk.readBase(idOf(folder)))).toBeUndefined();
    expect(await resolve(folder, 'merged')).toEqual({ kind: 'refused', reason: 'merge-not-possible' });
  });
});
