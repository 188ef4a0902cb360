// oxlint-disable max-lines-per-function -- a suite is one function with many short ones in it
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import type { FilesystemHarness } from './filesystem-conformance-harness.ts';
import { ABSENT, at, getDone, observe, observeStamp, outdate, summarize } from './filesystem-conformance-harness.ts';
import { ODD_NAMES } from './filesystem-conformance-reading.ts';

/** Directories come and go one by one. */
export function describeDirectories(get: () => FilesystemHarness): void {
  it('makes a directory and answers its stamp', async () => {
    const { filesystem } = get();

    const stamp = getDone(await filesystem.makeDirectory(at('new')));

    expect(stamp.inode).toBe((await observeStamp(filesystem, 'new')).inode);
  });

  it.each([
    ['file', 'exists'],
    ['directory', 'exists'],
    ['link', 'exists'],
    ['nothing/below', 'parent-missing'],
    ['file/below', 'parent-missing'],
    ['link/below', 'parent-missing'],
    [`${PRIVATE_FOLDER}/below`, 'local-name-refused'],
  ])('makes no directory at %s: %s', async (path, reason) => {
    const { filesystem, user } = get();
    user.writeFile('file', 'x');
    user.makeDirectory('directory');
    user.makeLink('link');

    expect(summarize(await filesystem.makeDirectory(at(path)))).toBe(reason);
  });

  it.each(ODD_NAMES)('makes and removes a directory named %j', async (name) => {
    const { filesystem, user } = get();

    getDone(await filesystem.makeDirectory(at(name)));
    expect(user.list('')).toEqual([name]);

    getDone(await filesystem.removeDirectory(at(name), await observe(filesystem, name)));
    expect(user.list('')).toEqual([]);
  });

  it('removes no directory that is not empty', async () => {
    const { filesystem, user } = get();
    user.makeDirectory('directory');
    const expected = await observe(filesystem, 'directory');
    user.writeFile('directory/new', 'x');

    expect(summarize(await filesystem.removeDirectory(at('directory'), expected))).toBe('changed-meanwhile');
    expect(user.readFile('directory/new')).toBe('x');
  });

  it('removes no other directory than the expected one', async () => {
    const { filesystem, user } = get();
    user.makeDirectory('directory');
    user.makeDirectory('other');
    const expected = await observe(filesystem, 'directory');
    user.rename('directory', 'moved');
    user.rename('other', 'directory');

    expect(summarize(await filesystem.removeDirectory(at('directory'), expected))).toBe('changed-meanwhile');
    expect(user.list('')).toEqual(['directory', 'moved']);
  });

  it('says so when the directory to remove is gone', async () => {
    const { filesystem, user } = get();
    user.makeDirectory('directory');
    const expected = await observe(filesystem, 'directory');
    user.remove('directory');

    expect(summarize(await filesystem.removeDirectory(at('directory'), expected))).toBe('missing');
  });

  it('throws when the root itself is to be changed', async () => {
    const { filesystem } = get();

    await expect(async () => await filesystem.removeDirectory(at(''), ABSENT)).rejects.toThrow(RangeError);
    await expect(async () => await filesystem.makeDirectory(at(''))).rejects.toThrow(RangeError);
  });
}

