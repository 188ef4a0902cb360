import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import { describe, expect, it, vi } from 'vitest';
import { hundredFiles, lastLine, openSetting, SECRET, USER, WAIT } from '../testing/acceptance/command-setting.ts';
import { readContent, readFootprint } from '../testing/acceptance/folder-content.ts';
import { parseLines, runCommand } from './command-process.ts';

const LIMIT_MS = 600_000;

describe('the exit code', { timeout: LIMIT_MS }, () => {
  it('is 0 when both sides are equal', async () => {
    await using setting = await openSetting();
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });

    const result = await setting.sync();

    expect([result.exitCode, result.stderr]).toEqual([0, '']);
    expect(await setting.account.readContent()).toEqual(readContent(setting.folder));
  });

  it('is 1 when an item is not synced, and standard error names it', async () => {
    await using setting = await openSetting();
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });
    symlinkSync('Brief.txt', join(setting.folder, 'Verweis'));

    const result = await setting.sync();

    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('Verweis: Symbolic links are not synced');
    expect(Object.keys(await setting.account.readContent())).toEqual(['Brief.txt']);
  });

  it('is 2 for a wrong command line, and nothing is asked or made', async () => {
    await using setting = await openSetting();

    const results = [
      await setting.sync('--wach'),
      await setting.syncWith({ environment: {} }),
      await setting.sync('--remote', 'a/../b'),
      await setting.sync('--exclude-from', join(setting.folder, 'missing')),
    ];

    expect(results.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 2]);
    expect([setting.server.requestLog.entries, existsSync(setting.stateDirectory)]).toEqual([[], false]);
  });

  it.each(['owncloud10', 'infinite-scale'] as const)('is 3 when the password is wrong (%s)', async (profile) => {
    await using setting = await openSetting(profile);

    const result = await setting.syncWith({ environment: { BAYERNBOX_PASSWORD: 'falsch-91' } });

    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('Sign-in refused');
    expect(result.stdout + result.stderr).not.toContain('falsch-91');
  });

  it('is 4 when nobody answers at the address', async () => {
    await using setting = await openSetting();
    const url = `http://127.0.0.1:${await findFreePort()}`;

    const result = await runCommand({ args: ['sync', setting.folder, url, '--user', 'anna'], environment: SECRET });

    expect([result.exitCode, result.stderr]).toEqual([4, expect.stringContaining('Server unreachable')]);
  });

  it('is 4 when the local folder is not there, and it is not made', async () => {
    await using setting = await openSetting();
    rmSync(setting.folder, { recursive: true });

    const result = await setting.sync();

    expect([result.exitCode, result.stderr]).toEqual([4, expect.stringContaining('Local folder is missing')]);
    expect(existsSync(setting.folder)).toBe(false);
  });

  it('is 5 when 60 of 100 files were deleted: they are listed and nothing is deleted until it is allowed', async () => {
    await using setting = await openSetting();
    setting.write(hundredFiles());
    await setting.sync();
    const deleted = Array.from({ length: 60 }, (_, index) => `Akten/akte-${index}.txt`);
    for (const path of deleted) unlinkSync(join(setting.folder, path));

    const held = await setting.sync('--json');
    const onServer = Object.keys(await setting.account.readContent()).length;
    const allowed = await setting.sync('--on-mass-delete', 'allow');

    const hold = parseLines(held.stdout).find(({ type }) => type === 'hold');
    expect([held.exitCode, onServer, allowed.exitCode]).toEqual([5, 101, 0]);
    expect(hold).toMatchObject({
      type: 'hold',
      side: 'remote',
      removedFiles: 60,
      allFiles: 100,
    });
    expect(hold?.['paths']).toHaveLength(60);
    expect(hold?.['paths']).toEqual(expect.arrayContaining(deleted));
    expect(await setting.account.readContent()).toEqual(readContent(setting.folder));
  });
});

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('--json', { timeout: LIMIT_MS }, () => {
  it('writes one object per line and ends with the summary', async () => {
    await using setting = await openSetting();
    setting.write({ 'a/Brief.txt': 'Liebe Kollegen', 'b.txt': '' });
    symlinkSync('b.txt', join(setting.folder, 'Verweis'));

    const result = await setting.sync('--json');

    const lines = parseLines(result.stdout);
    expect(lines.filter(({ type }) => type === 'summary')).toHaveLength(1);
    const { durationMs, ...summary } = lines.at(-1) ?? {};
    expect(durationMs).toBeTypeOf('number');
    expect(summary).toEqual({
      type: 'summary',
      uploaded: 2,
      downloaded: 0,
      bytesUp: 14,
      bytesDown: 0,
      movedLocal: 0,
      movedRemote: 0,
      deletedLocal: 0,
      deletedRemote: 0,
      conflicts: 0,
      problems: [{ path: 'Verweis', code: 'symbolic-link' }],
      requests: setting.server.requestLog.entries.length,
    });
  });

  it.each([['a wrong password', { environment: { BAYERNBOX_PASSWORD: 'falsch-91' } }, 'sign-in-refused']] as const)(
    'ends with the summary also after %s',
    async (_, changed, code) => {
      await using setting = await openSetting();

      const result = await setting.syncWith(changed, '--json');

      expect(parseLines(result.stdout)).toMatchObject([
        { type: 'error', code },
        { type: 'summary', uploaded: 0 },
      ]);
    },
  );
});

