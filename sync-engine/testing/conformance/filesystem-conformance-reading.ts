// oxlint-disable max-lines-per-function -- a suite is one function with many short ones in it
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import { PARK_PREFIX, PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import type { FilesystemHarness } from './filesystem-conformance-harness.ts';
import { at, getDone, NEVER, observeStamp, readKinds, stage, summarize } from './filesystem-conformance-harness.ts';

/** Names that are legal where these suites run, and that careless code trips over. */
export const ODD_NAMES: readonly string[] = [
  ' leading space',
  'trailing space ',
  'trailing dots...',
  '.hidden',
  'backup~',
  'swap.swp',
  'line\nfeed',
  'tab\tand "quotes" and \'more\'',
  'back\\slash',
  'colon: and | pipe ? * < >',
  'emoji 🇩🇪 👩‍👩‍👧',
  '%2F %00 %zz',
  'CON',
  '--option',
  '#hash;semicolon&and=',
  'Ä composed'.normalize('NFC'),
  'Ä decomposed'.normalize('NFD'),
  '\uFFFD replacement character',
  '\u202Eright to left',
  'x'.repeat(255),
  'ä'.repeat(127),
  '__proto__',
];

/** Looking never changes anything and never calls a thing absent that could not be seen. */
export function describeReading(get: () => FilesystemHarness): void {
  describe('reading directories', () => {
    it('lists files, directories and links by kind', async () => {
      const { filesystem, user } = get();
      user.writeFile('file', 'x');
      user.makeDirectory('directory');
      user.makeLink('link');

      expect(await readKinds(filesystem, '')).toEqual({ file: 'file', directory: 'directory', link: 'symbolic-link' });
    });

    it('never lists the private folder, but lists parked items', async () => {
      const { filesystem, user } = get();
      user.writeFile(`${PARK_PREFIX}1`, 'x');

      expect(await readKinds(filesystem, '')).toEqual({ [`${PARK_PREFIX}1`]: 'file' });
    });

    it('lists a folder of the private name below the root as the user’s own', async () => {
      const { filesystem, user } = get();
      user.makeDirectory(`a/${PRIVATE_FOLDER}`);

      expect(await readKinds(filesystem, 'a')).toEqual({ [PRIVATE_FOLDER]: 'directory' });
    });

    it('answers absent for what is not there, is a file, or lies below a file', async () => {
      const { filesystem, user } = get();
      user.writeFile('file', 'x');

      const kinds = await Promise.all(
        ['nothing', 'nothing/below', 'file', 'file/below'].map((path) => filesystem.readDirectory(at(path))),
      );
      expect(kinds.map((reading) => reading.kind)).toEqual(['absent', 'absent', 'absent', 'absent']);
    });

    it('does not look through a link', async () => {
      const { filesystem, user } = get();
      user.makeLink('link');

      expect((await filesystem.readDirectory(at('link'))).kind).toBe('absent');
      expect((await filesystem.stat(at('link/below'))).kind).toBe('absent');
    });

    it('refuses to look into the private folder', async () => {
      const { filesystem } = get();

      expect(await filesystem.readDirectory(at(PRIVATE_FOLDER))).toMatchObject({
        kind: 'failed',
        error: { code: 'local-name-refused' },
      });
    });

    it('shows in the stamp of a directory that a name came', async () => {
      const { filesystem, user } = get();
      const before = await filesystem.readDirectory(at(''));
      user.writeFile('new', 'x');
      const after = await filesystem.readDirectory(at(''));

      if (before.kind !== 'read' || after.kind !== 'read') throw new Error('not read');
      expect(isSameStamp('directory', before.stamp, after.stamp)).toBe(true);
      expect(after.stamp.mtimeNs).toBeGreaterThan(before.stamp.mtimeNs);
    });

    it.each(ODD_NAMES)('lists and finds the name %j', async (name) => {
      const { filesystem, user } = get();
      user.writeFile(`directory/${name}`, 'content');

      expect(await readKinds(filesystem, 'directory')).toEqual({ [name]: 'file' });
      expect(await filesystem.stat(at(`directory/${name}`))).toMatchObject({ kind: 'present', entry: { name } });
    });

    it('tells composed and decomposed letters apart where the system does', async () => {
      const { filesystem, user } = get();
      user.writeFile('ä'.normalize('NFC'), 'one');
      user.writeFile('ä'.normalize('NFD'), 'two');

      expect(Object.keys(await readKinds(filesystem, ''))).toHaveLength(2);
    });
  });

  describe('looking at one place', () => {
    it('knows the root', async () => {
      const { filesystem } = get();

      expect(await filesystem.readRoot()).toMatchObject({ kind: 'present', entry: { name: '', kind: 'directory' } });
    });

    it('shows size and time', async () => {
      const { filesystem, user } = get();
      user.writeFile('file', '12345');
      user.setModificationTime('file', 1_700_000_000_000);

      const stamp = await observeStamp(filesystem, 'file');

      expect(stamp).toMatchObject({ sizeBytes: 5, mtimeNs: 1_700_000_000_000_000_000n });
    });

    it('shows another change time after a change that keeps size and modification time', async () => {
      const { filesystem, user } = get();
      user.writeFile('file', 'one');
      user.setModificationTime('file', 1_700_000_000_000);
      const before = await observeStamp(filesystem, 'file');
      await expect
        .poll(async () => {
          user.writeFile('file', 'two');
          user.setModificationTime('file', 1_700_000_000_000);
          return isSameStamp('file', before, await observeStamp(filesystem, 'file'));
        })
        .toBe(false);
    });

    it('keeps the inode over a rename', async () => {
      const { filesystem, user } = get();
      user.writeFile('old', 'x');
      const before = await observeStamp(filesystem, 'old');

      user.rename('old', 'new');

      expect((await observeStamp(filesystem, 'new')).inode).toBe(before.inode);
    });

    it.each(['x'.repeat(256), 'ä'.repeat(128)])('fails on a name that is too long', async (name) => {
      const { filesystem } = get();

      expect(await filesystem.stat(at(name))).toMatchObject({ kind: 'failed', error: { code: 'local-name-refused' } });
    });

    it('fails on half a surrogate pair, which no system could store', async () => {
      const { filesystem } = get();

      const outcome = await filesystem.makeDirectory(at('half \uD83D pair'));

      expect(summarize(outcome)).toBe('local-name-refused');
    });
  });
}

/** Bytes are read between two equal stamps or not at all. */
export function describeContent(get: () => FilesystemHarness): void {
  it('hashes a file', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');

    const { checksum, stamp } = getDone(await filesystem.hashFile(at('file'), NEVER));

    expect(checksum).toBe('SHA1:a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(stamp).toEqual(await observeStamp(filesystem, 'file'));
  });

  it('hashes an empty file', async () => {
    const { filesystem, user } = get();
    user.writeFile('empty', '');

    expect(getDone(await filesystem.hashFile(at('empty'), NEVER)).checksum).toBe(EMPTY_CHECKSUM);
  });

  it('hashes nothing for a signal that is aborted', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');

    expect(summarize(await filesystem.hashFile(at('file'), AbortSignal.abort()))).toBe('cancelled');
  });

  it.each([
    ['nothing', 'missing'],
    ['no/directory', 'parent-missing'],
    ['directory', 'changed-meanwhile'],
    ['link', 'changed-meanwhile'],
    ['link/file', 'parent-missing'],
  ])('opens and hashes no %s: %s', async (path, reason) => {
    const { filesystem, user } = get();
    user.makeDirectory('directory');
    user.makeLink('link');

    expect(summarize(await filesystem.openFile(at(path)))).toBe(reason);
    expect(summarize(await filesystem.hashFile(at(path), NEVER))).toBe(reason);
  });

  it.each([
    [0, 10, '0123456789'],
    [3, 5, '34'],
    [10, 10, ''],
  ])('reads the bytes from %i to %i', async (start, end, expected) => {
    const { filesystem, user } = get();
    user.writeFile('file', '0123456789');
    const file = getDone(await filesystem.openFile(at('file')));

    const chunks: unknown[] = await file.read(start, end).toArray();
    await file.close();

    expect(Buffer.concat(chunks.filter((chunk) => chunk instanceof Uint8Array)).toString()).toBe(expected);
  });

  it('fails a stream whose file became shorter', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', '0123456789');
    const file = getDone(await filesystem.openFile(at('file')));
    user.writeFile('file', '0');

    await expect(file.read(0, 10).toArray()).rejects.toThrow('shorter');
    await file.close();
  });

  it('reads and hashes an open file as long as it is untouched', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');
    const file = getDone(await filesystem.openFile(at('file')));
    const checksum = getDone(await filesystem.hashFile(at('file'), NEVER)).checksum;

    expect(Buffer.from(getDone(await file.readWhole())).toString()).toBe('abc');
    expect(getDone(await file.hash(NEVER))).toBe(checksum);

    user.writeFile('file', 'abcd');
    expect(await file.readWhole()).toEqual({ kind: 'refused', reason: 'changed-meanwhile' });
    expect(await file.hash(NEVER)).toEqual({ kind: 'refused', reason: 'changed-meanwhile' });
    await file.close();
  });

  it('refuses an open file that became shorter while it is read', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');
    const file = getDone(await filesystem.openFile(at('file')));

    user.writeFile('file', 'a');

    expect(await file.readWhole()).toEqual({ kind: 'refused', reason: 'changed-meanwhile' });
    await file.close();
  });

  it('knows that another file took the place of an open one', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');
    user.writeFile('other', 'abc');
    const file = getDone(await filesystem.openFile(at('file')));

    user.rename('other', 'file');

    expect(await file.readWhole()).toEqual({ kind: 'refused', reason: 'changed-meanwhile' });
    expect(await file.hash(NEVER)).toEqual({ kind: 'refused', reason: 'changed-meanwhile' });
    await file.close();
  });
}

