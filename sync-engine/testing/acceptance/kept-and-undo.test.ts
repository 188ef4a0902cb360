import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { parseLines, runCommand } from '../../cli/command-process.ts';
import type { CommandResult } from '../../cli/command-process.ts';
import type { Setting } from './command-setting.ts';
import { openSetting, WAIT } from './command-setting.ts';
import { readContent } from './folder-content.ts';

const LIMIT_MS = 600_000;

type Line = Readonly<Record<string, unknown>>;

/** Both computers have `files`; then the other one does `change`, and Anna's has synced it. */
async function afterChange(
  setting: Setting,
  files: Readonly<Record<string, string>>,
  change: (other: string) => void,
): Promise<readonly Line[]> {
  setting.write(files);
  await setting.sync();
  await setting.start(setting.other).ended;
  change(setting.other);
  await setting.start(setting.other).ended;
  return parseLines((await setting.sync('--json')).stdout);
}

function ask(...args: readonly string[]): Promise<CommandResult> {
  return runCommand({ args });
}

function findId(lines: readonly Line[], verb: string, path: string): string {
  return String(lines.find((line) => line['verb'] === verb && line['path'] === path)?.['id']);
}

async function settleBoth(setting: Setting): Promise<void> {
  await setting.sync();
  await setting.start(setting.other).ended;
  expect(readContent(setting.other)).toEqual(readContent(setting.folder));
}

it.each(['owncloud10', 'infinite-scale'] as const)(
  'lists what sync replaced or removed, and brings it back on both computers (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using setting = await openSetting(profile);
    await afterChange(setting, { 'Docs/Brief.txt': 'alt', 'Akten/weg.txt': 'weg' }, (other) => {
      writeFileSync(join(other, 'Docs/Brief.txt'), 'neu und länger');
      rmSync(join(other, 'Akten'), { recursive: true });
    });

    const listed = parseLines((await ask('kept', 'list', join(setting.folder, 'Docs'), '--json')).stdout);
    const ids = new Map(listed.map((line) => [line['path'], String(line['id'])]));
    const restored = [
      await ask('kept', 'restore', ids.get('Akten/weg.txt') ?? '', setting.folder),
      await ask('kept', 'restore', ids.get('Docs/Brief.txt') ?? '', setting.folder, '--json'),
    ];

    expect(listed).toHaveLength(2);
    expect(restored.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(readFileSync(join(setting.folder, 'Akten/weg.txt'), 'utf8')).toBe('weg');
    const beside = String(parseLines(restored[1]?.stdout ?? '')[0]?.['path']);
    expect(beside).toMatch(/^Docs\/Brief \(wiederhergestellt, .*\)\.txt$/);
    await settleBoth(setting);
    expect(readFileSync(join(setting.other, beside), 'utf8')).toBe('alt');
    expect((await ask('kept', 'list', setting.folder)).stdout).toBe('The safety store is empty.\n');
  },
);

it('undoes each kind of operation, and both computers follow', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  const before = { 'a.txt': 'alt', 'Ordner/b.txt': 'bleibt', 'weg.txt': 'weg' };
  const lines = await afterChange(setting, before, (other) => {
    writeFileSync(join(other, 'a.txt'), 'neu und länger');
    renameSync(join(other, 'Ordner'), join(other, 'Akten'));
    rmSync(join(other, 'weg.txt'));
  });

  const ends = [
    await ask('undo', findId(lines, 'download', 'a.txt'), setting.folder, '--yes'),
    await ask('undo', findId(lines, 'move', 'Ordner'), setting.folder, '--yes'),
    await ask('undo', findId(lines, 'remove', 'weg.txt'), setting.folder, '--yes'),
  ];

  expect(ends.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(ends.map(() => [0, '']));
  await settleBoth(setting);
  expect(readdirSync(setting.other).toSorted()).toEqual(['.bayernbox', 'Ordner', 'a.txt', 'weg.txt']);
  for (const [path, text] of Object.entries(before)) expect(readFileSync(join(setting.other, path), 'utf8')).toBe(text);
});

it('deletes nothing for others by an undo that nobody has agreed to', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  const lines = await afterChange(setting, { 'a.txt': 'alt' }, (other) => {
    writeFileSync(join(other, 'a.txt'), 'neu und länger');
    writeFileSync(join(other, 'neu.txt'), 'von nebenan');
    mkdirSync(join(other, 'Leer'));
  });
  const before = readContent(setting.folder);
  const download = findId(lines, 'download', 'a.txt');

  const ends = [
    await ask('undo', download, setting.folder, '--json'),
    await ask('undo', findId(lines, 'download', 'neu.txt'), setting.folder, '--yes', '--json'),
    await ask('undo', findId(lines, 'make-directory', 'Leer'), setting.folder, '--yes', '--json'),
  ];
  const history = parseLines((await ask('history', setting.folder, '--json')).stdout);

  expect(ends.map(({ exitCode, stdout }) => [exitCode, parseLines(stdout)[0]?.['code']])).toEqual([
    [1, 'not-agreed'],
    [1, 'came-from-server'],
    [1, 'came-from-server'],
  ]);
  expect(history.find(({ id }) => id === download)).toMatchObject({ canUndo: true, undoAsks: 'replaces-file' });
  expect(history.find(({ path }) => path === 'neu.txt')).toMatchObject({ canUndo: false, whyNot: 'came-from-server' });
  expect(readContent(setting.folder)).toEqual(before);
});

