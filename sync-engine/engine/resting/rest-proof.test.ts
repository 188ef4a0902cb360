import { beforeEach, expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** Which trees were read from the sync database since the list was emptied. */
let read: string[];
let folder: FakeFolder;

beforeEach(async () => {
  read = [];
  folder = new FakeFolder({ wrapDatabase: noteReading });
  folder.user.writeFile('Akten/Bescheid.odt', 'Bescheid');
  folder.user.writeFile('Akten/Plan.odt', 'Plan');
  await folder.settle();
  await folder.run();
  read.length = 0;
});

const TREES: ReadonlySet<string> = new Set(['loadBase', 'readBase', 'loadRemoteTree', 'readRemoteTree']);

function noteReading(database: SyncDatabase): SyncDatabase {
  return new Proxy(database, {
    get(target, name) {
      if (TREES.has(String(name))) read.push(String(name));
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function'
        ? (...args: unknown[]): unknown => Reflect.apply(member, target, args)
        : member;
    },
  });
}

/** What the server is asked from now on. */
function noteCalls(): readonly string[] {
  const asked: string[] = [];
  folder.server.faults.onCall = (call, path) => {
    asked.push(`${call} ${path}`);
  };
  return asked;
}

test('a pass over sides that are as they were when nothing was to be done reads no tree, and proves that all is equal', async () => {
  const beforeMs = folder.clock.nowMs();

  const end = await folder.run();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(read).toEqual([]);
  expect(folder.state).toEqual({ kind: 'in-sync', verifiedAtMs: beforeMs + 2_000 });
});

test('so does the first pass of a new process', async () => {
  await folder.restart();

  await folder.run();

  expect(read).toEqual([]);
  expect(folder.state.kind).toBe('in-sync');
});

test.each([
  ['sent an edit', () => folder.user.writeFile('Akten/Plan.odt', 'Neu!')],
  ['sent a new file', () => folder.user.writeFile('Akten/Vermerk.odt', 'Neu!')],
  ['renamed a directory there', () => folder.user.rename('Akten', 'Ablage')],
  ['removed a file there', () => folder.user.remove('Akten/Plan.odt')],
  ['brought an edit', () => folder.server.writeFile('Akten/Plan.odt', 'Neu!')],
])('so does the first pass after one that has %s', async (_, act) => {
  act();
  await folder.settle();
  await folder.restart();
  const asked = noteCalls();
  read.length = 0;

  await folder.run();

  expect(read).toEqual([]);
  expect(asked).toEqual(['connect ', 'list ']);
  expect(folder.state.kind).toBe('in-sync');
});

test('what a colleague writes while the look after an edit goes on comes with the next pass', async () => {
  folder.user.writeFile('Akten/Plan.odt', 'Neu!');
  await folder.run();
  let hasWritten = false;
  folder.server.faults.onCall = (_, path) => {
    if (path !== 'Akten' || hasWritten) return;
    hasWritten = true;
    folder.server.writeFile('Akten/Anlage.odt', 'Anlage');
    folder.server.writeFile('Vermerk.odt', 'Vermerk');
  };
  await folder.run();
  expect(hasWritten).toBe(true);
  await folder.restart();

  await folder.settle();

  expect([folder.user.readFile('Akten/Anlage.odt'), folder.user.readFile('Vermerk.odt')]).toEqual([
    'Anlage',
    'Vermerk',
  ]);
});

test('with a deselected directory, which has to follow what the server shows, the pass after it plans', async () => {
  folder.user.writeFile('Bilder/Foto.jpg', 'Foto');
  await folder.settle();
  await folder.deselect('Bilder');
  await folder.settle();
  await folder.run();
  folder.user.writeFile('Akten/Plan.odt', 'Neu!');
  await folder.settle();
  read.length = 0;

  await folder.run();

  expect(read).toContain('loadBase');
});

test('every item here is looked at in each such pass, and the server is asked', async () => {
  const looked: string[] = [];
  folder.filesystem.faults.onAct = (act, at) => {
    looked.push(`${act} ${at}`);
  };
  folder.server.faults.onCall = (call) => {
    looked.push(call);
  };

  await folder.run();

  expect(looked).toEqual(expect.arrayContaining(['read-directory ', 'read-directory Akten', 'list']));
});

test('an edit here is sent', async () => {
  folder.user.writeFile('Akten/Plan.odt', 'Neu!');

  await folder.settle();

  expect(folder.server.readFile('Akten/Plan.odt')).toBe('Neu!');
});

test('an edit on the server comes', async () => {
  folder.server.writeFile('Akten/Plan.odt', 'Neu!');

  await folder.settle();

  expect(folder.user.readFile('Akten/Plan.odt')).toBe('Neu!');
});

test('a directory that cannot be read is told, and is no proof', async () => {
  folder.filesystem.faults.add({
    act: 'read-directory',
    path: 'Akten' as RelativePath,
    errno: 'EACCES',
    times: Number.POSITIVE_INFINITY,
  });

  const ends = [await folder.run(), await folder.run()];

  const unreadable = { path: 'Akten', side: 'local', code: 'local-access-denied' };
  for (const end of ends) expect(end.kind === 'idle' ? end.problems : []).toContainEqual(unreadable);
  expect(folder.state.kind).toBe('not-synced');
});

test('with another exclude list everything is planned anew', async () => {
  await folder.restart();
  folder.excludedEndings = ['.odt'];

  await folder.run();

  expect(read).toContain('loadBase');
  expect(folder.database.loadBase().size).toBe(1);
});

test('what people chose away leaves although nothing has changed on either side', async () => {
  await folder.deselect('Akten');

  await folder.settle();

  expect(folder.user.listAll()).toEqual([]);
});

test('a base that is broken where a proof stands is found when its rows are needed: both sides are united', async () => {
  const storage = folder.copyDatabase();
  await folder.restart();
  for (const row of storage.base.values()) if (row.kind === 'directory') storage.base.delete(row.id);
  folder.restoreDatabase(storage);
  folder.user.writeFile('Akten/Plan.odt', 'Neu!');

  await folder.settle();

  expect(folder.events).toContainEqual({ type: 'united', why: 'base-broken' });
  expect(Object.values(folder.server.snapshot())).toEqual(expect.arrayContaining(['Bescheid', 'Plan', 'Neu!']));
});
