import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Setting } from '../../testing/acceptance/command-setting.ts';
import { lastLine, openSetting, WAIT } from '../../testing/acceptance/command-setting.ts';
import type { CommandResult } from '../command-process.ts';
import { parseLines, runCommand } from '../command-process.ts';

const LIMIT_MS = 300_000;

const FILES = { 'Fotos/2025/b.jpg': 'b', 'Fotos/a.jpg': 'a', 'Docs/c.txt': 'c' };

/** `bayernbox folders …`, started in the sync folder. */
function folders(setting: Setting, ...args: readonly string[]): Promise<CommandResult> {
  return runCommand({ args: ['folders', ...args], directory: setting.folder });
}

function here(setting: Setting, path: string): boolean {
  return existsSync(join(setting.folder, path));
}

describe('folders', { timeout: LIMIT_MS }, () => {
  it('shows what would leave, lets it leave with the next sync, and brings it back', async () => {
    await using setting = await openSetting();
    setting.write(FILES);
    await setting.sync();
    const before = await setting.account.readContent();
    writeFileSync(join(setting.folder, 'Fotos/new.jpg'), 'only here');

    const deselected = await folders(setting, 'deselect', 'Fotos', '--json');
    const end = await setting.sync('--json');

    expect([deselected.exitCode, parseLines(deselected.stdout)]).toEqual([
      0,
      [
        {
          type: 'chosen',
          request: 'deselect',
          path: 'Fotos',
          end: 'taken',
          files: 2,
          bytes: 2,
          staying: ['Fotos/new.jpg'],
        },
      ],
    ]);
    expect(parseLines(end.stdout)).toContainEqual({ type: 'unsynced', path: 'Fotos', files: 2, bytes: 2 });
    expect(lastLine(end)).toMatchObject({ problems: [{ path: 'Fotos', code: 'unsynced-in-deselected' }] });
    expect([here(setting, 'Fotos/a.jpg'), here(setting, 'Fotos/new.jpg')]).toEqual([false, true]);
    expect(await setting.account.readContent()).toEqual(before);
    const listed = parseLines((await folders(setting, 'list', '--json')).stdout);
    expect(listed).toMatchObject([
      { path: 'Docs', state: 'selected' },
      { path: 'Fotos', state: 'deselected' },
      { type: 'selection', newDirectories: { kind: 'take' }, undecided: [] },
    ]);

    expect((await folders(setting, 'select', 'Fotos')).exitCode).toBe(0);
    expect((await setting.sync()).exitCode).toBe(0);

    expect(readFileSync(join(setting.folder, 'Fotos/2025/b.jpg'), 'utf8')).toBe('b');
    expect(Object.keys(await setting.account.readContent())).toContain('Fotos/new.jpg');
  });

  it('is heard by a sync that watches', async () => {
    await using setting = await openSetting('infinite-scale');
    setting.write(FILES);
    const watching = setting.start(setting.folder, '--watch', '--json');
    await vi.waitFor(() => expect(watching.stdout()).toContain('"idle"'), WAIT);

    await folders(setting, 'deselect', 'Fotos/2025');
    // Any change makes it look at once, not only half a minute later.
    setting.write({ 'Docs/d.txt': 'd' });
    await vi.waitFor(() => expect(here(setting, 'Fotos/2025')).toBe(false), WAIT);

    watching.signal('SIGINT');
    await watching.ended;
    expect(here(setting, 'Fotos/a.jpg')).toBe(true);
    expect(Object.keys(await setting.account.readContent())).toContain('Fotos/2025/b.jpg');
  });

  it('leaves out from the first sync on what --deselect names, and asks about new ones', async () => {
    await using setting = await openSetting();
    for (const path of ['Fotos', 'Filme', 'Docs']) await setting.account.makeDirectory(path);
    for (const path of ['Fotos/a', 'Filme/b', 'Docs/c']) await setting.account.put(path, path);

    const unknown = await setting.sync('--deselect', 'Nirgends');
    await setting.sync('--deselect', 'Fotos', '--deselect', 'Filme');
    await folders(setting, 'new', 'ask');
    await setting.account.makeDirectory('Neu');
    await setting.sync();

    expect(unknown.exitCode).toBe(2);
    expect(['Docs/c', 'Fotos', 'Filme', 'Neu'].map((path) => here(setting, path))).toEqual([true, false, false, false]);
    const status = await runCommand({ args: ['status', setting.folder, '--json'] });
    expect(parseLines(status.stdout)).toMatchObject([
      { state: 'in-sync', undecided: ['Neu'], deselected: ['Filme', 'Fotos'] },
    ]);
    const why = await runCommand({ args: ['why', join(setting.folder, 'Fotos/a'), '--json'] });
    expect(parseLines(why.stdout)).toMatchObject([{ code: 'in-deselected', within: 'Fotos' }]);
    const bare = await runCommand({ args: ['why', join(setting.folder, 'a'), '--json'] });
    const unsearched = [{ why: 'not-selected', paths: ['Filme', 'Fotos', 'Neu'], total: 3 }];
    expect(parseLines(bare.stdout)).toMatchObject([{ code: 'not-there', unsearched }]);
  });

  it('refuses what the server has not shown, and what lies in a deselected folder', async () => {
    await using setting = await openSetting();
    setting.write(FILES);
    await setting.sync();
    await folders(setting, 'deselect', 'Fotos');
    await setting.sync();

    const unknown = await folders(setting, 'deselect', 'Nirgends', '--json');
    const inside = await folders(setting, 'select', 'Fotos/2025');
    const outside = await runCommand({ args: ['folders', 'list', '', setting.other] });

    expect([unknown.exitCode, inside.exitCode, outside.exitCode]).toEqual([2, 2, 4]);
    expect(parseLines(unknown.stdout)).toMatchObject([{ type: 'refused', end: 'unknown' }]);
  });
});
