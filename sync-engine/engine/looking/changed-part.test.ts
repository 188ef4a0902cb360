import { beforeEach, expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { Observation } from './observe.ts';
import { TRUST_NOTHING } from './observe.ts';

const FILES_IN_EACH = 5;
const DIRECTORIES = ['Akten', 'Akten/Alt', 'Pläne', 'Post'];

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  for (const directory of DIRECTORIES)
    for (let number = 0; number < FILES_IN_EACH; number += 1)
      folder.user.writeFile(`${directory}/${number}.odt`, `${directory} ${number}`);
  await folder.settle();
});

/** What a look plans that leaves out what is the same everywhere. */
async function observe(): Promise<Observation> {
  await folder.passTime(3_000);
  const trust = { ...TRUST_NOTHING, isForAll: false, isSearchingDamage: false };
  const looked = await (await folder.open()).look({ kind: 'everything' }, new AbortController().signal, trust);
  if (!looked.ok || looked.value.kind !== 'observed') throw new Error('nothing was observed');
  return looked.value.observation;
}

function namesOf({ plan }: Observation): readonly string[] {
  return [...plan.local.values()].map(({ name }) => name).toSorted();
}

/** Of the files that were agreed on, how many a plan has seen. */
function countSeen({ plan }: Observation): number {
  return [...plan.base.values()].filter(({ kind }) => kind === 'file').length;
}

function kindsOf({ plan }: Observation): readonly string[] {
  return plan.operations.map(({ kind, side }) => `${kind} ${side}`).toSorted();
}

const FILE_NAMES = ['0.odt', '1.odt', '2.odt', '3.odt', '4.odt'];

test('where nothing differs, a plan sees nothing', async () => {
  const observation = await observe();

  expect([namesOf(observation), observation.plan.operations]).toEqual([[], []]);
});

test('a plan sees the directory in which a file was edited, and those above', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  expect(namesOf(await observe())).toEqual([...FILE_NAMES, 'Akten', 'Alt']);
});

test('a plan sees what was edited on the server in the same way', async () => {
  folder.server.writeFile('Post/3.odt', 'neu');

  expect(namesOf(await observe())).toEqual([...FILE_NAMES, 'Post']);
});

test('a plan sees all of a directory that is new', async () => {
  folder.user.writeFile('Neu/Tief/a.odt', 'a');

  expect(namesOf(await observe())).toEqual(['Akten', 'Neu', 'Pläne', 'Post', 'Tief', 'a.odt']);
});

test('a plan sees the directory in which there is a link, to tell of it and to protect it', async () => {
  folder.user.makeLink('Akten/Alt/Verknüpfung');
  folder.user.writeFile('Post/3.odt', 'neu');

  const observation = await observe();

  expect(namesOf(observation)).toEqual([...FILE_NAMES, ...FILE_NAMES, 'Akten', 'Alt', 'Post'].toSorted());
  expect(observation.observed.problems.map(({ path }) => path)).toEqual(['Akten/Alt/Verknüpfung']);
});

test('a plan sees the directory of a conflict, wherever it has been carried', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'hier');
  folder.server.writeFile('Akten/Alt/3.odt', 'dort');
  await folder.settle();
  folder.user.rename('Akten/Alt', 'Post/Alt');
  await folder.settle();

  expect(namesOf(await observe())).toEqual([...FILE_NAMES, '3.odt (v1)', 'Alt', 'Post'].toSorted());
});

test('guards count the files that a plan does not see', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  const observation = await observe();

  const seen = countSeen(observation);
  expect([seen, seen + observation.filesElsewhere]).toEqual([FILES_IN_EACH, FILES_IN_EACH * DIRECTORIES.length]);
});

test('a look names the directory in which something differs', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  const { differing, plan } = await observe();

  expect(differing?.map((id) => plan.base.get(id)?.name)).toEqual(['Alt']);
});

test.each([
  ['has another name', () => folder.user.rename('Akten/Alt', 'Akten/Neu')],
  ['is gone', () => folder.user.remove('Akten/Alt')],
])('it names none where a directory %s: of what it holds, nothing is known', async (_what, act) => {
  act();

  expect((await observe()).differing).toBeUndefined();
});

test('a plan sees the directory that a file is missing in, on whichever side, and nothing else', async () => {
  folder.user.remove('Akten/Alt/3.odt');
  folder.server.remove('Post/1.odt');

  const observation = await observe();

  expect([countSeen(observation), observation.filesElsewhere]).toEqual([FILES_IN_EACH * 2, FILES_IN_EACH * 2]);
  expect(kindsOf(observation)).toEqual(['remove local', 'remove remote']);
});

