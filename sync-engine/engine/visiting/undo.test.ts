import { expect, test } from 'vitest';
import type { UndoVerdict } from '../../core/model/judge-undo.ts';
import { judgeUndo, UNDO_EFFECTS } from '../../core/model/judge-undo.ts';
import type { FakeFolder } from '../../testing/builders/fake-folder.ts';
import {
  ALL,
  find,
  restore,
  settleAndRead,
  synced,
  undo,
  undoAgreed,
  visit,
} from '../../testing/builders/visited-folder.ts';
import { readActNotes, writeActNote } from './act-notes.ts';

test('undo of a removal brings the file back, and undo of that removes it again', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'b.txt': 'b' });
  folder.server.remove('Docs/a.txt');
  await folder.settle();

  expect(await undo(folder, 'remove', 'Docs/a.txt')).toMatchObject({ kind: 'done', value: { verb: 'restore' } });
  expect(await settleAndRead(folder)).toMatchObject({ 'Docs/a.txt': 'a' });
  expect(await undo(folder, 'restore', 'Docs/a.txt')).toMatchObject({ kind: 'done', value: { verb: 'remove' } });

  expect(await settleAndRead(folder)).toEqual({ Docs: undefined, 'b.txt': 'b' });
});

test('undo of a replacement puts the old version back as the current one and keeps the newer', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();

  expect(await undo(folder, 'download', 'a.txt')).toMatchObject({ kind: 'done' });

  expect(await settleAndRead(folder)).toEqual({ 'a.txt': 'old' });
  const kept = await (await visit(folder)).listKept();
  expect(kept).toMatchObject({ value: [{ originalPath: 'a.txt', sizeBytes: 3, reason: 'undone' }] });
});

test('undo can go back and forth, and finds what each act displaced', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();
  const { id } = await find(folder, 'download', 'a.txt');
  const texts: (string | undefined)[] = [];

  for (let turn = 0; turn < 4; turn += 1) {
    await folder.passTime(1_000);
    const visiting = await visit(folder);
    const [last] = await visiting.listHistory();
    const done = await visiting.undo(turn % 2 === 0 ? id : (last?.id ?? ''), ALL);
    expect(done.kind).toBe('done');
    texts.push(folder.user.readFile('a.txt'));
  }

  expect(texts).toEqual(['old', 'new', 'old', 'new']);
});

test('undo never deletes for all what others have made, whatever is agreed to', async () => {
  const folder = await synced({ 'b.txt': 'b' });
  folder.server.writeFile('a.txt', 'from a colleague');
  folder.server.makeDirectory('Neu');
  await folder.settle();

  const refused = { kind: 'refused', code: 'came-from-server' };
  expect(await undo(folder, 'download', 'a.txt')).toEqual(refused);
  expect(await undo(folder, 'make-directory', 'Neu')).toEqual(refused);

  expect(await settleAndRead(folder)).toEqual({ 'a.txt': 'from a colleague', 'b.txt': 'b', Neu: undefined });
});

test('undo of a new upload puts the file into the store, here and then on the server', async () => {
  const folder = await synced({ 'a.txt': 'a', 'b.txt': 'b' });

  expect(await undo(folder, 'upload', 'a.txt')).toMatchObject({ kind: 'done' });

  expect(await settleAndRead(folder)).toEqual({ 'b.txt': 'b' });
  expect(folder.server.readFile('a.txt')).toBeUndefined();
  expect(await restore(folder, 'a.txt')).toMatchObject({ kind: 'done', value: { bytes: 'verified' } });
});

test('what undo would change for others is told, and not done without having been agreed to', async () => {
  const folder = await synced({ 'mine.txt': 'mine', 'a.txt': 'old', 'Docs/c.txt': 'c' });
  folder.user.makeDirectory('Leer');
  await folder.settle();
  folder.server.writeFile('a.txt', 'new');
  folder.server.move('Docs', 'Akten');
  folder.server.remove('Akten/c.txt');
  await folder.settle();
  const before = folder.user.listAll();
  const asked = [
    ['upload', 'mine.txt', 'removes-file'],
    ['make-directory', 'Leer', 'removes-directory'],
    ['download', 'a.txt', 'replaces-file'],
    ['move', 'Docs', 'moves-back'],
  ] as const;
  const entries = await Promise.all(asked.map(([verb, path]) => find(folder, verb, path)));

  const told = await (await visit(folder)).listEffects(entries.map(({ id }) => id));
  expect(told.map(({ entry, effect }) => [entry.verb, entry.path, effect])).toEqual(asked);

  for (const { entry, effect } of told) {
    const others = UNDO_EFFECTS.filter((each) => each !== effect);
    expect(await undoAgreed(folder, entry, others)).toEqual({ kind: 'refused', code: 'not-agreed' });
  }
  expect(folder.user.listAll()).toEqual(before);
  expect(folder.user.readFile('a.txt')).toBe('new');
  for (const { entry, effect } of told)
    expect(await undoAgreed(folder, entry, [effect])).toMatchObject({ kind: 'done' });
});