describe('--dry-run', { timeout: LIMIT_MS }, () => {
  it('prints every operation with its reason and changes nothing, before the first sync', async () => {
    await using setting = await openSetting();
    setting.write({ 'hier/neu.txt': 'neu' });
    await setting.account.put('dort.txt', 'vom Server');
    const before = readFootprint(setting.folder);
    setting.server.requestLog.reset();

    const result = await setting.sync('--dry-run', '--json');

    const planned = parseLines(result.stdout).filter(({ type }) => type === 'planned');
    expect(result.exitCode).toBe(1);
    expect(planned.toSorted((a, b) => String(a['path']).localeCompare(String(b['path'])))).toEqual([
      {
        type: 'planned',
        verb: 'download',
        side: 'local',
        path: 'dort.txt',
        reason: { local: 'absent', remote: 'new' },
      },
      {
        type: 'planned',
        verb: 'make-directory',
        side: 'remote',
        path: 'hier',
        reason: { local: 'new', remote: 'absent' },
      },
      {
        type: 'planned',
        verb: 'upload',
        side: 'remote',
        path: 'hier/neu.txt',
        reason: { local: 'new', remote: 'absent' },
      },
    ]);
    expect(readFootprint(setting.folder)).toEqual(before);
    expect([existsSync(setting.stateDirectory), listMethods(setting.server)]).toEqual([false, ['GET', 'PROPFIND']]);
    expect(Object.keys(await setting.account.readContent())).toEqual(['dort.txt']);
  });

  it('changes nothing in a folder that has been synced, and leaves the work to the next sync', async () => {
    await using setting = await openSetting();
    setting.write({ 'a.txt': 'a', 'b.txt': 'b' });
    await setting.sync();
    setting.write({ 'a.txt': 'geändert' });
    unlinkSync(join(setting.folder, 'b.txt'));
    const look = () => [readFootprint(setting.folder), readFootprint(setting.stateDirectory)];
    const before = look();
    setting.server.requestLog.reset();

    const dry = await setting.sync('--dry-run');
    const after = look();
    const methods = listMethods(setting.server);
    const wet = await setting.sync('--json');

    expect(dry.stdout).toContain('a.txt');
    expect(dry.stdout).toContain('b.txt');
    expect(after).toEqual(before);
    expect(methods.filter((method) => !['GET', 'PROPFIND', 'REPORT'].includes(method))).toEqual([]);
    expect(lastLine(wet)).toMatchObject({ uploaded: 1, deletedRemote: 1 });
  });
});

