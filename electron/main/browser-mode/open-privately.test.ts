import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { openPrivately, tidyOpeningsSoon } from './open-privately.ts';

const ADDRESS = 'http://127.0.0.1:4711/#a-key-of-this-window';

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'open-privately-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'state');
}

it('gives the browser a file that leads to the address, and no argument that holds the key', async () => {
  const directory = makeDirectory();
  const opened: string[] = [];

  await openPrivately(ADDRESS, { directory, open: (address) => Promise.resolve(opened.push(address) > 0) });

  const [address = ''] = opened;
  expect(address).toMatch(/^file:\/\/.*\.html$/);
  expect(address).not.toContain('a-key-of-this-window');
  expect(readFileSync(fileURLToPath(address), 'utf8')).toContain(`content="0;url=${ADDRESS}"`);
});

it.runIf(process.platform !== 'win32')('lets nobody else read that file, nor enter its directory', async () => {
  const directory = makeDirectory();

  await openPrivately(ADDRESS, { directory, open: () => Promise.resolve(true) });

  const [name = ''] = readdirSync(directory);
  expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});

it('takes away files of programs that were killed, and nothing else', async () => {
  const directory = makeDirectory();
  await openPrivately(ADDRESS, { directory, open: () => Promise.resolve(true) });
  writeFileSync(join(directory, 'folders.json'), '{}');
  const old = readdirSync(directory);

  await openPrivately(ADDRESS, { directory, open: () => Promise.resolve(true) });

  const names = readdirSync(directory);
  expect(names).toHaveLength(2);
  expect(names.filter((name) => old.includes(name))).toEqual(['folders.json']);
});

it('leaves no file behind of a start that has ended since', async () => {
  const directory = makeDirectory();
  await openPrivately(ADDRESS, { directory, open: () => Promise.resolve(true) });
  writeFileSync(join(directory, 'folders.json'), '{}');

  tidyOpeningsSoon(directory, 1);

  await expect.poll(() => readdirSync(directory), { timeout: 15_000 }).toEqual(['folders.json']);
});