/** Private files: nothing of them is visible before it is placed. */
export function describeStaging(get: () => FilesystemHarness): void {
  it.each([
    ['a stream', () => Readable.from([Buffer.from('c'), Buffer.from('')])],
    ['bytes', () => Buffer.from('c')],
  ])('appends %s, counts progress and hashes what is there', async (_what, create) => {
    const { filesystem } = get();
    const staging = await stage(filesystem, 'one', 'ab');
    const progress: number[] = [];

    const appended = await staging.append(create(), (sizeBytes) => progress.push(sizeBytes), NEVER);

    expect(appended).toEqual({ ok: true, value: 1 });
    expect(progress.filter((sizeBytes) => sizeBytes > 0)).toEqual([1]);
    expect(staging.sizeBytes).toBe(3);
    expect(await staging.checksum(NEVER)).toMatchObject({
      ok: true,
      value: { checksum: 'SHA1:a9993e364706816aba3e25717850c26c9cd0d89d' },
    });
    await staging.close();
  });

  it('goes on where an earlier attempt ended', async () => {
    const { filesystem } = get();
    await (await stage(filesystem, 'one', 'first')).close();

    const again = await stage(filesystem, 'one', ', second');

    expect(again.sizeBytes).toBe(13);
    await again.close();
  });

  it('keeps what arrived when the body breaks off', async () => {
    const { filesystem } = get();
    const staging = await stage(filesystem, 'one', '');
    async function* breakOff(): AsyncGenerator<Buffer> {
      yield Buffer.from('half');
      throw new Error('https://user:password@server broke');
    }

    const appended = await staging.append(Readable.from(breakOff()), () => {}, NEVER);

    expect(appended).toMatchObject({ ok: false, error: { code: 'incomplete-transfer' } });
    expect(JSON.stringify(appended)).not.toContain('password');
    expect(staging.sizeBytes).toBe(4);
    await staging.close();
  });

  it('stops a body that stalls when its signal aborts', async () => {
    const { filesystem } = get();
    const staging = await stage(filesystem, 'one', '');
    const controller = new AbortController();
    const stalled = new Readable({ read() {} });
    const appending = staging.append(stalled, () => {}, controller.signal);

    controller.abort();

    expect(await appending).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(stalled.destroyed).toBe(true);
    await staging.close();
  });

  it('forgets its content but not itself when truncated', async () => {
    const { filesystem } = get();
    const staging = await stage(filesystem, 'one', 'wrong');

    await staging.truncate();
    await staging.append(Readable.from([Buffer.from('right')]), () => {}, NEVER);

    expect(staging.sizeBytes).toBe(5);
    expect(await filesystem.listStaging()).toEqual(['one']);
    await staging.close();
  });

  it('is gone after discard, also when discarded twice', async () => {
    const { filesystem } = get();
    const staging = await stage(filesystem, 'one', 'x');

    await staging.discard();
    await staging.discard();

    expect(await filesystem.listStaging()).toEqual([]);
  });

  it.each(['../outside', 'a/b', '', '.hidden'])('throws on the id %j', async (id) => {
    const { filesystem } = get();

    await expect(async () => await filesystem.openStaging(id)).rejects.toThrow(RangeError);
  });
}