function listMethods(server: DevServer): readonly string[] {
  return [...new Set(server.requestLog.entries.map(({ method }) => method))].toSorted();
}

describe('the password', { timeout: LIMIT_MS }, () => {
  it('is in no output, no state file, no file of the folder and no command line', async () => {
    await using setting = await openSetting();
    setting.write({ 'a.txt': 'a' });
    setting.server.faults.add({ method: 'PUT', effect: { kind: 'stall', timeoutMs: 30_000 } });
    const running = setting.start(setting.folder, '--json');
    await vi.waitUntil(() => setting.server.faults.stalledRequests > 0, WAIT);
    const commandLine = readFileSync(`/proc/${running.pid}/cmdline`, 'utf8');
    setting.server.faults.clear();

    const result = await running.ended;

    const files = [setting.stateDirectory, join(setting.folder, '.bayernbox')].flatMap((root) =>
      Object.keys(readContentWithPrivate(root)).map((path) => readFileSync(join(root, path), 'latin1')),
    );
    expect(result.exitCode).toBe(0);
    expect(files.length).toBeGreaterThanOrEqual(3);
    const encoded = Buffer.from(`${USER.name}:${USER.password}`).toString('base64');
    for (const text of [result.stdout, result.stderr, commandLine, ...files]) {
      expect(text).not.toContain(USER.password);
      expect(text).not.toContain(encoded);
    }
  });

  it('comes from the first line of standard input with --password-stdin', async () => {
    await using setting = await openSetting();

    const result = await setting.syncWith({ environment: {}, stdin: `${USER.password}\nrest` }, '--password-stdin');

    expect(result.exitCode).toBe(0);
  });

  it('is not needed with a bearer token in BAYERNBOX_TOKEN', async () => {
    await using setting = await openSetting('owncloud10', {
      appPasswords: [{ user: USER.name, token: 'app-token-44' }],
    });
    setting.write({ 'a.txt': 'a' });

    const result = await setting.syncWith({ environment: { BAYERNBOX_TOKEN: 'app-token-44' } });

    expect([result.exitCode, result.stderr]).toEqual([0, '']);
    expect(Object.keys(await setting.account.readContent())).toEqual(['a.txt']);
  });
});

function readContentWithPrivate(root: string): Readonly<Record<string, string>> {
  const names = readdirSync(root, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => [join(entry.parentPath, entry.name).slice(root.length + 1), '']),
  );
}

describe('options', { timeout: LIMIT_MS }, () => {
  it('leaves out what --exclude-from names, on both sides', async () => {
    await using setting = await openSetting();
    setting.write({ 'a.txt': 'a', 'b.log': 'b', Muster: '*.log\n' });
    await setting.account.put('dort.log', 'x');

    const result = await setting.sync('--exclude-from', join(setting.folder, 'Muster'));

    expect([result.exitCode, result.stderr]).toEqual([0, '']);
    expect(Object.keys(await setting.account.readContent()).toSorted()).toEqual(['Muster', 'a.txt', 'dort.log']);
    expect(existsSync(join(setting.folder, 'dort.log'))).toBe(false);
  });

  it('sends no faster than --limit-up', async () => {
    await using setting = await openSetting();
    setting.write({ 'groß.bin': 'x'.repeat(600 * 1024) });

    const result = await setting.sync('--limit-up', '200', '--json');

    expect(lastLine(result)).toMatchObject({ uploaded: 1, bytesUp: 600 * 1024 });
    expect(Number(lastLine(result)['durationMs'])).toBeGreaterThan(1_500);
  });

  it.each(['owncloud10', 'infinite-scale'] as const)('syncs only the folder of --remote (%s)', async (profile) => {
    await using setting = await openSetting(profile);
    await setting.account.makeDirectory('Amt');
    await setting.account.makeDirectory('Amt/Referat 3');
    await setting.account.put('Amt/Referat 3/dort.txt', 'vom Server');
    await setting.account.put('draußen.txt', 'x');
    setting.write({ 'hier.txt': 'neu' });

    const result = await setting.sync('--remote', '/Amt/Referat 3');

    expect([result.exitCode, result.stderr]).toEqual([0, '']);
    expect(Object.keys(readContent(setting.folder))).toEqual(['dort.txt', 'hier.txt']);
    expect(Object.keys(await setting.account.readContent())).toContain('Amt/Referat 3/hier.txt');
  });

  it('says that the folder of --remote is missing, and makes none', async () => {
    await using setting = await openSetting();

    const result = await setting.sync('--remote', 'Amt');

    expect([result.exitCode, result.stderr]).toEqual([4, expect.stringContaining('Folder on the server is missing')]);
    expect(await setting.account.readContent()).toEqual({});
  });

  it('finds a space of Infinite Scale by its id and refuses one that is not there', async () => {
    await using setting = await openSetting('infinite-scale');
    setting.write({ 'a.txt': 'a' });

    const [found, missing] = [
      await setting.sync('--space', setting.server.users[0]?.spaceId ?? ''),
      await setting.sync('--space', 'no such space'),
    ];

    expect([found.exitCode, missing.exitCode]).toEqual([0, 4]);
    expect(Object.keys(await setting.account.readContent())).toEqual(['a.txt']);
  });
});

