import { beforeEach, expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { Filesystem } from '#sync-engine/filesystem/filesystem.ts';
import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/photo-folder.ts';
import type { SelectionVisit as Visit } from './selection-visit.ts';
import { SelectionVisit } from './selection-visit.ts';

let folder: FakeFolder;

beforeEach(async () => {
  folder = await syncedFolder();
});

/** Somebody beside the engine, with a copy of its database. */
function visit(filesystem: Filesystem = folder.filesystem, signal = new AbortController().signal): Visit {
  const { database } = folder;
  const loaded = database.loadSelection();
  let selection = loaded;
  // A copy: what is tried in it is not in the engine's own.
  const copy = new Proxy(database, {
    get(target, name): unknown {
      if (name === 'loadSelection') return () => selection;
      if (name === 'commitSelection') return (changed: typeof loaded) => void (selection = changed);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return new SelectionVisit({ ...folder.inspectInput(copy), filesystem, signal, newToken: `${folder.clock.nowMs()}` });
}

function found(value: { readonly staying: readonly string[]; readonly renamed: readonly string[] }) {
  return { ok: true, value };
}

function path(text: string): RelativePath {
  return text as RelativePath;
}

test('lists the directories of the last look with their states', async () => {
  await folder.deselect('Fotos/2025');

  expect(await visit().list(path(''))).toMatchObject([
    { path: 'Docs', state: 'selected' },
    { path: 'Fotos', state: 'partly' },
  ]);
  expect(await visit().list(path('Fotos'))).toMatchObject([{ path: 'Fotos/2025', state: 'deselected' }]);
  expect(await visit().list(path('Nirgends'))).toBeUndefined();
});

test('says before a directory is deselected what would leave and what would stay, and changes nothing yet', async () => {
  folder.user.writeFile('Fotos/a.jpg', 'edited here');

  const end = await visit().choose('deselect', path('Fotos'));

  expect(end).toEqual({ kind: 'taken', preview: { files: 1, bytes: 1, staying: ['Fotos/a.jpg'] } });
  expect(folder.user.listAll()).toHaveLength(6);
  await folder.settle();
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt', 'Fotos', 'Fotos/a.jpg']);
});

test('finds what of a directory the server does not have, and reads no other directory where there is nothing', async () => {
  const read: string[] = [];
  const noting = new Proxy<Filesystem>(folder.filesystem, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (name !== 'readDirectory') return typeof member === 'function' ? member.bind(target) : member;
      return (at: RelativePath): unknown => {
        read.push(at);
        return target.readDirectory(at);
      };
    },
  });
  expect(await visit(noting).findUnsynced([path('Docs'), path('Nirgends')])).toEqual(
    found({ staying: [], renamed: [] }),
  );
  expect(read).toEqual(['', 'Docs']);

  folder.user.writeFile('Docs/new.txt', 'x');
  folder.user.rename('Fotos/a.jpg', 'Fotos/b.jpg');
  expect(await visit().findUnsynced([path('Docs')])).toEqual(found({ staying: ['Docs/new.txt'], renamed: [] }));
  expect(await visit().findUnsynced([path('Fotos')])).toEqual(found({ staying: [], renamed: ['Fotos/b.jpg'] }));
});

test('a look that fails, or is given up, never tells that the server has everything', async () => {
  folder.user.writeFile('Docs/new.txt', 'x');
  folder.disk.root = undefined;
  expect(await visit().findUnsynced([path('Docs')])).toMatchObject({ ok: false });

  expect(await visit(folder.filesystem, AbortSignal.abort()).findUnsynced([path('Docs')])).toMatchObject({
    ok: false,
    error: { code: 'cancelled' },
  });
});

test('refuses what is not there, what is inside a deselected directory, and what is so already', async () => {
  await folder.deselect('Fotos');

  expect(await visit().choose('deselect', path('Nirgends'))).toEqual({ kind: 'unknown' });
  expect(await visit().choose('deselect', path(''))).toEqual({ kind: 'unknown' });
  expect(await visit().choose('select', path('Fotos/2025'))).toEqual({ kind: 'inside-away', above: 'Fotos' });
  expect(await visit().choose('deselect', path('Fotos'))).toEqual({ kind: 'already-so' });
  expect(await visit().choose('select', path('Docs'))).toEqual({ kind: 'already-so' });
});

test('passes over notes that are damaged', async () => {
  folder.disk.privateTexts.set('choice-00000000000001-x.json', '{"acts":[{"kind":"deselect"}]}');
  folder.disk.privateTexts.set('choice-00000000000002-x.json', 'no JSON');

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
  expect(folder.database.loadSelection().choices).toEqual([]);
});