test.each(['here', 'there'] as const)('undo of a move %s moves back on both sides', async (side) => {
  const folder = await synced({ 'Docs/a.txt': 'a' });
  if (side === 'here') folder.user.rename('Docs', 'Akten');
  else folder.server.move('Docs', 'Akten');
  await folder.settle();
  expect(folder.user.listAll()).toEqual(['Akten', 'Akten/a.txt']);

  expect(await undo(folder, 'move', 'Docs')).toMatchObject({ kind: 'done' });

  expect(await settleAndRead(folder)).toEqual({ Docs: undefined, 'Docs/a.txt': 'a' });
  expect(folder.server.readFile('Akten/a.txt')).toBeUndefined();
});

test('undo of new and of removed directories', async () => {
  const folder = await synced({ 'b.txt': 'b' });
  folder.user.makeDirectory('Neu');
  await folder.settle();

  expect(await undo(folder, 'make-directory', 'Neu')).toMatchObject({ kind: 'done' });
  expect(await settleAndRead(folder)).toEqual({ 'b.txt': 'b' });
  folder.server.makeDirectory('Leer');
  await folder.settle();
  folder.server.remove('Leer');
  await folder.settle();
  expect(await undo(folder, 'remove', 'Leer')).toMatchObject({ kind: 'done' });

  expect(await settleAndRead(folder)).toEqual({ Leer: undefined, 'b.txt': 'b' });
});

test('undo is refused when the path has changed since, and nothing is touched', async () => {
  const folder = await synced({ 'a.txt': 'old', 'b.txt': 'b', 'c.txt': 'c', 'd.txt': 'd' });
  folder.server.writeFile('a.txt', 'new');
  folder.server.remove('b.txt');
  folder.server.move('c.txt', 'moved.txt');
  folder.user.writeFile('new.txt', 'new');
  folder.user.makeDirectory('Neu');
  await folder.settle();
  folder.user.writeFile('a.txt', 'edited');
  folder.user.writeFile('b.txt', 'another');
  folder.user.saveByRename('moved.txt', 'something else');
  folder.user.remove('new.txt');
  folder.user.writeFile('Neu/inside', 'x');
  const before = folder.user.listAll();

  const ends = [
    await undo(folder, 'download', 'a.txt'),
    await undo(folder, 'remove', 'b.txt'),
    await undo(folder, 'move', 'c.txt'),
    await undo(folder, 'upload', 'new.txt'),
    await undo(folder, 'make-directory', 'Neu'),
  ];

  expect(ends.map((end) => (end.kind === 'refused' ? end.code : end.kind))).toEqual([
    'changed-since',
    'path-taken',
    'changed-since',
    'changed-since',
    'directory-not-empty',
  ]);
  expect(folder.user.listAll()).toEqual(before);
  expect([...folder.disk.privateTexts.keys()].filter((name) => name.startsWith('act-'))).toEqual([]);
});

test('undo is refused when a program writes in the very moment of the act', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();
  folder.filesystem.faults.onAct = (act) => {
    if (act === 'restore-kept') folder.user.writeFile('a.txt', 'edited');
  };

  expect(await undo(folder, 'download', 'a.txt')).toEqual({ kind: 'refused', code: 'changed-since' });
  expect(folder.user.readFile('a.txt')).toBe('edited');
});

test('the version that made way is found by its path when another file came in between', async () => {
  const folder = await synced({ 'Docs/a.txt': 'old' });
  folder.server.writeFile('Docs/a.txt', 'new');
  await folder.settle();
  folder.filesystem.beforeArrival = (target) => folder.user.writeFile(target, 'made in the same moment');

  expect(await undo(folder, 'download', 'Docs/a.txt')).toEqual({ kind: 'refused', code: 'changed-since' });

  expect(folder.user.readFile('Docs/a.txt')).toBe('made in the same moment');
  const kept = await (await visit(folder)).listKept();
  expect(kept).toMatchObject({ value: [{ originalPath: 'Docs/a.txt' }, { originalPath: 'Docs/a.txt' }] });
});

