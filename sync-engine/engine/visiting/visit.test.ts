import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../core/model/history.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeFilesystem } from '../../filesystem/fake-filesystem.ts';
import { FakeFolder } from '../../testing/builders/fake-folder.ts';
import { Visit } from './visit.ts';
import type { Act } from './visit-acts.ts';

const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;

let nextRandom = 0;

/** A person who comes with the command while the folder may be in use. */
async function visit(folder: FakeFolder): Promise<Visit> {
  const filesystem = new FakeFilesystem({ clock: folder.clock, disk: folder.disk });
  filesystem.faults.onAct = (act, path) => folder.filesystem.faults.onAct(act, path);
  filesystem.beforeArrival = (target) => folder.filesystem.beforeArrival(target);
  await filesystem.open({ isReadOnly: false, isVisitor: true });
  const { database } = folder;
  return new Visit({
    filesystem,
    clock: folder.clock,
    randomId: () => `v${(nextRandom += 1)}`,
    records: {
      kept: database.listKept(),
      history: database,
      choices: database.loadSelection().choices,
    },
    timeZoneOffsetMinutes: 0,
  });
}

async function synced(files: Readonly<Record<string, string>>): Promise<FakeFolder> {
  const folder = new FakeFolder();
  for (const [path, content] of Object.entries(files)) folder.user.writeFile(path, content);
  await folder.settle();
  return folder;
}

/** The last operation of the history that fits. */
async function find(folder: FakeFolder, verb: HistoryEntry['verb'], path: string): Promise<HistoryEntry> {
  const history = await (await visit(folder)).listHistory();
  const entry = history.find((candidate) => candidate.verb === verb && candidate.path === path);
  if (entry === undefined)
    throw new Error(
      `no ${verb} of ${path} in ${JSON.stringify(history.map(({ id, verb: v, path: p }) => [id, v, p]))}`,
    );
  return entry;
}

async function undo(folder: FakeFolder, verb: HistoryEntry['verb'], path: string): Promise<Act<HistoryEntry>> {
  const { id } = await find(folder, verb, path);
  await folder.passTime(1_000);
  return (await visit(folder)).undo(id, NEVER);
}

async function restore(folder: FakeFolder, path: string, target?: string) {
  const visiting = await visit(folder);
  const kept = await visiting.listKept();
  const entry = kept.ok ? kept.value.find(({ originalPath }) => originalPath === path) : undefined;
  return visiting.restore({
    keepId: entry?.keepId ?? 'unknown',
    target: target === undefined ? undefined : (target as RelativePath),
    signal: NEVER,
  });
}

/** All files of both sides, which must be equal. */
async function settleAndRead(folder: FakeFolder): Promise<Readonly<Record<string, string | undefined>>> {
  expect(await folder.settle()).toMatchObject({ kind: 'idle', problems: [] });
  const here = Object.fromEntries(folder.user.listAll().map((path) => [path, folder.user.readFile(path)]));
  const there = Object.fromEntries(Object.keys(here).map((path) => [path, folder.server.readFile(path)]));
  expect(there).toEqual(here);
  return here;
}

test('a file that the server removed comes back to its place, with its directory, and is synced', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'b.txt': 'b' });
  folder.server.remove('Docs');
  await folder.settle();
  expect(folder.user.listAll()).toEqual(['b.txt']);

  const restored = await restore(folder, 'Docs/a.txt');

  expect(restored).toMatchObject({ kind: 'done', value: { path: 'Docs/a.txt', isRenamed: false, bytes: 'verified' } });
  expect(await settleAndRead(folder)).toEqual({ Docs: undefined, 'Docs/a.txt': 'a', 'b.txt': 'b' });
});

test('a version whose place is taken comes back under a free name and replaces nothing', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();

  const restored = await restore(folder, 'a.txt');

  if (restored.kind !== 'done') throw new Error(JSON.stringify(restored));
  expect(restored.value).toMatchObject({ isRenamed: true, bytes: 'verified' });
  expect(restored.value.path).toMatch(/^a \(wiederhergestellt, [-\d ]+\)\.txt$/);
  expect(await settleAndRead(folder)).toEqual({ 'a.txt': 'new', [restored.value.path]: 'old' });
});

