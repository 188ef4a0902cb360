import { expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { ALL, find, restore, settleAndRead, synced, undo, visit } from '../../testing/builders/visited-folder.ts';

const HOUR_MS = 3_600_000;

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

test('what is kept is told with when its bytes were last changed, which tells versions of one file apart', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.user.setModificationTime('a.txt', 1_700_000_000_000);
  await folder.settle();
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();

  expect(await (await visit(folder)).listKept()).toMatchObject({
    value: [{ originalPath: 'a.txt', modifiedAtMs: 1_700_000_000_000, reason: 'replaced-by-server-version' }],
  });
});

test.each([1e17, -1e17])(
  'what is kept is told with a time that has a date, whatever the disk told: %d',
  async (timeMs) => {
    const folder = await synced({ 'a.txt': 'old' });
    folder.user.setModificationTime('a.txt', timeMs);
    await folder.settle();
    folder.server.writeFile('a.txt', 'new');
    await folder.settle();

    const kept = await (await visit(folder)).listKept();
    expect(kept.ok && kept.value.map(({ modifiedAtMs }) => new Date(modifiedAtMs).getTime())).toEqual([
      Math.sign(timeMs) * 8.64e15,
    ]);
  },
);

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

  for (const id of await visiting.listRun(runId)) expect(await visiting.undo(id, ALL)).toMatchObject({ kind: 'done' });

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
  const findAway = here.readAway();
  expect(findAway(restored.value.entry)).toBe('Fotos');
  expect(findAway({ path: 'Docs/b.txt' as RelativePath, target: undefined })).toBeUndefined();
  expect(findAway({ path: 'Docs/b.txt' as RelativePath, target: 'Fotos/b.txt' as RelativePath })).toBe('Fotos');
});

test('what sync does while a person thinks about a question counts for the answer', async () => {
  const folder = await synced({ 'Fotos/a.jpg': 'a' });
  await folder.deselect('Fotos');
  await folder.settle();
  const asking = await visit(folder);
  const { id } = await find(folder, 'upload', 'Fotos/a.jpg');
  expect(await asking.listEffects([id])).toEqual([]);

  await folder.select('Fotos');
  await folder.settle();

  expect(await asking.undo(id, { agreed: [], signal: new AbortController().signal })).toMatchObject({
    kind: 'refused',
    code: 'not-agreed',
  });
});
