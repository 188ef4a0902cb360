import { chmodSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  at,
  getDone,
  observe,
  placeContent,
  summarize,
} from '../testing/conformance/filesystem-conformance-harness.ts';
import { failWith, interrupt, RealFixture } from '../testing/conformance/filesystem-conformance-real-fixture.ts';
import type { RealUser } from '../testing/conformance/filesystem-conformance-real-user.ts';
import type { FileCalls } from './file-calls.ts';
import { nodeFileCalls } from './file-calls.ts';

let fixture: RealFixture;
let user: RealUser;
beforeEach(() => {
  fixture = new RealFixture();
  user = fixture.user;
});
afterEach(() => fixture.dispose());

function isReadOnly(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (stats.mode & 0o200) === 0;
}

const WITHOUT_LINKS: FileCalls = { ...nodeFileCalls, link: () => failWith('EPERM') };

describe('a program that holds a file just when it is placed', () => {
  it.each([0o644, 0o444])(
    'leaves it its private name as well, and what a user writes then is not written over (mode %o)',
    async (mode) => {
      let isHeld = true;
      const calls: FileCalls = {
        ...nodeFileCalls,
        unlink: (path) => (isHeld && path.includes('staging') ? failWith('EBUSY') : nodeFileCalls.unlink(path)),
        rename: (from, to) => (isHeld && to.includes('aside') ? failWith('EBUSY') : nodeFileCalls.rename(from, to)),
        // Whoever may do everything, as tests often do, is let in all the same.
        openStaging: (path) => (isReadOnly(path) ? failWith('EACCES') : nodeFileCalls.openStaging(path)),
      };
      const filesystem = await fixture.open({ calls });
      expect(summarize(await placeContent({ filesystem }, { target: 'file', content: 'theirs' }))).toBe(
        'local-file-busy',
      );
      user.writeFile('file', 'mine');
      chmodSync(`${user.rootPath}/file`, mode);
      isHeld = false;

      const ids = await filesystem.listStaging();
      for (const id of ids) {
        const staging = await filesystem.openStaging(id);
        expect(staging).toMatchObject({ ok: true, value: { sizeBytes: 0 } });
        if (!staging.ok) continue;
        await staging.value.truncate();
        await staging.value.close();
      }

      expect([ids.length, user.readFile('file')]).toEqual([1, 'mine']);
    },
  );
});

