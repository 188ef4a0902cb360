import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { migrateShellMemory, ShellMemory } from './shell-memory.ts';

const ENGLISH = { ...DEFAULT_SHELL_SETTINGS, language: 'en' } as const;

function openDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-memory-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

describe('the memory of the shell', () => {
  it('begins with nothing and outlives the program', () => {
    const directory = openDirectory();
    const first = new ShellMemory(directory);
    expect([first.read(), first.window, first.hasSaidStillHere]).toEqual([undefined, undefined, false]);

    first.write(ENGLISH);
    first.window = { x: 1, y: 2, width: 800, height: 600 };
    first.hasSaidStillHere = true;

    const second = new ShellMemory(directory);
    expect([second.read(), second.window?.width, second.hasSaidStillHere]).toEqual([ENGLISH, 800, true]);
  });

  it.each(['', '{"settings":', '[]', 'null', '\0\0\0'])('takes the copy when the file is %j', (damage) => {
    const directory = openDirectory();
    const first = new ShellMemory(directory);
    first.write(ENGLISH);
    first.hasSaidStillHere = true;
    writeFileSync(join(directory, 'shell.json'), damage);

    const second = new ShellMemory(directory);

    expect(second.read()).toEqual(ENGLISH);
    expect(second.write(DEFAULT_SHELL_SETTINGS)).toBe(true);
    expect(JSON.parse(readFileSync(join(directory, 'shell.json'), 'utf8'))).toMatchObject({
      settings: DEFAULT_SHELL_SETTINGS,
    });
  });

  it.each(['shell.json', 'shell.json.copy'])('begins anew where %s cannot be read at all', (name) => {
    const directory = openDirectory();
    mkdirSync(join(directory, name));
    if (name !== 'shell.json') writeFileSync(join(directory, 'shell.json'), '{');

    const memory = new ShellMemory(directory);

    expect(memory.read()).toBeUndefined();
    expect(memory.write(ENGLISH)).toBe(name === 'shell.json');
    expect(new ShellMemory(directory).window).toBeUndefined();
  });

  it.runIf(process.platform !== 'win32')('makes a directory that this person alone can enter', () => {
    const directory = join(openDirectory(), 'bayernbox');

    new ShellMemory(directory).write(ENGLISH);

    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it('loses only the field that is damaged', () => {
    const stored = { settings: ENGLISH, window: { x: 'left' }, hasSaidStillHere: true };

    expect(migrateShellMemory(stored)).toEqual({ settings: ENGLISH, hasSaidStillHere: true });
  });

  it('reads what the first versions wrote', () => {
    expect(migrateShellMemory(ENGLISH)).toEqual({ settings: ENGLISH, hasSaidStillHere: false });
  });
});
