import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Setting } from '../../testing/acceptance/command-setting.ts';
import { lastLine, openSetting, SECRET, WAIT } from '../../testing/acceptance/command-setting.ts';
import { readContent } from '../../testing/acceptance/folder-content.ts';
import type { CommandResult } from '../command-process.ts';
import { parseLines, runCommand } from '../command-process.ts';

const LIMIT_MS = 600_000;

/** `bayernbox decisions …`, started in a directory of the sync folder. */
function decide(setting: Setting, ...args: readonly string[]): Promise<CommandResult> {
  return runCommand({ args: ['decisions', ...args], directory: join(setting.folder, 'Akten') });
}

async function firstId(setting: Setting): Promise<string> {
  const listed = await decide(setting, 'list', '--json');
  return String(parseLines(listed.stdout)[0]?.['id']);
}

const thirtyFiles = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`Akten/akte-${index}.txt`, `Akte ${index}`]));

/** 30 files on both sides; 12 of them deleted here; and a sync that holds that. */
async function openHeld(): Promise<Setting> {
  const setting = await openSetting();
  setting.write(thirtyFiles());
  await setting.sync();
  for (let index = 0; index < 12; index += 1) unlinkSync(join(setting.folder, `Akten/akte-${index}.txt`));
  expect((await setting.sync()).exitCode).toBe(5);
  return setting;
}

describe('decisions', { timeout: LIMIT_MS }, () => {
  it('are listed from anywhere in the folder, and `why` names the one a path waits for', async () => {
    await using setting = await openHeld();

    const json = await decide(setting, 'list', '--json');
    const text = await decide(setting, 'list');
    const elsewhere = await runCommand({ args: ['decisions', 'list', setting.other] });
    const why = await runCommand({ args: ['why', join(setting.folder, 'Akten/akte-7.txt'), '--json'] });

    const [hold, ...more] = parseLines(json.stdout);
    expect([json.exitCode, more]).toEqual([5, []]);
    expect(hold).toMatchObject({
      kind: 'removals',
      side: 'remote',
      reason: 'many-at-once',
      removedFiles: 12,
      allFiles: 30,
    });
    expect(text.stdout).toContain('12 of 30 files would be deleted on the server');
    expect(text.stdout).toContain('  Akten/akte-11.txt\n');
    expect([elsewhere.exitCode, elsewhere.stderr]).toEqual([4, 'This path lies in no synced folder.\n']);
    expect(parseLines(why.stdout)[0]).toMatchObject({ code: 'waiting-for-decision', decision: hold?.['id'] });
  });

  it('bring everything back with keep, said from elsewhere', async () => {
    await using setting = await openHeld();
    const id = await firstId(setting);
    const answered = await runCommand({ args: ['decisions', 'answer', id, 'keep', setting.folder] });

    const result = await setting.sync('--json');

    expect([answered.exitCode, answered.stdout]).toEqual([0, 'Noted for 12 files. The next sync carries it out.\n']);
    expect([result.exitCode, lastLine(result)]).toMatchObject([0, { downloaded: 12, deletedRemote: 0 }]);
    expect(Object.keys(readContent(setting.folder))).toHaveLength(31);
    expect((await decide(setting, 'list')).stdout).toBe('Nothing to decide.\n');
  });

  it('delete exactly the listed files with remove', async () => {
    await using setting = await openHeld();
    await decide(setting, 'answer', await firstId(setting), 'remove');

    const result = await setting.sync('--json');

    expect([result.exitCode, lastLine(result)]).toMatchObject([0, { deletedRemote: 12 }]);
    expect(await setting.account.readContent()).toEqual(readContent(setting.folder));
  });

  it('are asked again when the list has grown, and refuse what is no answer', async () => {
    await using setting = await openHeld();
    const seen = await firstId(setting);
    unlinkSync(join(setting.folder, 'Akten/akte-29.txt'));
    await setting.sync();

    const results = [
      await decide(setting, 'answer', seen, 'remove', '--json'),
      await decide(setting, 'answer', await firstId(setting), 'allow'),
      await decide(setting, 'answer', 'zzzzzz-1', 'remove'),
    ];

    expect(results.map(({ exitCode }) => exitCode)).toEqual([5, 2, 2]);
    expect(results[0]?.stderr).toContain('Files have been added since');
    expect(parseLines(results[0]?.stdout ?? '')).toMatchObject([{ kind: 'removals', removedFiles: 13 }]);
    expect(Object.keys(await setting.account.readContent())).toHaveLength(31);
  });

  it('are taken over by a sync that is running', async () => {
    await using setting = await openHeld();
    const watching = setting.start(setting.folder, '--watch', '--json');
    await vi.waitUntil(() => watching.stdout().includes('"type":"hold"'), WAIT);

    const answered = await decide(setting, 'answer', await firstId(setting), 'keep', '--json');
    await vi.waitUntil(() => existsSync(join(setting.folder, 'Akten/akte-0.txt')), WAIT);
    await vi.waitUntil(() => watching.stdout().includes('"type":"idle"'), WAIT);
    watching.signal('SIGINT');
    await watching.ended;

    expect([answered.exitCode, parseLines(answered.stdout)[0]]).toMatchObject([0, { answer: 'keep', isRunning: true }]);
    expect(Object.keys(readContent(setting.folder))).toHaveLength(31);
  });

  it('are asked before files that look encrypted are uploaded', async () => {
    await using setting = await openSetting();
    setting.write(thirtyFiles());
    await setting.sync();
    for (let index = 0; index < 12; index += 1) {
      writeFileSync(join(setting.folder, `Akten/akte-${index}.txt`), randomBytes(4_096));
    }
    setting.write({ 'neu.txt': 'neu' });

    const held = await setting.sync('--json');
    const onServer = await setting.account.readContent();
    const answered = await decide(setting, 'answer', await firstId(setting), 'keep');
    const after = await setting.sync('--json');

    expect([held.exitCode, lastLine(held), answered.exitCode]).toMatchObject([5, { uploaded: 1 }, 0]);
    expect([after.exitCode, lastLine(after)]).toMatchObject([0, { uploaded: 0, downloaded: 12, conflicts: 0 }]);
    expect(readContent(setting.folder)).toEqual(onServer);
    expect(readFileSync(join(setting.folder, 'Akten/akte-0.txt'), 'utf8')).toBe('Akte 0');
  });
});