it('refuses a second instance in the same folder', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  setting.write({ 'a.txt': 'a' });
  setting.server.faults.add({ method: 'PUT', effect: { kind: 'stall', timeoutMs: 30_000 } });
  const first = setting.start(setting.folder);
  await vi.waitUntil(() => setting.server.faults.stalledRequests > 0, WAIT);

  const second = await setting.sync();
  setting.server.faults.clear();

  expect([second.exitCode, second.stderr]).toEqual([4, expect.stringContaining('Folder is being synced already')]);
  expect((await first.ended).exitCode).toBe(0);
});

it('explains with `why` each path by its one current reason', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  setting.write({
    'Ordner/synced.txt': 'a',
    'edited.txt': 'a',
    'Thumbs.db': 'x',
    'private.log': 'x',
    Muster: '*.log\n',
  });
  symlinkSync('edited.txt', join(setting.folder, 'link'));
  await setting.sync('--exclude-from', join(setting.folder, 'Muster'));
  setting.write({ 'new.txt': 'new', 'edited.txt': 'edited', 'back\\slash': 'x' });
  const why = async (path: string): Promise<readonly unknown[]> => {
    const result = await runCommand({ args: ['why', join(setting.folder, path), '--json'] });
    return [path, result.exitCode, result.stdout === '' ? result.stderr : parseLines(result.stdout)[0]?.['code']];
  };

  const answers = [];
  for (const path of [
    'Ordner/synced.txt',
    'Ordner',
    'Thumbs.db',
    'private.log',
    'link',
    'new.txt',
    'edited.txt',
    'back\\slash',
    'nothing',
    '..',
  ])
    answers.push(await why(path));

  const misplaced = await runCommand({ args: ['why', join(setting.folder, 'synced.txt')] });
  expect(misplaced.stdout).toContain(
    'Did you mean one of these?\n  Ordner/synced.txt (on this computer, on the server)\n',
  );
  expect(answers).toEqual([
    ['Ordner/synced.txt', 0, 'in-sync'],
    ['Ordner', 0, 'in-sync'],
    ['Thumbs.db', 1, 'excluded'],
    ['private.log', 1, 'excluded'],
    ['link', 1, 'symbolic-link'],
    ['new.txt', 1, 'waiting-to-upload'],
    ['edited.txt', 1, 'waiting-to-upload'],
    ['back\\slash', 1, 'name-not-allowed-on-server'],
    ['nothing', 1, 'not-there'],
    ['..', 4, 'This path lies in no synced folder.\n'],
  ]);
});