/** Renames never replace. */
export function describeMoving(get: () => FilesystemHarness): void {
  it.each(['file', 'directory'])('moves a %s and answers its new stamp', async (kind) => {
    const { filesystem, user } = get();
    user.makeDirectory('target');
    if (kind === 'file') user.writeFile('old', 'content');
    else user.writeFile('old/inside', 'content');
    const before = await observe(filesystem, 'old');

    const stamp = getDone(await filesystem.move(at('old'), at('target/new'), before));

    expect(user.list('')).toEqual(['target']);
    expect(user.readFile(kind === 'file' ? 'target/new' : 'target/new/inside')).toBe('content');
    expect(stamp).toEqual(await observeStamp(filesystem, 'target/new'));
    expect(before).toMatchObject({ stamp: { inode: stamp.inode, mtimeNs: stamp.mtimeNs } });
  });

  it.each([
    ['file', 'file'],
    ['file', 'directory'],
    ['file', 'link'],
    ['directory', 'file'],
    ['directory', 'empty directory'],
    ['directory', 'link'],
  ])('does not replace: %s onto a %s', async (fromKind, toKind) => {
    const { filesystem, user } = get();
    if (fromKind === 'file') user.writeFile('from', 'mine');
    else user.makeDirectory('from');
    if (toKind === 'file') user.writeFile('to', 'yours');
    else if (toKind === 'link') user.makeLink('to');
    else user.makeDirectory('to');
    const target = await observeStamp(filesystem, 'to');

    const outcome = await filesystem.move(at('from'), at('to'), await observe(filesystem, 'from'));

    expect(summarize(outcome)).toBe('exists');
    expect(user.list('')).toEqual(['from', 'to']);
    expect(await observeStamp(filesystem, 'to')).toEqual(target);
  });

  it('does not move onto itself', async () => {
    const { filesystem, user } = get();
    user.writeFile('same', 'x');

    expect(summarize(await filesystem.move(at('same'), at('same'), await observe(filesystem, 'same')))).toBe('exists');
    expect(user.readFile('same')).toBe('x');
  });

  it('does not move a directory into itself', async () => {
    const { filesystem, user } = get();
    user.makeDirectory('directory');

    const outcome = await filesystem.move(
      at('directory'),
      at('directory/below'),
      await observe(filesystem, 'directory'),
    );

    expect(summarize(outcome)).toBe('local-name-refused');
  });

  it('moves nothing that was edited since it was looked at', async () => {
    const { filesystem, user } = get();
    user.writeFile('old', 'x');
    const expected = await observe(filesystem, 'old');
    user.writeFile('old', 'edited');

    expect(summarize(await filesystem.move(at('old'), at('new'), expected))).toBe('changed-meanwhile');
    expect(user.list('')).toEqual(['old']);
  });

  it.each([
    ['nothing', 'new', 'missing'],
    ['nothing/below', 'new', 'parent-missing'],
    ['old', 'nothing/new', 'parent-missing'],
    ['old', 'link/new', 'parent-missing'],
    ['old', `${PRIVATE_FOLDER}/new`, 'local-name-refused'],
    ['old', 'x'.repeat(256), 'local-name-refused'],
  ])('moves nothing from %s to %s: %s', async (from, to, reason) => {
    const { filesystem, user } = get();
    user.writeFile('old', 'x');
    user.makeLink('link');

    const outcome = await filesystem.move(at(from), at(to), await observe(filesystem, 'old'));

    expect(summarize(outcome)).toBe(reason);
    expect(user.readFile('old')).toBe('x');
  });

  it('renames to another case of the same name', async () => {
    const { filesystem, user } = get();
    user.writeFile('readme', 'x');

    getDone(await filesystem.move(at('readme'), at('README'), await observe(filesystem, 'readme')));

    expect(user.list('')).toEqual(['README']);
  });

  it.each(ODD_NAMES)('renames to %j and back', async (name) => {
    const { filesystem, user } = get();
    user.writeFile('plain', 'x');

    getDone(await filesystem.move(at('plain'), at(name), await observe(filesystem, 'plain')));
    expect(user.list('')).toEqual([name]);

    getDone(await filesystem.move(at(name), at('plain'), await observe(filesystem, name)));
    expect(user.list('')).toEqual(['plain']);
  });

  it('sets the time of a file that is as expected, to the millisecond', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'x');
    const expected = await observe(filesystem, 'file');

    const stamp = getDone(await filesystem.setModificationTime(at('file'), 1_700_000_000_123, expected));

    expect(stamp.mtimeNs / 1_000_000n).toBe(1_700_000_000_123n);
    expect(stamp).toEqual(await observeStamp(filesystem, 'file'));
  });

  it.each([0, -1, 9e15, Number.NaN])('does not set the time %d', async (mtimeMs) => {
    const { filesystem, user } = get();
    user.writeFile('file', 'x');
    const expected = await observe(filesystem, 'file');

    const stamp = getDone(await filesystem.setModificationTime(at('file'), mtimeMs, expected));

    expect(expected).toMatchObject({ stamp });
  });

  it('sets no time of a file that was edited', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'x');
    const expected = await observe(filesystem, 'file');
    user.writeFile('file', 'edited');

    const outcome = await filesystem.setModificationTime(at('file'), 1_700_000_000_000, expected);

    expect(summarize(outcome)).toBe('changed-meanwhile');
  });
}