test('a version goes to the place that a person names, and is refused there when the place is taken', async () => {
  const folder = await synced({ 'a.txt': 'old', 'b.txt': 'b' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();

  expect(await restore(folder, 'a.txt', 'b.txt')).toEqual({ kind: 'refused', code: 'path-taken' });
  expect(await restore(folder, 'a.txt', 'b.txt/c.txt')).toEqual({ kind: 'refused', code: 'parent-taken' });
  expect(await restore(folder, 'a.txt', 'x/y/c.txt')).toMatchObject({ kind: 'done' });

  expect(folder.user.readFile('x/y/c.txt')).toBe('old');
});

test('a kept version that was changed in the store comes back with a word about it', async () => {
  const folder = await synced({ 'a.txt': 'a' });
  folder.server.remove('a.txt');
  await folder.settle();
  for (const node of [...folder.disk.kept.values()].flatMap((items) => [...items.values()]))
    folder.disk.write(node, Buffer.from('written by an open editor'));

  const restored = await restore(folder, 'a.txt');

  expect(restored).toMatchObject({ kind: 'done', value: { path: 'a.txt', bytes: 'changed-since' } });
});

test('what is not in the store any more is not listed and cannot be restored', async () => {
  const folder = await synced({ 'a.txt': 'a' });
  folder.server.remove('a.txt');
  await folder.settle();
  folder.disk.kept.clear();

  expect(await (await visit(folder)).listKept()).toEqual({ ok: true, value: [] });
  expect(await restore(folder, 'a.txt')).toEqual({ kind: 'refused', code: 'kept-unknown' });
  expect(await undo(folder, 'remove', 'a.txt')).toEqual({ kind: 'refused', code: 'kept-gone' });
});

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
    const done = await visiting.undo(turn % 2 === 0 ? id : (last?.id ?? ''), NEVER);
    expect(done.kind).toBe('done');
    texts.push(folder.user.readFile('a.txt'));
  }

  expect(texts).toEqual(['old', 'new', 'old', 'new']);
});

test('undo of a new download puts the file into the store, here and then on the server', async () => {
  const folder = await synced({ 'b.txt': 'b' });
  folder.server.writeFile('a.txt', 'from a colleague');
  await folder.settle();

  expect(await undo(folder, 'download', 'a.txt')).toMatchObject({ kind: 'done' });

  expect(await settleAndRead(folder)).toEqual({ 'b.txt': 'b' });
  expect(folder.server.readFile('a.txt')).toBeUndefined();
  expect(await restore(folder, 'a.txt')).toMatchObject({ kind: 'done', value: { bytes: 'verified' } });
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
  folder.server.makeDirectory('Neu');
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
  folder.server.writeFile('new.txt', 'new');
  folder.server.makeDirectory('Neu');
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
    await undo(folder, 'download', 'new.txt'),
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
    await (await visit(folder)).undo('nothing-1', NEVER),
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

test('acts of a visitor are told at once, and taken over when the folder is opened', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();
  await undo(folder, 'download', 'a.txt');
  const told = await (await visit(folder)).listHistory();
  await folder.restart();

  await folder.run();

  const stored = folder.database.listHistory(Number.MAX_SAFE_INTEGER);
  expect(stored).toEqual(expect.arrayContaining([...told]));
  expect(stored.filter(({ undoes }) => undoes !== undefined)).toMatchObject([{ verb: 'restore', path: 'a.txt' }]);
  expect(folder.database.listKept()).toMatchObject([{ originalPath: 'a.txt', sizeBytes: 3, reason: 'undone' }]);
  expect([...folder.disk.privateTexts.keys()].filter((name) => name.startsWith('act-'))).toEqual([]);
});

test('what a visitor kept is found by its path also when the act was cut off', async () => {
  const folder = await synced({ 'Docs/a.txt': 'old' });
  folder.server.writeFile('Docs/a.txt', 'new');
  await folder.settle();
  let text: string | undefined;
  folder.filesystem.faults.onAct = (act) => {
    if (act === 'sync-directory')
      text = folder.disk.privateTexts.get([...folder.disk.privateTexts.keys()].at(-1) ?? '');
  };
  const done = await undo(folder, 'download', 'Docs/a.txt');
  if (done.kind !== 'done' || text === undefined) throw new Error('no act');
  folder.disk.privateTexts.set(`act-${done.value.id}.json`, text);
  await folder.restart();

  await folder.passTime(HOUR_MS);
  await folder.run();

  expect(folder.database.listKept()).toMatchObject([{ originalPath: 'Docs/a.txt', reason: 'undone' }]);
  expect(folder.database.listHistory(1)).not.toMatchObject([{ id: done.value.id }]);
});

test('a whole run can be undone, operation by operation from its end', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'Docs/b.txt': 'b', 'c.txt': 'old' });
  folder.server.remove('Docs');
  folder.server.writeFile('c.txt', 'new');
  await folder.settle();
  const visiting = await visit(folder);
  const { runId } = await find(folder, 'remove', 'Docs');

  for (const id of await visiting.listRun(runId))
    expect(await visiting.undo(id, NEVER)).toMatchObject({ kind: 'done' });

  expect(await settleAndRead(folder)).toEqual({
    Docs: undefined,
    'Docs/a.txt': 'a',
    'Docs/b.txt': 'b',
    'c.txt': 'old',
  });
});

test('what comes back into a deselected directory is known to stay on this computer', async () => {
  const folder = await synced({ 'Fotos/2025/a.jpg': 'a', 'Docs/b.txt': 'b' });
  await folder.deselect('Fotos');
  await folder.settle();

  const restored = await restore(folder, 'Fotos/2025/a.jpg');
  const here = await visit(folder);

  if (restored.kind !== 'done') throw new Error(restored.kind);
  expect(here.isKeptAway(restored.value.entry)).toBe(true);
  expect(here.isKeptAway({ path: 'Docs/b.txt' as RelativePath, target: undefined })).toBe(false);
  expect(here.isKeptAway({ path: 'Docs/b.txt' as RelativePath, target: 'Fotos/b.txt' as RelativePath })).toBe(true);
});
