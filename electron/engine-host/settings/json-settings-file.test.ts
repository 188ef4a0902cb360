import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HostSettings } from './host-settings.ts';
import { FIRST_SETTINGS } from './host-settings.ts';
import { JsonSettingsFile } from './json-settings-file.ts';
import { RotatingLog } from '../diagnostics/rotating-log.ts';

function openDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-settings-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

const PAUSED: HostSettings = { ...FIRST_SETTINGS, pause: {} };
const PAUSED_LONGER: HostSettings = { ...FIRST_SETTINGS, pause: { untilMs: 7 } };

const NAME = 'folders.json';

describe('the settings of the engine host', () => {
  it('begin with nothing and outlive the process', () => {
    const directory = openDirectory();
    expect(new JsonSettingsFile(directory).read()).toEqual({ settings: FIRST_SETTINGS });

    new JsonSettingsFile(directory).write(PAUSED);

    expect(new JsonSettingsFile(directory).read()).toEqual({ settings: PAUSED });
  });

  it.each(['', '{"version":1,', '{"version":2}', 'null'])(
    'are those of the copy when the file says %j, which is set aside and not thrown away',
    (damage) => {
      const directory = openDirectory();
      const file = new JsonSettingsFile(directory);
      file.write(PAUSED);
      file.write(PAUSED_LONGER);
      const path = join(directory, NAME);
      writeFileSync(path, damage);

      expect(new JsonSettingsFile(directory).read()).toEqual({ settings: PAUSED_LONGER });
      expect(existsSync(`${path}.unreadable`)).toBe(true);
    },
  );

  it.runIf(process.platform !== 'win32')('can be read by this person alone', () => {
    const directory = openDirectory();
    new JsonSettingsFile(directory).write(PAUSED);

    expect(statSync(join(directory, NAME)).mode & 0o077).toBe(0);
  });

  it('stay as they were, and say so, when the disk does not take them', () => {
    const directory = openDirectory();
    const file = new JsonSettingsFile(join(directory, 'state'));
    rmSync(join(directory, 'state'), { recursive: true });

    expect(file.write(PAUSED)).toBe(false);
  });
});

describe('settings that cannot be read at all', () => {
  it('are set aside, and the copy is used', () => {
    const directory = openDirectory();
    new JsonSettingsFile(directory).write({ ...FIRST_SETTINGS, pause: {} });
    rmSync(join(directory, 'folders.json'));
    mkdirSync(join(directory, 'folders.json'));

    expect(new JsonSettingsFile(directory).read().settings.pause).toEqual({});
    expect(existsSync(join(directory, 'folders.json.unreadable'))).toBe(true);
  });

  it('nor their copy are both kept for whoever can repair them, and told until new ones are written', () => {
    const directory = openDirectory();
    for (const name of ['folders.json', 'folders.json.copy']) writeFileSync(join(directory, name), '{"version":2}');
    const lost = { settings: FIRST_SETTINGS, lostPath: join(directory, 'folders.json.unreadable') };

    const file = new JsonSettingsFile(directory);

    expect([file.read(), new JsonSettingsFile(directory).read()]).toEqual([lost, lost]);
    file.write(FIRST_SETTINGS);
    expect(file.read()).toEqual({ settings: FIRST_SETTINGS });
    const kept = ['folders.json.unreadable', 'folders.json.copy.unreadable'];
    expect(kept.map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(['{"version":2}', '{"version":2}']);
  });

  it('never take the place of others that were set aside before', () => {
    const directory = openDirectory();
    const path = join(directory, 'folders.json');
    for (const text of ['first', 'second']) {
      writeFileSync(path, text);
      new JsonSettingsFile(directory).read();
    }

    const kept = [`${path}.unreadable`, `${path}.unreadable.2`];
    expect(kept.map((each) => readFileSync(each, 'utf8'))).toEqual(['first', 'second']);
  });
});

const DAY_MS = 24 * 3_600_000;

describe('the log of the engine host', () => {
  it('takes turns between files, and is never larger than they may be', () => {
    const directory = openDirectory();
    const log = new RotatingLog(directory, { maxBytes: 100 });
    for (let line = 0; line < 200; line += 1) log.write(`${line}`.padEnd(49, '.') + '\n');

    const sizes = ['', '.1', '.2', '.3', '.4'].map((suffix) => statSync(join(directory, `engine.log${suffix}`)).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(150);
    expect(existsSync(join(directory, 'engine.log.5'))).toBe(false);
  });

  it('keeps no line for more than 14 days, however few there are, and ten days of them in any case', () => {
    const directory = openDirectory();
    const startMs = Date.now();
    let days = 0;
    const nowMs = (): number => startMs + days * DAY_MS;
    const log = new RotatingLog(directory, { nowMs });
    for (days = 0; days <= 14; days += 1) {
      log.write(`day ${days}\n`);
      utimesSync(join(directory, 'engine.log'), nowMs() / 1_000, nowMs() / 1_000);
    }
    const readDays = (): readonly string[] =>
      readdirSync(directory).flatMap((name) => readFileSync(join(directory, name), 'utf8').trimEnd().split('\n'));

    expect(readDays()).not.toContain('day 0');
    expect(readDays()).toEqual(expect.arrayContaining(Array.from({ length: 10 }, (_, index) => `day ${index + 5}`)));
    days = 40;
    expect(new RotatingLog(directory, { nowMs }).readLast(1_000)).toBe('');
  });

  it('loses lines rather than stopping anybody when the disk takes none', () => {
    const directory = openDirectory();
    const log = new RotatingLog(join(directory, 'logs'));
    rmSync(join(directory, 'logs'), { recursive: true });

    expect(() => log.write('line\n')).not.toThrow();
  });
});
