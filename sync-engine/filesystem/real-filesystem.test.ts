import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RelativePath } from '../core/model/relative-path.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { FakeClock } from '../clock/fake-clock.ts';
import { failWith, RealFixture } from '../testing/conformance/filesystem-conformance-real-fixture.ts';
import type { RealUser } from '../testing/conformance/filesystem-conformance-real-user.ts';
import {
  at,
  getDone,
  observe,
  placeContent,
  summarize,
} from '../testing/conformance/filesystem-conformance-harness.ts';
import type { FileCalls } from './file-calls.ts';
import { nodeFileCalls } from './file-calls.ts';
import { RealFilesystem } from './real-filesystem.ts';

let fixture: RealFixture;
let user: RealUser;
beforeEach(() => {
  fixture = new RealFixture();
  user = fixture.user;
});
afterEach(() => fixture.dispose());

describe('names that are no UTF-8', () => {
  it('are reported and never dropped', async () => {
    const filesystem = await fixture.open();
    writeFileSync(Buffer.concat([Buffer.from(`${user.rootPath}/`), Buffer.from([0x61, 0xff, 0x62])]), 'x');
    user.writeFile('a\uFFFDc', 'x');

    const reading = await filesystem.readDirectory(at(''));

    expect(reading).toMatchObject({
      kind: 'read',
      entries: [{ name: 'a\uFFFDc' }],
      unreadable: [{ name: 'a\uFFFDb', reason: 'name-not-utf8' }],
    });
  });
});

describe('what cannot be seen', () => {
  it('is unreadable when lstat fails, and absent only when it is gone', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      lstat: (path) => {
        if (path.endsWith('/broken')) failWith('EIO');
        return path.endsWith('/vanished') ? undefined : nodeFileCalls.lstat(path);
      },
    };
    const filesystem = await fixture.open({ calls });
    for (const name of ['broken', 'vanished', 'fine']) user.writeFile(name, 'x');

    expect(await filesystem.readDirectory(at(''))).toMatchObject({
      entries: [{ name: 'fine' }],
      unreadable: [{ name: 'broken', reason: 'unreadable' }],
    });
    expect(await filesystem.stat(at('broken'))).toMatchObject({ kind: 'failed', error: { code: 'local-io-error' } });
  });

  it('is never called absent because its directory moved away in the middle of the listing', async () => {
    let isMoved = false;
    const calls: FileCalls = {
      ...nodeFileCalls,
      lstat: (path) => {
        if (!isMoved && path.endsWith('/directory/file')) {
          isMoved = true;
          user.rename('directory', 'moved');
          user.makeDirectory('directory');
          user.writeFile('directory/other', 'x');
        }
        return nodeFileCalls.lstat(path);
      },
    };
    const filesystem = await fixture.open({ calls });
    user.writeFile('directory/file', 'x');

    expect(await filesystem.readDirectory(at('directory'))).toMatchObject({ entries: [{ name: 'other' }] });
  });

  it('is reported when it is another file system, and not entered', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      lstat: (path) => {
        const stats = nodeFileCalls.lstat(path);
        if (stats !== undefined && path.endsWith('/mounted')) stats.dev += 1n;
        return stats;
      },
    };
    const filesystem = await fixture.open({ calls });
    user.writeFile('mounted/file', 'x');

    expect(await filesystem.readDirectory(at(''))).toMatchObject({
      entries: [],
      unreadable: [{ name: 'mounted', reason: 'other-file-system' }],
    });
    expect((await filesystem.readDirectory(at('mounted'))).kind).toBe('failed');
    expect(summarize(await filesystem.makeDirectory(at('mounted/new')))).toBe('local-access-denied');
  });

  it('is denied as a whole when its names can be read and nothing in it can be looked at', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      lstat: (path) => {
        if (!path.includes('/listed/')) return nodeFileCalls.lstat(path);
        throw Object.assign(new Error('denied'), { code: 'EACCES' });
      },
    };
    const [filesystem, onWindows] = [
      await fixture.open({ calls, platform: 'linux' }),
      new RealFilesystem({ rootPath: user.rootPath, clock: new SystemClock(), calls, platform: 'win32' }),
    ];
    user.writeFile('listed/file', 'x');
    await onWindows.open({ isReadOnly: true });

    expect(await filesystem.readDirectory(at('listed'))).toMatchObject({
      kind: 'failed',
      error: { code: 'local-access-denied' },
    });
    // There each item has permissions of its own.
    expect(await onWindows.readDirectory(at('listed'))).toMatchObject({
      kind: 'read',
      unreadable: [{ name: 'file', reason: 'unreadable' }],
    });
  });

  it.skipIf(process.getuid?.() !== 0)('is denied, not absent, to a user without the right to look', () => {
    user.writeFile('closed/file', 'x');
    user.writeFile('listed/file', 'x');
    chmodSync(`${user.rootPath}/closed`, 0o700);
    chmodSync(`${user.rootPath}/listed`, 0o744);
    for (const path of [user.rootPath, user.outsidePath, `${user.rootPath}/..`]) chmodSync(path, 0o777);
    const script = `
      const { RealFilesystem } = await import(${JSON.stringify(new URL('real-filesystem.ts', import.meta.url).href)});
      const { SystemClock } = await import(${JSON.stringify(new URL('../clock/system-clock.ts', import.meta.url).href)});
      // Only now: the project itself may lie in a directory that others cannot look into.
      process.setgid(65534); process.setuid(65534);
      const filesystem = new RealFilesystem({ rootPath: ${JSON.stringify(user.rootPath)}, clock: new SystemClock() });
      const isOpen = (await filesystem.open()).ok;
      const reading = await filesystem.readDirectory('closed');
      const named = await filesystem.readDirectory('listed');
      const below = await filesystem.stat('closed/file');
      const made = await filesystem.makeDirectory('closed/new');
      const listed = await filesystem.readDirectory('');
      console.log(JSON.stringify([isOpen, reading.error.code, named.error?.code, below.error.code, made.error.code, listed.entries.length]));
    `;

    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });

    expect(stderr).not.toContain('Error');
    const denied = 'local-access-denied';
    expect(JSON.parse(stdout)).toEqual([true, denied, denied, denied, denied, 2]);
  });
});