/** What sync takes away is in the safety store, whole. */
export function describeKeeping(get: () => FilesystemHarness): void {
  it('keeps the bytes of a file and takes it away', async () => {
    const { filesystem, user, readKept } = get();
    user.writeFile('directory/file', 'precious');

    const item = getDone(
      await filesystem.keepFile(at('directory/file'), await observe(filesystem, 'directory/file'), 'k1'),
    );

    expect(item).toMatchObject({ keepId: 'k1', originalPath: 'directory/file', sizeBytes: 8 });
    expect(readKept('k1', 'file')).toBe('precious');
    expect(user.list('directory')).toEqual([]);
  });

  it.each(ODD_NAMES)('keeps a file named %j', async (name) => {
    const { filesystem, user, readKept } = get();
    user.writeFile(name, 'precious');

    getDone(await filesystem.keepFile(at(name), await observe(filesystem, name), 'k1'));

    expect(readKept('k1', name)).toBe('precious');
  });

  it('does not replace what was kept under the same id', async () => {
    const { filesystem, user, readKept } = get();
    user.writeFile('file', 'first');
    getDone(await filesystem.keepFile(at('file'), await observe(filesystem, 'file'), 'k1'));
    user.writeFile('file', 'second');

    expect(summarize(await filesystem.keepFile(at('file'), await observe(filesystem, 'file'), 'k1'))).toBe('exists');
    expect(readKept('k1', 'file')).toBe('first');
    expect(user.readFile('file')).toBe('second');
  });

  it('opens what is in the safety store, and nothing else there', async () => {
    const { filesystem, user } = get();
    user.writeFile('directory/file', 'precious');
    getDone(await filesystem.keepFile(at('directory/file'), await observe(filesystem, 'directory/file'), 'k1'));

    const opened = getDone(await filesystem.openKept('k1', at('elsewhere/file')));
    const bytes = await text(opened.read(2, opened.stamp.sizeBytes));
    const whole = Buffer.from(getDone(await opened.readWhole())).toString();
    await opened.close();

    expect([bytes, whole]).toEqual(['ecious', 'precious']);
    expect(summarize(await filesystem.openKept('k1', at('other')))).toBe('missing');
    expect(summarize(await filesystem.openKept('k2', at('directory/file')))).toBe('missing');
  });

  it('keeps nothing that was edited since it was looked at', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'old');
    const expected = await observe(filesystem, 'file');
    user.writeFile('file', 'edited');

    expect(summarize(await filesystem.keepFile(at('file'), expected, 'k1'))).toBe('changed-meanwhile');
    expect(user.readFile('file')).toBe('edited');
  });

  it('keeps no link and nothing that is gone', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'x');
    const expected = await observe(filesystem, 'file');
    user.remove('file');
    user.makeLink('link');

    expect(summarize(await filesystem.keepFile(at('file'), expected, 'k1'))).toBe('missing');
    expect(summarize(await filesystem.keepFile(at('link'), expected, 'k1'))).toBe('changed-meanwhile');
    expect(summarize(await filesystem.keepFile(at('link'), outdate(expected), 'k1'))).toBe('changed-meanwhile');
  });

  it('throws when a directory is to be kept', async () => {
    const { filesystem, user } = get();
    user.makeDirectory('directory');
    const expected = await observe(filesystem, 'directory');

    await expect(async () => await filesystem.keepFile(at('directory'), expected, 'k1')).rejects.toThrow(RangeError);
  });

  describe('private texts', () => {
    it('are written whole and read back', async () => {
      const { filesystem } = get();

      expect(await filesystem.readPrivate('marker')).toBeUndefined();
      expect((await filesystem.writePrivate('marker', 'one')).ok).toBe(true);
      expect((await filesystem.writePrivate('marker', 'zwei ä')).ok).toBe(true);

      expect(await filesystem.readPrivate('marker')).toBe('zwei ä');
    });

    it('have plain names', async () => {
      const { filesystem } = get();

      await expect(async () => await filesystem.writePrivate('../x', '')).rejects.toThrow(RangeError);
    });
  });
}
