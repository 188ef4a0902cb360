import { cpSync, mkdirSync, mkdtempSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import { checkEverything } from './final-check.ts';
import type { Places } from './final-check.ts';
import { readFolder } from './folder-content.ts';
import type { Content } from './folder-content.ts';
import { Presenter } from './presenter.ts';

const AUTHORIZATION = `Basic ${Buffer.from('anna:pw').toString('base64')}`;

let base = '';
let server: DevServer;
let places: Places;
let expected: Content;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'demo-check-'));
  server = await startDevServer({
    dataDirectory: join(base, 'server'),
    profile: 'owncloud10',
    users: [{ name: 'anna', password: 'pw' }],
  });
  places = {
    anna: { name: 'Annas PC', folder: join(base, 'a') },
    bernd: { name: 'Bernds PC', folder: join(base, 'b') },
    server: { davRoot: `${server.url}/remote.php/dav/files/anna/`, user: 'anna', password: 'pw' },
  };
  mkdirSync(join(base, 'a', 'leer'), { recursive: true });
  writeFileSync(join(base, 'a', 'Brief.txt'), 'Hallo');
  cpSync(join(base, 'a'), join(base, 'b'), { recursive: true });
  await ask('MKCOL', 'leer');
  await ask('PUT', 'Brief.txt', 'Hallo');
  expected = readFolder(join(base, 'a'));
});

afterEach(async () => {
  await server.close();
  rmSync(base, { recursive: true });
});

async function ask(method: string, path: string, body?: string): Promise<void> {
  const headers = { Authorization: AUTHORIZATION };
  const url = new URL(path, places.server.davRoot);
  const { ok } = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  expect(ok).toBe(true);
}

async function check(): Promise<{ readonly isEqual: boolean; readonly complaints: readonly string[] }> {
  let output = '';
  const presenter = new Presenter({ LANG: 'en_GB.UTF-8' }, (text) => {
    output += text;
  });
  const isEqual = await checkEverything(expected, places, presenter);
  return { isEqual, complaints: output.split('\n').filter((line) => line.includes('✗ ') && line.includes('"')) };
}

test('three equal places pass', async () => {
  expect(await check()).toEqual({ isEqual: true, complaints: [] });
});

const DAMAGES = [
  ['one flipped byte', '"Brief.txt" has other content'],
  ['one missing file', '"Brief.txt" missing'],
  ['one additional file', '"neu.txt" additional'],
  ['one missing empty folder', '"leer" missing'],
] as const;

type Damage = (typeof DAMAGES)[number][0];

async function damageServer(damage: Damage): Promise<void> {
  switch (damage) {
    case 'one flipped byte':
      return ask('PUT', 'Brief.txt', 'Hallp');
    case 'one missing file':
      return ask('DELETE', 'Brief.txt');
    case 'one additional file':
      return ask('PUT', 'neu.txt', '');
    case 'one missing empty folder':
      return ask('DELETE', 'leer');
    default:
      return damage satisfies never;
  }
}

function damageFolder(folder: string, damage: Damage): void {
  switch (damage) {
    case 'one flipped byte':
      return writeFileSync(join(folder, 'Brief.txt'), 'Hallp');
    case 'one missing file':
      return rmSync(join(folder, 'Brief.txt'));
    case 'one additional file':
      return writeFileSync(join(folder, 'neu.txt'), '');
    case 'one missing empty folder':
      return rmdirSync(join(folder, 'leer'));
    default:
      return damage satisfies never;
  }
}

for (const [damage, complaint] of DAMAGES) {
  for (const place of ['anna', 'bernd'] as const)
    test(`${damage} in the folder of ${place} is named and fails the check`, async () => {
      const { name, folder } = places[place];
      damageFolder(folder, damage);

      expect(await check()).toEqual({ isEqual: false, complaints: [`   ✗ ${name}: ${complaint}`] });
    });

  test(`${damage} on the server is named and fails the check`, async () => {
    await damageServer(damage);

    expect(await check()).toEqual({ isEqual: false, complaints: [`   ✗ Server: ${complaint}`] });
  });
}

test('a file that is lost in all three places fails the check', async () => {
  damageFolder(places.anna.folder, 'one missing file');
  damageFolder(places.bernd.folder, 'one missing file');
  await damageServer('one missing file');

  expect((await check()).complaints).toHaveLength(3);
});