describe('the root', () => {
  it('must be there and be a directory', async () => {
    const filesystem = new RealFilesystem({ rootPath: `${user.rootPath}/nothing`, clock: new SystemClock() });

    expect(await filesystem.open()).toMatchObject({ ok: false, error: { code: 'local-folder-missing' } });
    expect(await filesystem.readRoot()).toEqual({ kind: 'absent' });
  });

  it('is never empty because another directory took its place', async () => {
    const filesystem = await fixture.open();
    renameSync(user.rootPath, `${user.rootPath}-moved`);
    expect(await filesystem.readDirectory(at(''))).toMatchObject({ error: { code: 'local-folder-missing' } });
    expect(await filesystem.syncDirectory(at('a'))).toMatchObject({ error: { code: 'local-folder-missing' } });

    mkdirSync(user.rootPath);

    expect(await filesystem.readDirectory(at(''))).toMatchObject({ error: { code: 'local-folder-replaced' } });
    expect(summarize(await filesystem.makeDirectory(at('new')))).toBe('local-folder-replaced');
    expect(readdirSync(user.rootPath)).toEqual([]);
  });

  it('is not opened when a link stands in the place of the private folder', async () => {
    symlinkSync(user.outsidePath, `${user.rootPath}/.bayernbox`);

    await expect(fixture.open()).rejects.toThrow('private folder');
    expect(readdirSync(user.outsidePath)).toEqual(['file']);
  });

  it('writes no download through a link that stands in the place of its staging file', async () => {
    const filesystem = await fixture.open();
    const before = readdirSync(user.outsidePath).map((name) => readFileSync(`${user.outsidePath}/${name}`, 'utf8'));
    for (const target of ['file', 'new']) {
      symlinkSync(`${user.outsidePath}/${target}`, `${user.rootPath}/.bayernbox/staging/${target}`);

      expect((await filesystem.openStaging(target)).ok).toBe(false);
    }

    const after = readdirSync(user.outsidePath).map((name) => readFileSync(`${user.outsidePath}/${name}`, 'utf8'));
    expect(after).toEqual(before);
  });

  it('has a private folder that is closed to others and leaves no probes', async () => {
    await fixture.open();

    expect(statSync(`${user.rootPath}/.bayernbox`).mode & 0o777).toBe(0o700);
    expect(readdirSync(`${user.rootPath}/.bayernbox`).toSorted()).toEqual(['aside', 'kept', 'lock', 'staging']);
  });

  it('is free again when the process that held it was killed', async () => {
    const script = `
      const { RealFilesystem } = await import(${JSON.stringify(new URL('real-filesystem.ts', import.meta.url).href)});
      const { SystemClock } = await import(${JSON.stringify(new URL('../clock/system-clock.ts', import.meta.url).href)});
      const filesystem = new RealFilesystem({ rootPath: ${JSON.stringify(user.rootPath)}, clock: new SystemClock() });
      if ((await filesystem.open()).ok) process.kill(process.pid, 'SIGKILL');
    `;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);

    await fixture.open();

    expect(signal).toBe('SIGKILL');
  });

  it('gets back from the private folder what a crash left in the middle of a move', async () => {
    await (await fixture.open()).close();
    user.writeFile('.bayernbox/aside/only-name', 'precious');

    await fixture.open();

    const [recovered] = readdirSync(`${user.rootPath}/.bayernbox/kept`);
    expect(user.readFile(`.bayernbox/kept/${recovered}/only-name`)).toBe('precious');
  });

  it('finishes a move that was killed between its two names', async () => {
    const script = `
      const { RealFilesystem } = await import(${JSON.stringify(new URL('real-filesystem.ts', import.meta.url).href)});
      const { nodeFileCalls } = await import(${JSON.stringify(new URL('file-calls.ts', import.meta.url).href)});
      const { SystemClock } = await import(${JSON.stringify(new URL('../clock/system-clock.ts', import.meta.url).href)});
      const link = (from, to) => { nodeFileCalls.link(from, to); process.kill(process.pid, 'SIGKILL'); };
      const calls = { ...nodeFileCalls, link };
      const rootPath = ${JSON.stringify(user.rootPath)};
      const filesystem = new RealFilesystem({ rootPath, clock: new SystemClock(), calls });
      await filesystem.open();
      const { entry } = await filesystem.stat('old');
      await filesystem.move('old', 'new', { kind: 'stamp', nodeKind: 'file', stamp: entry.stamp });
    `;
    user.writeFile('old', 'content');
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    const between = readdirSync(user.rootPath).toSorted();

    await fixture.open();

    expect(signal).toBe('SIGKILL');
    expect(between).toEqual(['.bayernbox', 'new', 'old']);
    expect(readdirSync(user.rootPath).toSorted()).toEqual(['.bayernbox', 'new']);
    expect(user.readFile('new')).toBe('content');
    expect(readdirSync(`${user.rootPath}/.bayernbox/aside`)).toEqual([]);
  });

  it('forgets a staging file that was in its place when a crash came: the user’s file is never written into', async () => {
    await (await fixture.open()).close();
    user.writeFile('in place', 'edited by the user');
    linkSync(`${user.rootPath}/in place`, `${user.rootPath}/.bayernbox/staging/one`);

    const filesystem = await fixture.open();

    expect(await filesystem.listStaging()).toEqual([]);
    expect(user.readFile('in place')).toBe('edited by the user');
  });
});

