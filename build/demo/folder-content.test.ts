import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import { findDifferences, readFolder, readServer, withFile, withoutFile, withRenamedFolder } from './folder-content.ts';
import type { Content, Difference, ServerAccess } from './folder-content.ts';

let base = '';
let server: DevServer;
let access: ServerAccess;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'demo-content-'));
  mkdirSync(join(base, 'folder'));
  server = await startDevServer({
    dataDirectory: join(base, 'server'),
    profile: 'owncloud10',
    users: [{ name: 'anna', password: 'pw' }],
  });
  access = { davRoot: `${server.url}/remote.php/dav/files/anna/`, user: 'anna', password: 'pw' };
});

afterEach(async () => {
  await server.close();
  rmSync(base, { recursive: true });
});

async function put(path: string, body: string | undefined): Promise<void> {
  const headers = { Authorization: `Basic ${Buffer.from('anna:pw').toString('base64')}` };
  const method = body === undefined ? 'MKCOL' : 'PUT';
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), access.davRoot);
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  expect(answer.status).toBe(201);
}

async function fillBoth(): Promise<void> {
  for (const directory of ['Akten', 'Akten/leer & rein']) {
    mkdirSync(join(base, 'folder', directory));
    await put(directory, undefined);
  }
  for (const [path, text] of [
    ['Akten/Brief #1 100%.txt', 'Grüß Gott'],
    ['leer', ''],
  ] as const) {
    writeFileSync(join(base, 'folder', path), text);
    await put(path, text);
  }
}

async function compare(): Promise<readonly Difference[]> {
  return findDifferences(readFolder(join(base, 'folder')), await readServer(access));
}

test('equal trees have no difference', async () => {
  await fillBoth();

  expect(readFolder(join(base, 'folder')).size).toBe(4);
  expect(await compare()).toEqual([]);
});

test('one other byte is found', async () => {
  await fillBoth();
  writeFileSync(join(base, 'folder', 'Akten/Brief #1 100%.txt'), 'Grüß Gotu');

  expect(await compare()).toEqual([{ path: 'Akten/Brief #1 100%.txt', kind: 'different' }]);
});

test('a missing file, an additional file and a missing empty folder are found', async () => {
  await fillBoth();
  rmSync(join(base, 'folder', 'Akten/leer & rein'), { recursive: true });
  rmSync(join(base, 'folder', 'leer'));
  writeFileSync(join(base, 'folder', 'neu'), '');

  expect(await compare()).toEqual([
    { path: 'Akten/leer & rein', kind: 'additional' },
    { path: 'leer', kind: 'additional' },
    { path: 'neu', kind: 'missing' },
  ]);
});

test('a file where a folder should be is a difference', () => {
  const folder: Content = new Map([['a', 'directory']]);
  const file: Content = new Map([['a', 'e3b0c442']]);

  expect(findDifferences(folder, file)).toEqual([{ path: 'a', kind: 'different' }]);
});

test('a written, a renamed and a deleted item are expected as they are on the disk', () => {
  const root = join(base, 'folder');
  mkdirSync(join(root, 'Akten', 'leer'), { recursive: true });
  mkdirSync(join(root, 'Akten 2'));
  writeFileSync(join(root, 'Akten', 'alt'), 'Brief');
  const before = readFolder(root);

  renameSync(join(root, 'Akten'), join(root, 'Archiv'));
  writeFileSync(join(root, 'neu'), 'Grüße');
  rmSync(join(root, 'Archiv', 'alt'));

  const expected = withoutFile(withFile(withRenamedFolder(before, 'Akten', 'Archiv'), 'neu', 'Grüße'), 'Archiv/alt');
  expect(findDifferences(expected, readFolder(root))).toEqual([]);
});
