import { beforeEach, expect, test } from 'vitest';
import type { LocalScope } from '../../discovery/local-discovery.ts';
import type { RemoteKey } from '../../core/model/ids.ts';
import { toRemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { RowParts, SyncDatabase } from '../../sync-database/sync-database.ts';
import { FakeDisk } from '../../filesystem/fake-disk.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { parseProof } from '../resting/rest-proof.ts';
import type { Observation } from './observe.ts';
import { TRUST_NOTHING } from './observe.ts';

const DIRECTORIES = ['Akten', 'Akten/Alt', 'Pläne', 'Post'];
const FILE_NAMES = ['0.odt', '1.odt', '2.odt', '3.odt', '4.odt'];

let folder: FakeFolder;
/** Which trees were read from the sync database as a whole. */
let read: string[];
/** Called while parts of them are read. */
let onPart: (database: SyncDatabase) => void;
/** What the sync database says of them. */
let isAllCheaper: boolean;

beforeEach(async () => {
  read = [];
  onPart = () => {};
  isAllCheaper = false;
  await restWith(new FakeDisk());
});

async function restWith(disk: FakeDisk): Promise<void> {
  folder = new FakeFolder({ disk, wrapDatabase: noteReading });
  for (const directory of DIRECTORIES)
    for (const name of FILE_NAMES) folder.user.writeFile(`${directory}/${name}`, `${directory} ${name}`);
  await restFirst();
}

/** Until both sides are equal, and that is proven. */
async function restFirst(): Promise<void> {
  await folder.settle();
  await folder.run();
  read.length = 0;
}

const TREES: ReadonlySet<string> = new Set(['loadBase', 'readBase', 'loadRemoteTree', 'readRemoteTree']);

function noteReading(database: SyncDatabase): SyncDatabase {
  const parts: RowParts = {
    get isAllCheaper() {
      return isAllCheaper;
    },
    findKeptBase: () => database.parts.findKeptBase(),
    readBase: (filesIn) => database.parts.readBase(filesIn),
    *readRemoteTree(filesIn) {
      const part = yield* database.parts.readRemoteTree(filesIn);
      onPart(database);
      return part;
    },
    hasRemoteRow: (key) => database.parts.hasRemoteRow(key),
  };
  return new Proxy(database, {
    get(target, name) {
      if (name === 'parts') return parts;
      if (TREES.has(String(name))) read.push(String(name));
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function'
        ? (...args: unknown[]): unknown => Reflect.apply(member, target, args)
        : member;
    },
  });
}

function hint(...paths: readonly string[]): LocalScope {
  return { kind: 'directories', paths: paths as RelativePath[] };
}

/** What a look plans that may go by the proof of rest. */
async function observe(
  scope: LocalScope = { kind: 'everything' },
  isSearching = { isSearchingConflicts: false, isSearchingDamage: false },
): Promise<Observation> {
  await folder.passTime(3_000);
  const proof = parseProof(folder.database.loadRestProof() ?? '');
  const trust = { ...TRUST_NOTHING, ...isSearching, isForAll: false, proof };
  const looked = await (await folder.open()).look(scope, new AbortController().signal, trust);
  if (!looked.ok || looked.value.kind !== 'observed') throw new Error('nothing was observed');
  return looked.value.observation;
}

function namesOf({ plan }: Observation): readonly string[] {
  return [...plan.local.values()].map(({ name }) => name).toSorted();
}

function kindsOf({ plan }: Observation): readonly string[] {
  return plan.operations.map(({ kind, side }) => `${kind} ${side}`).toSorted();
}

test('an edit after a rest is planned from the rows of its directory, and of those above', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  const observation = await observe(hint('Akten/Alt'));

  expect(read).toEqual([]);
  expect(kindsOf(observation)).toEqual(['transfer remote']);
  expect(namesOf(observation)).toEqual([...FILE_NAMES, 'Akten', 'Alt']);
});