test('a plan sees all of a directory that is gone, and leaves the others out', async () => {
  folder.server.remove('Post');

  const observation = await observe();

  expect([countSeen(observation), observation.filesElsewhere]).toEqual([FILES_IN_EACH, FILES_IN_EACH * 3]);
  expect(new Set(kindsOf(observation))).toEqual(new Set(['remove local']));
});

test('a plan sees all of a directory that gets a name on the server that takes no part', async () => {
  folder.server.move('Post', 'Post~');

  const observation = await observe();

  expect([countSeen(observation), observation.filesElsewhere]).toEqual([FILES_IN_EACH, FILES_IN_EACH * 3]);
  expect(new Set(kindsOf(observation))).toEqual(new Set(['remove local']));
});

test('a plan sees a directory that has another place, on whichever side, and nothing of what it holds', async () => {
  folder.user.rename('Akten', 'Post/Ablage');
  folder.server.move('Pläne', 'Zeichnungen');

  const observation = await observe();

  expect([countSeen(observation), kindsOf(observation)]).toEqual([FILES_IN_EACH, ['move local', 'move remote']]);
  expect([...observation.plan.local.values()].map(({ name }) => name)).not.toContain('Alt');
});

test('of a directory that has another place a plan sees the directories in which something differs', async () => {
  folder.user.rename('Akten', 'Ablage');
  folder.user.writeFile('Ablage/Alt/3.odt', 'neu');
  folder.server.writeFile('Akten/Alt/5.odt', 'dort');

  const observation = await observe();

  expect([countSeen(observation), kindsOf(observation)]).toEqual([
    FILES_IN_EACH,
    ['move remote', 'transfer local', 'transfer remote'],
  ]);
});

test('a directory that takes the name of another which has left counts as new', async () => {
  folder.user.rename('Akten/Alt', 'Pläne/Alt');
  folder.user.writeFile('Akten/Alt/3.odt', 'Akten/Alt 3');

  const observation = await observe();

  expect(kindsOf(observation)).toEqual(['make-directory remote', 'move remote', 'transfer remote']);
});

/** One file goes here and another with the same bytes on the server, while a third has them. */
function letTwoGo(): void {
  folder.user.remove('Akten/gleich.odt');
  folder.server.remove('Pläne/gleich.odt');
}

test.each([
  ['a file of the server stands at two places', () => folder.server.mount('Akten/Alt', 'Post/Alt')],
  [
    'what is missing here was edited there',
    () => {
      folder.user.remove('Akten/Alt/3.odt');
      folder.server.writeFile('Akten/Alt/3.odt', 'neuer');
    },
  ],
  [
    'what is missing here may be in a directory that takes no part',
    () => {
      folder.user.writeFile('Post/Ablage~/fremd', 'x');
      folder.user.remove('Akten/Alt/3.odt');
    },
  ],
  ['what is missing here has a name that takes no part', () => folder.user.rename('Akten/Alt/3.odt', 'Post/3.odt~')],
  ['each side has let go of one of two files with the same bytes', letTwoGo],
])('all is planned where %s', async (_what, act) => {
  for (const directory of ['Akten', 'Pläne', 'Post']) folder.user.writeFile(`${directory}/gleich.odt`, 'gleich');
  await folder.settle();
  folder.user.writeFile('Pläne/3.odt', 'neu');
  act();

  const { plan, filesElsewhere } = await observe();

  expect([plan.remote.size > FILES_IN_EACH * 3, filesElsewhere]).toEqual([true, 0]);
});

test('of two files with the same bytes one goes here and one on the server: both stay gone, because a third has them', async () => {
  for (const directory of ['Akten', 'Pläne', 'Post']) folder.user.writeFile(`${directory}/gleich.odt`, 'gleich');
  await folder.settle();
  folder.user.remove('Akten/gleich.odt');
  folder.server.remove('Pläne/gleich.odt');

  await folder.settle();

  const left = folder.user.listAll().filter((path) => path.endsWith('gleich.odt'));
  expect(left).toEqual(['Post/gleich.odt']);
});

test('a directory with a draft that gets a name on the server that takes no part goes from here, with what lies deep in it', async () => {
  folder.server.writeFile('Akten/Entwurf~', 'dort');
  await folder.settle();
  folder.server.move('Akten', 'Akten~');

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

  expect(folder.user.listAll().filter((path) => path.startsWith('Akten'))).toEqual([]);
});

test('a problem in one directory is told while files are edited in another', async () => {
  folder.user.makeLink('Post/Verknüpfung');
  await folder.settle();
  folder.user.writeFile('Akten/3.odt', 'neu');

  const end = await folder.settle();

  const told = { path: 'Post/Verknüpfung' as RelativePath, side: 'local', code: 'symbolic-link' };
  expect(end.kind === 'idle' ? end.problems : []).toEqual([told]);
  expect(folder.state.kind).toBe('not-synced');
});