it('undoes a whole run, and takes that back', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  const lines = await afterChange(setting, { 'Docs/a.txt': 'a', 'Docs/b.txt': 'b', 'c.txt': 'c' }, (other) => {
    rmSync(join(other, 'Docs'), { recursive: true });
    writeFileSync(join(other, 'c.txt'), 'neu und länger');
  });
  const changed = readContent(setting.folder);
  const run = findId(lines, 'remove', 'Docs').split('-')[0] ?? '';

  const undone = await ask('undo', '--run', run, setting.folder, '--yes', '--json');
  const restored = readContent(setting.folder);
  const undoRun = String(parseLines(undone.stdout)[0]?.['run']);
  const redone = await ask('undo', '--run', undoRun, setting.folder, '--yes');

  expect([undone.exitCode, redone.exitCode]).toEqual([0, 0]);
  expect(Object.keys(restored)).toEqual(['Docs', 'Docs/a.txt', 'Docs/b.txt', 'c.txt']);
  expect(readContent(setting.folder)).toEqual(changed);
});

it('says what only the server can bring back', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  setting.write({ 'a.txt': 'eins', 'b.txt': 'b' });
  await setting.sync();
  setting.write({ 'a.txt': 'zwei und länger' });
  rmSync(join(setting.folder, 'b.txt'));
  const lines = parseLines((await setting.sync('--json')).stdout);

  const upload = await ask('undo', findId(lines, 'upload', 'a.txt'), setting.folder, '--json');
  const remove = await runCommand({
    args: ['undo', findId(lines, 'remove', 'b.txt'), setting.folder],
    environment: { LANG: 'de_DE.UTF-8' },
  });

  expect([upload.exitCode, parseLines(upload.stdout)[0]?.['code']]).toEqual([1, 'needs-server-versions']);
  expect([remove.exitCode, remove.stderr]).toEqual([
    1,
    expect.stringContaining('Was entfernt wurde, liegt auf dem Server im Papierkorb.'),
  ]);
});

it(
  'restores and undoes while another process watches the folder, which then syncs',
  { timeout: LIMIT_MS },
  async () => {
    await using setting = await openSetting();
    const lines = await afterChange(setting, { 'a.txt': 'alt', 'weg.txt': 'weg' }, (other) => {
      writeFileSync(join(other, 'a.txt'), 'neu und länger');
      rmSync(join(other, 'weg.txt'));
    });
    const watching = setting.start(setting.folder, '--watch', '--json');
    const seen = () => parseLines(watching.stdout());
    try {
      await vi.waitUntil(() => seen().some(({ type }) => type === 'idle'), WAIT);

      const ends = [
        await ask('undo', findId(lines, 'download', 'a.txt'), setting.folder, '--yes'),
        await ask('kept', 'restore', findId(lines, 'remove', 'weg.txt'), setting.folder),
      ];

      expect(ends.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
        [0, ''],
        [0, ''],
      ]);
      await vi.waitUntil(() => seen().filter(({ verb }) => verb === 'upload').length === 2, WAIT);
      const history = parseLines((await ask('history', setting.folder, '--json')).stdout);
      expect(history.filter(({ verb }) => verb === 'restore').map(({ path }) => path)).toEqual(['weg.txt', 'a.txt']);
      expect((await ask('kept', 'list', setting.folder, '--json')).stdout).toContain('"path":"a.txt","sizeBytes":15');
    } finally {
      watching.signal('SIGINT');
      await watching.ended;
    }
  },
);

it('keeps what a killed process had put aside before its index knew of it', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  await afterChange(setting, { 'Docs/weg.txt': 'weg', 'b.txt': 'b' }, (other) => rmSync(join(other, 'Docs/weg.txt')));
  rmSync(setting.stateDirectory, { recursive: true });

  const blind = parseLines((await ask('kept', 'list', setting.folder, '--json')).stdout);
  await setting.sync();
  const listed = parseLines((await ask('kept', 'list', setting.folder, '--json')).stdout);
  const restored = await ask(
    'kept',
    'restore',
    String(listed[0]?.['id']),
    setting.folder,
    '--to',
    join(setting.folder, 'da.txt'),
  );

  expect([blind, listed]).toMatchObject([
    [{ path: 'weg.txt', reason: 'found' }],
    [{ path: 'weg.txt', reason: 'found' }],
  ]);
  expect(restored.exitCode).toBe(0);
  expect(readFileSync(join(setting.folder, 'da.txt'), 'utf8')).toBe('weg');
});

it('says so outside of every sync folder, and for a place outside of it', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  await afterChange(setting, { 'weg.txt': 'weg', 'b.txt': 'b' }, (other) => rmSync(join(other, 'weg.txt')));
  const [line] = parseLines((await ask('kept', 'list', setting.folder, '--json')).stdout);

  const outside = await ask('kept', 'list', join(setting.folder, '..'));
  const away = join(setting.folder, '..', 'away.txt');
  const refused = await ask('kept', 'restore', String(line?.['id']), setting.folder, '--to', away);

  expect([outside.exitCode, outside.stderr]).toEqual([4, 'This path lies in no synced folder.\n']);
  expect([refused.exitCode, existsSync(away)]).toEqual([2, false]);
});