describe('a program that acts in the same moment', () => {
  it('keeps its new file when it takes the target of a move', async () => {
    const calls = interrupt('link', '/new', () => user.writeFile('new', 'yours'));
    const filesystem = await fixture.open({ calls });
    user.writeFile('old', 'mine');

    expect(summarize(await filesystem.move(at('old'), at('new'), await observe(filesystem, 'old')))).toBe('exists');
    expect([user.readFile('old'), user.readFile('new')]).toEqual(['mine', 'yours']);
  });

  it('keeps what it saved under the old name between the two steps of a move', async () => {
    const calls = interrupt('rename', '/old', () => {
      user.remove('old');
      user.writeFile('old', 'saved again');
    });
    const filesystem = await fixture.open({ calls });
    user.writeFile('old', 'mine');

    await filesystem.move(at('old'), at('new'), await observe(filesystem, 'old'));

    expect([user.readFile('old'), user.readFile('new')]).toEqual(['saved again', 'mine']);
    expect(readdirSync(`${user.rootPath}/.bayernbox/aside`)).toEqual([]);
  });

  it('keeps what it saved twice under the old name: the first of both waits for the next start', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      rename: (from, to) => {
        const isSteppingAside = from.endsWith('/old') && to.includes('/aside/');
        if (isSteppingAside) {
          user.remove('old');
          user.writeFile('old', 'saved again');
        }
        nodeFileCalls.rename(from, to);
        if (isSteppingAside) user.writeFile('old', 'and again');
      },
    };
    const filesystem = await fixture.open({ calls });
    user.writeFile('old', 'mine');

    await filesystem.move(at('old'), at('new'), await observe(filesystem, 'old'));

    const aside = readdirSync(`${user.rootPath}/.bayernbox/aside`);
    expect([user.readFile('old'), user.readFile('new')]).toEqual(['and again', 'mine']);
    expect(aside.map((name) => user.readFile(`.bayernbox/aside/${name}`))).toEqual(['saved again']);
  });

  it('puts nothing of its own in the place of a download, while that is flushed', async () => {
    const staging = `${user.rootPath}/.bayernbox/staging`;
    const calls: FileCalls = {
      ...nodeFileCalls,
      sync: async (handle) => {
        await nodeFileCalls.sync(handle);
        for (const name of readdirSync(staging)) {
          rmSync(`${staging}/${name}`);
          user.writeFile(`.bayernbox/staging/${name}`, 'theirs');
        }
      },
    };
    const filesystem = await fixture.open({ calls });

    const outcome = await placeContent(fixture.toHarness(filesystem), { target: 'file', content: 'new' });

    expect(summarize(outcome)).toBe('missing');
    expect(user.readFile('file')).toBeUndefined();
  });

  it('gets no part of a download in its place, when it has cut that short', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      sync: async (handle) => {
        await handle.truncate(1);
        await nodeFileCalls.sync(handle);
      },
    };
    const filesystem = await fixture.open({ calls });

    const outcome = await placeContent(fixture.toHarness(filesystem), { target: 'file', content: 'new' });

    expect(summarize(outcome)).toBe('local-io-error');
    expect(user.readFile('file')).toBeUndefined();
  });

  it('gets its file back when it wrote right before the file was kept', async () => {
    const calls = interrupt('rename', '/file', () => user.writeFile('file', 'edited in between'));
    const filesystem = await fixture.open({ calls });
    user.writeFile('file', 'old');

    const outcome = await filesystem.keepFile(at('file'), await observe(filesystem, 'file'), 'k1');

    expect(summarize(outcome)).toBe('changed-meanwhile');
    expect(user.readFile('file')).toBe('edited in between');
  });

  it('keeps the file it made where a kept version was to come back; both versions stay in the safety store', async () => {
    const calls = interrupt('link', '/file', () => user.writeFile('file', 'yours'));
    const filesystem = await fixture.open({ calls });
    user.writeFile('file', 'old');
    getDone(await filesystem.keepFile(at('file'), await observe(filesystem, 'file'), 'k1'));
    user.writeFile('file', 'newer');
    const expected = await observe(filesystem, 'file');

    const outcome = await filesystem.kept.restore({
      keepId: 'k1',
      name: 'file',
      target: at('file'),
      expect: expected,
      displacedKeepId: 'k2',
    });

    expect(summarize(outcome)).toBe('exists');
    expect(user.readFile('file')).toBe('yours');
    expect([user.readFile('.bayernbox/kept/k1/file'), user.readFile('.bayernbox/kept/k2/file')]).toEqual([
      'old',
      'newer',
    ]);
  });

  it('keeps the file it made at the place of a displaced one, which stays in the safety store', async () => {
    const calls = interrupt('link', '/file', () => user.writeFile('file', 'yours'));
    const filesystem = await fixture.open({ calls });
    user.writeFile('file', 'old');
    const expected = await observe(filesystem, 'file');

    const outcome = await placeContent(fixture.toHarness(filesystem), {
      target: 'file',
      content: 'new',
      expect: expected,
    });

    expect(summarize(outcome)).toBe('exists');
    expect(user.readFile('file')).toBe('yours');
    expect(user.readFile('.bayernbox/kept/kept-1/file')).toBe('old');
  });

  it('is told apart from what was placed', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      unlink: (path) => {
        nodeFileCalls.unlink(path);
        if (path.includes('/staging/')) user.writeFile('file', 'typed at once');
      },
    };
    const filesystem = await fixture.open({ calls });

    const outcome = await placeContent(fixture.toHarness(filesystem), { target: 'file', content: 'new' });

    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'still-changing' } });
    expect(user.readFile('file')).toBe('typed at once');
  });

  it('puts another file in the place of one that is just looked at, and that is not opened for it', async () => {
    user.writeFile('other', 'other');
    user.writeFile('file', 'looked at');
    let isLooked = false;
    const calls: FileCalls = {
      ...nodeFileCalls,
      lstat: (path) => {
        const stats = nodeFileCalls.lstat(path);
        if (path === `${user.rootPath}/file` && !isLooked) {
          isLooked = true;
          renameSync(`${user.rootPath}/other`, path);
        }
        return stats;
      },
    };
    const filesystem = await fixture.open({ calls });

    expect(summarize(await filesystem.openFile(at('file')))).toBe('changed-meanwhile');
    expect(isLooked).toBe(true);
  });

  it('cannot lead a directory out of the root by a link', async () => {
    const filesystem = await fixture.open();
    user.writeFile('directory/file', 'inside');
    const expected = await observe(filesystem, 'directory/file');
    rmSync(`${user.rootPath}/directory`, { recursive: true });
    user.makeLink('directory');

    expect(summarize(await filesystem.keepFile(at('directory/file'), expected, 'k1'))).toBe('parent-missing');
    expect(readdirSync(user.outsidePath)).toEqual(['file']);
  });
});

