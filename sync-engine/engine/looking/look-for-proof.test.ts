import { beforeEach, expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { RunEnd } from '../run-end.ts';

const AKTE = 'Akten/Akte.odt' as RelativePath;
const DIRECTORIES = ['Akten', 'Fotos', 'Post'];

let folder: FakeFolder;
/** Directories that were read, in order. */
let read: RelativePath[];

beforeEach(async () => {
  folder = new FakeFolder();
  for (const directory of DIRECTORIES) folder.user.writeFile(`${directory}/Liste.txt`, `Liste ${directory}`);
  folder.user.writeFile(AKTE, 'Akte');
  await folder.settle();
  read = [];
  noteReadings();
});

function noteReadings(): void {
  folder.filesystem.faults.onAct = (act, path) => {
    if (act === 'read-directory') read.push(path);
  };
}

async function runAfterHints(...paths: readonly string[]): Promise<RunEnd> {
  read.length = 0;
  return folder.run({ kind: 'directories', paths: paths as RelativePath[] });
}

function listDone(): readonly string[] {
  return folder.events.flatMap((event) =>
    event.type === 'done' ? `${event.operation.verb} ${event.operation.side}` : [],
  );
}

test('what went missing a moment ago is not looked for elsewhere yet, and nothing follows from it', async () => {
  folder.user.remove(AKTE);

  const end = await runAfterHints('Akten');

  expect([end.kind, read]).toEqual(['waiting', ['Akten']]);
  expect(folder.state.kind).not.toBe('in-sync');
  expect(folder.server.readFile(AKTE)).toBe('Akte');
});

test('a folder does not rest when the second passes just before a run ends', async () => {
  folder.user.remove(AKTE);
  folder.onEvent = ({ type }) => {
    if (type === 'problems') folder.clock.skip(1_000);
  };

  const end = await runAfterHints('Akten');

  expect([end.kind, folder.state.kind]).toEqual(['waiting', 'waiting']);
});

test('when it has been missing for a second, it is enough that no name has come to any other directory', async () => {
  folder.user.remove(AKTE);
  await runAfterHints('Akten');

  await runAfterHints();

  expect(read).toEqual([]);
  expect(folder.server.readFile(AKTE)).toBeUndefined();
});

test('after a change in the moment of its reading a directory could look the same: one look at everything is the proof', async () => {
  folder.user.remove(AKTE);
  folder.filesystem.faults.onAct = (act, path) => {
    if (act !== 'read-directory' || path !== 'Post') return;
    folder.user.writeFile('Post/kurz.tmp', '');
    folder.user.remove('Post/kurz.tmp');
  };
  await runAfterHints('Akten', 'Post');
  noteReadings();

  await runAfterHints();

  expect(read.toSorted()).toEqual([ROOT_PATH, ...DIRECTORIES]);
  expect(folder.server.readFile(AKTE)).toBeUndefined();
});

test('where some directories take no part it may be on its way between them, so that two such looks are the proof', async () => {
  folder.user.writeFile('Fotos/Alt~/Bild.jpg', 'Bild');
  await folder.settle();
  folder.user.remove(AKTE);
  await runAfterHints('Akten');

  await runAfterHints();

  expect(read.filter((path) => path === 'Post')).toEqual(['Post', 'Post']);
});

test('what has gone to a directory of which no hint came is moved, not deleted', async () => {
  const before = listDone().length;
  folder.user.rename(AKTE, 'Post/Akte.odt');
  await runAfterHints('Akten');

  await runAfterHints();

  expect(listDone().slice(before)).toEqual(['move remote']);
});

test('what goes on to a directory that was read already is looked for once more', async () => {
  await folder.run();
  const [early = '', late = ''] = read.filter((path) => path === 'Fotos' || path === 'Post');
  const before = listDone().length;
  folder.user.rename(AKTE, `${late}/Akte.odt`);
  await runAfterHints('Akten');
  folder.filesystem.faults.onAct = (act, path) => {
    if (act !== 'read-directory' || path !== late || folder.user.readFile(`${late}/Akte.odt`) === undefined) return;
    folder.user.rename(`${late}/Akte.odt`, `${early}/Akte.odt`);
  };

  await runAfterHints();

  expect(folder.user.readFile(`${early}/Akte.odt`)).toBe('Akte');
  expect(listDone().slice(before)).toEqual(['move remote']);
});

test('it keeps back nothing that has changed beside it', async () => {
  folder.user.remove(AKTE);
  folder.user.writeFile('Akten/Liste.txt', 'neue Liste');

  await runAfterHints('Akten');

  expect(folder.server.readFile('Akten/Liste.txt')).toBe('neue Liste');
  expect(folder.server.readFile(AKTE)).toBe('Akte');
});