test('undo says where the server alone can help', async () => {
  const folder = await synced({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
  folder.user.writeFile('a.txt', 'edited');
  folder.user.remove('b.txt');
  folder.user.writeFile('c.txt', 'mine');
  folder.server.writeFile('c.txt', 'theirs');
  await folder.settle();

  expect([
    await undo(folder, 'upload', 'a.txt'),
    await undo(folder, 'remove', 'b.txt'),
    await undo(folder, 'conflict', 'c.txt'),
    await (await visit(folder)).undo('nothing-1', ALL),
  ]).toEqual(
    ['needs-server-versions', 'needs-server-trash', 'two-versions', 'operation-unknown'].map((code) => ({
      kind: 'refused',
      code,
    })),
  );
});

test('an operation is undone once', async () => {
  const folder = await synced({ 'a.txt': 'a' });
  folder.server.remove('a.txt');
  await folder.settle();
  await undo(folder, 'remove', 'a.txt');

  expect(await undo(folder, 'remove', 'a.txt')).toEqual({ kind: 'refused', code: 'already-undone' });
});

/** What sync tells of the way to the server, newest first, and whether the undo itself can be taken back. */
async function tellFollowUp(folder: FakeFolder, path: string) {
  const history = await (await visit(folder)).listHistory();
  const of = history.filter((entry) => (entry.target ?? entry.path) === path);
  return of.map((entry) => `${entry.verb} ${entry.side}: ${toWord(judgeUndo(entry))}`);
}

function toWord(verdict: UndoVerdict): string {
  if (verdict.kind === 'refused') return verdict.why;
  return verdict.kind === 'free' ? 'free' : verdict.effect;
}

test.each([
  ['a replacement', 'download', 'upload', 'restore', 'replaces-file'],
  ['a removal', 'remove', 'upload', 'restore', 'removes-file'],
] as const)('what carries the undo of %s to the server is told as that, and offers nothing', async (...given) => {
  const [what, verb, carrying, act, effect] = given;
  const folder = await synced({ 'a.txt': 'old', 'b.txt': 'b' });
  if (what === 'a removal') folder.server.remove('a.txt');
  else folder.server.writeFile('a.txt', 'new');
  await folder.settle();

  await undo(folder, verb, 'a.txt');
  await folder.settle();

  expect((await tellFollowUp(folder, 'a.txt')).slice(0, 2)).toEqual([
    `${carrying} remote: carries-undo`,
    `${act} local: ${effect}`,
  ]);
});

test('what carries the undo of an upload to the server does not send anybody to the trash there', async () => {
  const folder = await synced({ 'a.txt': 'a', 'b.txt': 'b' });

  await undo(folder, 'upload', 'a.txt');
  await folder.settle();

  expect((await tellFollowUp(folder, 'a.txt')).slice(0, 2)).toEqual([
    'remove remote: carries-undo',
    'remove local: free',
  ]);
});

test('what carries a move back to the server is told as that', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a' });
  folder.server.move('Docs', 'Akten');
  await folder.settle();

  await undo(folder, 'move', 'Docs');
  await folder.settle();

  expect((await tellFollowUp(folder, 'Docs')).slice(0, 2)).toEqual(['move remote: carries-undo', 'move local: free']);
});

test('what carries an undo to the server before that has ended is told as that, too', async () => {
  const folder = await synced({ 'a.txt': 'a', 'b.txt': 'b' });
  folder.server.remove('a.txt');
  await folder.settle();
  await undo(folder, 'remove', 'a.txt');
  for (const note of await readActNotes(folder.filesystem)) {
    await writeActNote(folder.filesystem, { ...note, isDone: false });
  }

  await folder.settle();

  expect((await tellFollowUp(folder, 'a.txt'))[0]).toBe('upload remote: carries-undo');
});

test('an edit after an undo was carried to the server is one of its own', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();
  await undo(folder, 'download', 'a.txt');
  await folder.settle();
  await folder.passTime(1_000);

  folder.user.writeFile('a.txt', 'edited after that');
  await folder.settle();

  expect((await tellFollowUp(folder, 'a.txt'))[0]).toBe('upload remote: needs-server-versions');
});
