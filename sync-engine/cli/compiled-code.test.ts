import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from './command-process.ts';
import type { CompiledCodePlace } from './compiled-code.ts';
import { openPrivateDirectory } from './compiled-code.ts';

let homeDirectory = '';

beforeEach(() => {
  homeDirectory = mkdtempSync(join(tmpdir(), 'bayernbox-compiled-'));
});

afterEach(() => rmSync(homeDirectory, { recursive: true, force: true }));

function open(place: Partial<CompiledCodePlace> = {}): string | undefined {
  return openPrivateDirectory({ env: {}, platform: 'linux', homeDirectory, userId: process.geteuid?.(), ...place });
}

describe.runIf(process.platform !== 'win32')('the directory of compiled code', () => {
  it('is made for its owner alone, below the caches of the person', () => {
    const directory = open();

    expect(directory).toBe(join(homeDirectory, '.cache', 'bayernbox-compiled'));
    expect(statSync(directory ?? '').mode & 0o077).toBe(0);
    expect(open()).toBe(directory);
  });

  it('is where XDG_CACHE_HOME says, unless that is relative', () => {
    const chosen = join(homeDirectory, 'Zwischenspeicher');

    expect(open({ env: { XDG_CACHE_HOME: chosen } })).toBe(join(chosen, 'bayernbox-compiled'));
    expect(open({ env: { XDG_CACHE_HOME: 'Zwischenspeicher' } })).toBe(
      join(homeDirectory, '.cache', 'bayernbox-compiled'),
    );
  });

  it.each([0o777, 0o770, 0o750])('is not used when others have had access to it (%o)', (mode) => {
    const directory = join(homeDirectory, '.cache', 'bayernbox-compiled');
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, mode);

    expect(open()).toBe(undefined);
  });

  it('is not used when it belongs to somebody else', () => {
    expect(open({ userId: 4_711 })).toBe(undefined);
  });

  it('is not used when it is a link, wherever that leads', () => {
    const elsewhere = join(homeDirectory, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    mkdirSync(join(homeDirectory, '.cache'));
    symlinkSync(elsewhere, join(homeDirectory, '.cache', 'bayernbox-compiled'));

    expect(open()).toBe(undefined);
  });

  it('is done without when it cannot be made', () => {
    writeFileSync(join(homeDirectory, '.cache'), '');

    expect(open()).toBe(undefined);
  });
});

describe.runIf(process.platform === 'linux')('the command', () => {
  it('keeps its compiled code, and starts without it where that directory is open to others', async () => {
    const directory = join(homeDirectory, 'bayernbox-compiled');
    const environment = { XDG_CACHE_HOME: homeDirectory, NODE_COMPILE_CACHE: '' };

    const first = await runCommand({ args: ['--version'], environment });

    expect([first.exitCode, existsSync(directory) && readdirSync(directory).length]).toEqual([0, 1]);

    rmSync(directory, { recursive: true });
    mkdirSync(directory);
    chmodSync(directory, 0o777);
    const second = await runCommand({ args: ['--version'], environment });

    expect([second.exitCode, second.stdout, readdirSync(directory)]).toEqual([0, first.stdout, []]);
  });
});