describe('a disk that fails in the middle', () => {
  it('gives the displaced file back when the new one cannot be placed', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      link: (from, to) => (from.includes('/staging/') ? failWith('ENOSPC') : nodeFileCalls.link(from, to)),
    };
    const filesystem = await fixture.open({ calls });
    user.writeFile('file', 'old');
    const expected = await observe(filesystem, 'file');

    const outcome = await placeContent(fixture.toHarness(filesystem), {
      target: 'file',
      content: 'new',
      expect: expected,
    });

    expect(summarize(outcome)).toBe('disk-full');
    expect(user.readFile('file')).toBe('old');
  });

  it('leaves one name when the old one cannot be taken away', async () => {
    const calls: FileCalls = {
      ...nodeFileCalls,
      rename: (from, to) => (from.endsWith('/old') ? failWith('EACCES') : nodeFileCalls.rename(from, to)),
    };
    const filesystem = await fixture.open({ calls });
    user.writeFile('old', 'x');

    const outcome = await filesystem.move(at('old'), at('new'), await observe(filesystem, 'old'));

    expect(summarize(outcome)).toBe('local-access-denied');
    expect(user.list('')).toEqual(['old']);
  });
});

describe('a file system without hard links', () => {
  it('moves, keeps and places all the same', async () => {
    const filesystem = await fixture.open({ calls: WITHOUT_LINKS });
    user.writeFile('old', 'mine');
    user.writeFile('taken', 'yours');

    expect(summarize(await filesystem.move(at('old'), at('taken'), await observe(filesystem, 'old')))).toBe('exists');
    getDone(await filesystem.move(at('old'), at('new'), await observe(filesystem, 'old')));
    const expected = await observe(filesystem, 'new');
    getDone(await placeContent(fixture.toHarness(filesystem), { target: 'new', content: 'placed', expect: expected }));

    expect([user.readFile('new'), user.readFile('taken')]).toEqual(['placed', 'yours']);
    expect(user.readFile('.bayernbox/kept/kept-1/new')).toBe('mine');
  });
});

describe('a second hard link', () => {
  it('is not taken for another spelling of the same name', async () => {
    const filesystem = await fixture.open();
    user.writeFile('old', 'x');
    nodeFileCalls.link(`${user.rootPath}/old`, `${user.rootPath}/OLD`);

    expect(summarize(await filesystem.move(at('old'), at('OLD'), await observe(filesystem, 'old')))).toBe('exists');
    expect(user.list('')).toEqual(['OLD', 'old']);
  });
});