test('guards count the files whose rows are not read', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  expect((await observe()).filesElsewhere).toBe(FILE_NAMES.length * (DIRECTORIES.length - 1));
});

test('keys of server rows that are not read are taken all the same', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  const { isRemoteKeyTaken } = (await observe()).observed;

  const keyOf = (path: string): RemoteKey => toRemoteKey(folder.server.getEntry(path).fileId, () => false);
  expect([isRemoteKeyTaken(keyOf('Post/0.odt')), isRemoteKeyTaken('of nothing' as RemoteKey)]).toEqual([true, false]);
});

test.each([
  ['an edit', () => folder.user.writeFile('Akten/Alt/3.odt', 'neu'), 'transfer remote'],
  ['a new file', () => folder.user.writeFile('Akten/Alt/9.odt', 'neu'), 'transfer remote'],
  ['a deletion', () => folder.user.remove('Akten/Alt/3.odt'), 'remove remote'],
  ['a rename', () => folder.user.rename('Akten/Alt/3.odt', 'Akten/Alt/9.odt'), 'move remote'],
  ['a move', () => folder.user.rename('Akten/Alt/3.odt', 'Post/9.odt'), 'move remote'],
  ['a rename of a directory', () => folder.user.rename('Akten/Alt', 'Akten/Neu'), 'move remote'],
  ['a deletion of a directory', () => folder.user.remove('Akten/Alt'), 'remove remote'],
])('%s is planned from parts of the rows', async (_what, act, kind) => {
  act();

  const observation = await observe();

  expect([read, new Set(kindsOf(observation))]).toEqual([[], new Set([kind])]);
});

test('so it is in the first run of a program that has found all as it was', async () => {
  await folder.restart();
  await folder.run();
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  await folder.run(hint('Akten/Alt'));

  expect([read, folder.server.readFile('Akten/Alt/3.odt')]).toEqual([[], 'neu']);
});

test('a file that takes no part comes and goes without any tree being read, and all stays proven', async () => {
  folder.user.writeFile('Akten/Alt/Entwurf~', 'Entwurf');
  await folder.run(hint('Akten/Alt'));
  folder.user.remove('Akten/Alt/Entwurf~');
  await folder.run(hint('Akten/Alt'));
  folder.user.writeFile('Post/3.odt', 'neu');

  await folder.run(hint('Post'));

  expect([read, folder.server.readFile('Post/3.odt')]).toEqual([[], 'neu']);
});

test('all rows are read where nobody has seen here what was proven', async () => {
  await folder.restart();
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  await folder.run();

  expect(read).toContain('loadBase');
});

test('all rows are read where the server shows something else than what was proven', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');
  folder.server.writeFile('Post/1.odt', 'neu');

  const observation = await observe();

  expect([read.includes('loadBase'), kindsOf(observation)]).toEqual([true, ['transfer local', 'transfer remote']]);
});

test('a directory of which something differs all the time is among what is read', async () => {
  folder.server.writeFile('Post/Liste~', 'takes no part');
  await restFirst();
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  const observation = await observe();

  expect(read).toEqual([]);
  expect(namesOf(observation)).toEqual([...FILE_NAMES, ...FILE_NAMES, 'Akten', 'Alt', 'Post'].toSorted());
});

test('so are the directories of a conflict', async () => {
  folder.user.writeFile('Post/3.odt', 'hier');
  folder.server.writeFile('Post/3.odt', 'dort');
  await restFirst();
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  const observation = await observe();

  expect(read).toEqual([]);
  expect(namesOf(observation)).toContain('3.odt (v1)');
});

test('what only the server has, because it takes no part, is read with the rest', async () => {
  folder.server.move('Pläne', 'Pläne~');
  await restFirst();
  folder.user.remove('Akten/Alt/3.odt');

  const observation = await observe();

  expect([read, kindsOf(observation)]).toEqual([[], ['remove remote']]);
});