/** Files of which ten raise a question, because of the ending that a program gave them. */
async function openRenamed(): Promise<{ readonly setting: Setting; readonly rename: (from: number) => void }> {
  const setting = await openSetting();
  setting.write(thirtyFiles());
  await setting.sync();
  const rename = (from: number): void => {
    for (let index = from; index < from + 10; index += 1) {
      const path = join(setting.folder, `Akten/akte-${index}.txt`);
      renameSync(path, `${path}.dms`);
    }
  };
  rename(0);
  expect((await setting.sync()).exitCode).toBe(5);
  return { setting, rename };
}

describe('a change that was called meant', { timeout: LIMIT_MS }, () => {
  it('for good is listed, asks no more, and asks again once it is forgotten', async () => {
    const { setting, rename } = await openRenamed();
    await using _ = setting;
    const answered = await decide(setting, 'answer', await firstId(setting), 'allow-always');
    const carriedOut = await setting.sync();
    rename(10);
    const same = await setting.sync();
    const listed = await decide(setting, 'list', '--json');
    const unknown = await decide(setting, 'forget', 'renamed.locked');
    const forgotten = await decide(setting, 'forget', 'renamed.dms');
    rename(20);

    const again = await setting.sync();

    expect([answered, carriedOut, same, listed].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(parseLines(listed.stdout)).toMatchObject([{ kind: 'false-alarm', id: 'renamed.dms', extension: 'dms' }]);
    expect([unknown.exitCode, forgotten.exitCode, again.exitCode]).toEqual([2, 0, 5]);
  });

  it('for this time is sent, and asks the next time all the same', async () => {
    const { setting, rename } = await openRenamed();
    await using _ = setting;
    const answered = await decide(setting, 'answer', await firstId(setting), 'allow');
    const carriedOut = await setting.sync();
    const listed = await decide(setting, 'list');
    rename(10);

    const again = await setting.sync();

    expect([answered, carriedOut, again].map(({ exitCode }) => exitCode)).toEqual([0, 0, 5]);
    expect(listed.stdout).toBe('Nothing to decide.\n');
    expect(Object.keys(await setting.account.readContent()).filter((path) => path.endsWith('.dms'))).toHaveLength(10);
  });
});

describe('guards', { timeout: LIMIT_MS }, () => {
  it('unite both sides without deleting when the server was restored from a backup', async () => {
    await using setting = await openSetting();
    setting.write({ 'alt.txt': 'neu', 'seither.txt': 'neu' });
    await setting.sync();
    await setting.account.put('alt.txt', 'alt');
    await setting.account.remove('seither.txt');
    setting.server.faults.setDataFingerprint('restored');

    const result = await setting.sync('--json');

    expect(result.exitCode).toBe(0);
    expect(parseLines(result.stdout)).toContainEqual({ type: 'united', why: 'server-restored' });
    const content = readContent(setting.folder);
    expect(Object.keys(content)).toHaveLength(3);
    expect(Object.keys(content)).toEqual(expect.arrayContaining(['alt.txt', 'seither.txt']));
    expect(await setting.account.readContent()).toEqual(content);
  });

  it('bring the server’s version back for a file that a crash left empty', async () => {
    await using setting = await openSetting();
    setting.write({ 'Akten/wichtig.txt': 'wichtig', 'b.txt': 'b' });
    const path = join(setting.folder, 'Akten/wichtig.txt');
    const time = new Date('2026-01-05T08:00:00Z');
    utimesSync(path, time, time);
    const watching = setting.start(setting.folder, '--watch', '--json');
    await vi.waitUntil(() => watching.stdout().includes('"type":"idle"'), WAIT);
    watching.signal('SIGKILL');
    await watching.ended;
    truncateSync(path);
    utimesSync(path, time, time);

    const result = await setting.sync('--json');

    expect([result.exitCode, lastLine(result)]).toMatchObject([0, { uploaded: 0, downloaded: 1 }]);
    expect(parseLines(result.stdout)).toContainEqual({
      type: 'damage-repaired',
      path: 'Akten/wichtig.txt',
      damage: 'zeroed',
    });
    expect(readFileSync(path, 'utf8')).toBe('wichtig');
  });

  it('stop when the folder was replaced by an empty one, and delete nothing on the server', async () => {
    await using setting = await openSetting();
    setting.write({ 'a.txt': 'a' });
    await setting.sync();
    renameSync(setting.folder, `${setting.folder} weg`);
    mkdirSync(setting.folder);

    const result = await runCommand({ args: setting.args(), environment: SECRET });

    expect([result.exitCode, result.stderr]).toEqual([
      5,
      expect.stringContaining('Local folder is not the one it was'),
    ]);
    expect(Object.keys(await setting.account.readContent())).toEqual(['a.txt']);
  });
});