describe('permissions', () => {
  it('of a replaced file go on, without set-user-id', async () => {
    const filesystem = await fixture.open();
    user.writeFile('file', 'old');
    chmodSync(`${user.rootPath}/file`, 0o4751);
    const expected = await observe(filesystem, 'file');

    getDone(await placeContent(fixture.toHarness(filesystem), { target: 'file', content: 'new', expect: expected }));

    expect(statSync(`${user.rootPath}/file`).mode & 0o7777).toBe(0o751);
  });
});

describe('Windows', () => {
  it('tries again for a bounded time while another program holds the file', async () => {
    const clock = new FakeClock();
    let tries = 0;
    const calls: FileCalls = {
      ...nodeFileCalls,
      removeDirectory: (path) => {
        tries += 1;
        if (tries <= 3) failWith('EBUSY');
        nodeFileCalls.removeDirectory(path);
      },
    };
    const filesystem = await fixture.open({ calls, clock, platform: 'win32' });
    user.makeDirectory('directory');
    const removing = filesystem.removeDirectory(at('directory'), await observe(filesystem, 'directory'));

    await clock.advance(1_000);

    expect(summarize(await removing)).toBe('done');
    expect(tries).toBe(4);
  });

  it('gives up in the end', async () => {
    const clock = new FakeClock();
    const calls: FileCalls = { ...nodeFileCalls, removeDirectory: () => failWith('EPERM') };
    const filesystem = await fixture.open({ calls, clock, platform: 'win32' });
    user.makeDirectory('directory');
    const removing = filesystem.removeDirectory(at('directory'), await observe(filesystem, 'directory'));

    await clock.advance(10_000);

    expect(summarize(await removing)).toBe('local-access-denied');
  });

  it.each(['..\\outside', 'file:stream', 'dot.', 'space '])('refuses the name %j', async (name) => {
    const filesystem = await fixture.open({ platform: 'win32' });

    expect(summarize(await filesystem.makeDirectory(name as RelativePath))).toBe('local-name-refused');
    expect(existsSync(`${user.rootPath}/${name}`)).toBe(false);
  });
});

it('tells of a root that has gone, when it is asked for the space on its disk', async () => {
  const filesystem = await fixture.open();
  renameSync(user.rootPath, `${user.rootPath}-away`);

  expect(await filesystem.readSpace()).toMatchObject({ ok: false, error: { code: 'local-folder-missing' } });

  renameSync(`${user.rootPath}-away`, user.rootPath);
  expect(await filesystem.readSpace()).toMatchObject({ ok: true });
});

it('lets others have their turn while very many places are looked at one by one', async () => {
  let nowMs = 0;
  const clock = { nowMs: () => 0, monotonicMs: () => nowMs, delay: () => Promise.resolve() };
  const lstat: FileCalls['lstat'] = (path) => {
    nowMs += 1;
    return nodeFileCalls.lstat(path);
  };
  const filesystem = await fixture.open({ clock, calls: { ...nodeFileCalls, lstat } });
  let isTurnOfOthers = false;
  setImmediate(() => (isTurnOfOthers = true));

  for (let looks = 1; looks <= 100; looks += 1) await filesystem.stat(at('Akte'));

  expect(isTurnOfOthers).toBe(true);
});