test.each([
  ['second versions that nobody has recorded', { isSearchingConflicts: true, isSearchingDamage: false }],
  ['what a crash may have cost its bytes', { isSearchingConflicts: false, isSearchingDamage: true }],
])('all rows are read while %s is looked for', async (_what, isSearching) => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  await observe(hint('Akten/Alt'), isSearching);

  expect(read).toContain('loadBase');
});

test('all rows are read where that costs less than parts of them', async () => {
  isAllCheaper = true;
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  await observe(hint('Akten/Alt'));

  expect(read).toContain('loadBase');
});

test('all rows are read while anything is deselected, which has to follow what the server shows', async () => {
  await folder.deselect('Pläne');
  await restFirst();
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  await observe(hint('Akten/Alt'));

  expect(read).toContain('loadBase');
});

test('all rows are read on a disk whose inodes do not tell which item is which', async () => {
  await restWith(new FakeDisk({ hasStableInodes: false }));
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  await observe(hint('Akten/Alt'));

  expect(read).toContain('loadBase');
});

test('a file that is missing, and that has another name which takes no part, is not deleted on the server', async () => {
  const file = folder.disk.find('Akten/Alt/3.odt' as RelativePath);
  if (file === undefined) throw new Error('the file is not here');
  folder.disk.attach('Post/Entwurf~' as RelativePath, file);
  await restFirst();
  folder.user.remove('Akten/Alt/3.odt');

  const observation = await observe(hint('Akten/Alt'));

  expect([read.includes('loadBase'), kindsOf(observation)]).toEqual([true, []]);
});

test('a file that a hint shows, and that was known in a directory without a hint, has moved: all rows are read', async () => {
  folder.user.rename('Pläne/3.odt', 'Post/9.odt');

  const observation = await observe(hint('Post'));

  expect(read).toContain('loadBase');
  expect(kindsOf(observation)).not.toContain('remove remote');
});

test('what is missing may have gone to a name that takes no part, also to one of which no hint tells: all rows are read', async () => {
  folder.user.writeFile('Post/Entwurf~', 'Entwurf');
  await restFirst();
  folder.user.rename('Akten/Alt', 'Post/Alt~');

  const observation = await observe(hint('Akten', 'Post'));

  expect(read).toContain('loadBase');
  expect(kindsOf(observation)).toEqual([]);
});

test('all rows are read where anything is written while parts of them are', async () => {
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');
  onPart = (database) => database.saveCursor('another');

  const observation = await observe();

  expect([read.includes('loadBase'), kindsOf(observation)]).toEqual([true, ['transfer remote']]);
});

test('all rows are read where those of the two sides do not fit each other', async () => {
  loseRow(({ name }) => name === '2.odt');
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  await observe(hint('Akten/Alt'));

  expect(read).toContain('loadBase');
});

test('a base that is broken in what is read of it unites both sides, and nothing is deleted', async () => {
  loseRow(({ name }) => name === 'Akten');
  folder.user.remove('Akten/Alt/3.odt');

  const observation = await observe(hint('Akten/Alt'));

  expect(folder.events).toContainEqual({ type: 'united', why: 'base-broken' });
  expect(kindsOf(observation)).not.toContain('remove remote');
});

test.each([
  ['of an older version', (proof: string) => proof.split(' ').slice(0, 2).join(' ')],
  ['with a list that nobody can read', (proof: string) => `${proof.split(' ').slice(0, 2).join(' ')} 1;2`],
])('by a proof %s no row is left out, and no byte is sent twice', async (_what, change) => {
  folder.damageDatabase((storage) => {
    storage.restProof = change(storage.restProof ?? '');
  });
  folder.user.writeFile('Akten/Alt/3.odt', 'neu');

  const observation = await observe();

  expect([read.includes('loadBase'), kindsOf(observation)]).toEqual([true, ['transfer remote']]);
});

/** Something has happened to the sync database that is no write of ours. */
function loseRow(isLost: (row: { readonly name: string }) => boolean): void {
  folder.damageDatabase(({ base }) => {
    const lost = [...base.values()].find(isLost);
    if (lost !== undefined) base.delete(lost.id);
  });
}
