import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { toLocalStamp } from '../../filesystem/local-stamp.ts';
import { copyFolder } from './copy-folder.ts';
import { LeftFolder } from './left-folder.ts';

const { signal } = new AbortController();

/** A folder of which everything has just been copied. */
async function leave(): Promise<{ readonly path: string; readonly left: LeftFolder }> {
  const home = mkdtempSync(join(tmpdir(), 'bayernbox-left-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const [path, draft] = [join(home, 'old'), join(home, 'draft')];
  mkdirSync(join(path, 'Akten'), { recursive: true });
  mkdirSync(join(path, '.bayernbox'));
  mkdirSync(draft);
  writeFileSync(join(path, 'Akten', 'alt.txt'), 'alt');
  writeFileSync(join(path, 'Haushalt.txt'), 'Ansatz');
  writeFileSync(join(path, '.bayernbox', 'lock'), 'of the process');
  symlinkSync('Haushalt.txt', join(path, 'Verknüpfung'));
  const copied = await copyFolder({ from: path, draft, toStamp: toLocalStamp, signal, onProgress: () => {} });
  if (copied.kind !== 'copied') throw new Error(copied.why);
  return { path, left: new LeftFolder({ path, items: copied.items, toStamp: toLocalStamp }) };
}

it('is equal while nothing in it was touched, whatever the process that worked there has left or taken', async () => {
  const { path, left } = await leave();

  expect(await left.look(signal)).toEqual({ kind: 'equal' });
  unlinkSync(join(path, '.bayernbox', 'lock'));
  expect(await left.look(signal)).toEqual({ kind: 'equal' });
});

it('is changed by a file of the same bytes and length that was written again, by a new one, and by a new folder', async () => {
  const { path, left } = await leave();

  writeFileSync(join(path, 'Haushalt.txt'), 'Ansatz');
  writeFileSync(join(path, 'Akten', 'neu.txt'), '');
  mkdirSync(join(path, 'Bilder'));

  expect(await left.look(signal)).toEqual({ kind: 'changed', paths: ['Akten/neu.txt', 'Bilder', 'Haushalt.txt'] });
});

it('is changed by a link that leads elsewhere now', async () => {
  const { path, left } = await leave();

  unlinkSync(join(path, 'Verknüpfung'));
  symlinkSync('Akten', join(path, 'Verknüpfung'));

  expect(await left.look(signal)).toEqual({ kind: 'changed', paths: ['Verknüpfung'] });
});

it('is equal when something was removed from it: all that is left has a copy', async () => {
  const { path, left } = await leave();

  rmSync(join(path, 'Akten'), { recursive: true });

  expect(await left.look(signal)).toEqual({ kind: 'equal' });
});

it('is gone when a person has removed it, and looking brings nothing back', async () => {
  const { path, left } = await leave();
  rmSync(path, { recursive: true });

  expect([await left.look(signal), existsSync(path)]).toEqual([{ kind: 'gone' }, false]);
});
