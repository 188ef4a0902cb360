// oxlint-disable max-lines-per-function -- a suite is one function with many short ones in it
import { expect, it } from 'vitest';
import { toChecksum } from '../../core/model/checksum.ts';
import type { LocalExpectation, RestoreRequest } from '../../filesystem/filesystem.ts';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import type { FilesystemHarness } from './filesystem-conformance-harness.ts';
import {
  ABSENT,
  at,
  getDone,
  NEVER,
  observe,
  observeStamp,
  outdate,
  summarize,
} from './filesystem-conformance-harness.ts';
import { ODD_NAMES } from './filesystem-conformance-reading.ts';

/** Puts a file with this content into the safety store, away from its place. */
async function keep({ filesystem, user }: FilesystemHarness, path: string, content: string): Promise<void> {
  user.writeFile(path, content);
  getDone(await filesystem.keepFile(at(path), await observe(filesystem, path), 'k1'));
}

function restoring(path: string, expect: LocalExpectation, changed: Partial<RestoreRequest> = {}): RestoreRequest {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { keepId: 'k1', name, target: at(path), expect, displacedKeepId: 'k2', ...changed };
}

/** What is in the safety store is listed, and comes back whole. */
export function describeKeptStore(get: () => FilesystemHarness): void {
  it('lists every kept file with its stamp', async () => {
    const { filesystem } = get();
    await keep(get(), 'a/file', 'one');
    get().user.writeFile('b', 'three');
    getDone(await filesystem.keepFile(at('b'), await observe(filesystem, 'b'), 'k2'));

    const listed = await filesystem.kept.list();

    if (!listed.ok) throw new Error(listed.error.detail);
    const files = listed.value.toSorted((a, b) => a.keepId.localeCompare(b.keepId));
    expect(files).toMatchObject([
      { keepId: 'k1', name: 'file', stamp: { sizeBytes: 3 } },
      { keepId: 'k2', name: 'b', stamp: { sizeBytes: 5 } },
    ]);
    expect(await filesystem.kept.find('k1', 'file')).toMatchObject({
      kind: 'present',
      entry: { stamp: files[0]?.stamp },
    });
    expect([await filesystem.kept.find('k1', 'b'), await filesystem.kept.find('k3', 'b')]).toEqual([
      { kind: 'absent' },
      { kind: 'absent' },
    ]);
  });

  it('is empty at first', async () => {
    expect(await get().filesystem.kept.list()).toEqual({ ok: true, value: [] });
  });

  it('tells the checksum of kept bytes', async () => {
    const { filesystem } = get();
    await keep(get(), 'file', 'abc');

    const hashed = await filesystem.kept.hash('k1', 'file', NEVER);

    expect(getDone(hashed).checksum).toBe(toChecksum('a9993e364706816aba3e25717850c26c9cd0d89d'));
    expect(summarize(await filesystem.kept.hash('k1', 'other', NEVER))).toBe('missing');
    expect(summarize(await filesystem.kept.hash('k1', 'file', AbortSignal.abort()))).toBe('cancelled');
  });

  it.each(ODD_NAMES)('brings a file named %j back to its place', async (name) => {
    const { filesystem, user, readKept } = get();
    await keep(get(), name, 'precious');

    const stamp = getDone(await filesystem.kept.restore(restoring(name, ABSENT)));

    expect([user.readFile(name), readKept('k1', name)]).toEqual(['precious', undefined]);
    expect(stamp).toEqual(await observeStamp(filesystem, name));
    expect(await filesystem.kept.list()).toEqual({ ok: true, value: [] });
  });

  it('keeps the modification time of what it brings back', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'x');
    user.setModificationTime('file', 1_600_000_000_000);
    getDone(await filesystem.keepFile(at('file'), await observe(filesystem, 'file'), 'k1'));

    const stamp = getDone(await filesystem.kept.restore(restoring('file', ABSENT)));

    expect(stamp.mtimeNs).toBe(1_600_000_000_000_000_000n);
  });

  it('brings a file back under another name', async () => {
    const { filesystem, user } = get();
    await keep(get(), 'file', 'precious');
    user.makeDirectory('directory');

    getDone(await filesystem.kept.restore(restoring('file', ABSENT, { target: at('directory/other') })));

    expect(user.readFile('directory/other')).toBe('precious');
  });

  it.each(['file', 'directory', 'link'])('never replaces a %s that nobody expected', async (kind) => {
    const { filesystem, user, readKept } = get();
    await keep(get(), 'target', 'kept');
    if (kind === 'file') user.writeFile('target', 'newer');
    else if (kind === 'link') user.makeLink('target');
    else user.makeDirectory('target');
    const before = await observeStamp(filesystem, 'target');

    expect(summarize(await filesystem.kept.restore(restoring('target', ABSENT)))).toBe('exists');
    expect(await observeStamp(filesystem, 'target')).toEqual(before);
    expect(readKept('k1', 'target')).toBe('kept');
  });

  it('exchanges the present file for the kept one, and keeps the present one', async () => {
    const { filesystem, user, readKept } = get();
    await keep(get(), 'file', 'old');
    user.writeFile('file', 'newer');

    getDone(await filesystem.kept.restore(restoring('file', await observe(filesystem, 'file'))));

    expect([user.readFile('file'), readKept('k1', 'file'), readKept('k2', 'file')]).toEqual([
      'old',
      undefined,
      'newer',
    ]);
  });

  it('exchanges nothing when the present file was edited since it was looked at', async () => {
    const { filesystem, user, readKept } = get();
    await keep(get(), 'file', 'old');
    user.writeFile('file', 'newer');
    const expected = outdate(await observe(filesystem, 'file'));

    expect(summarize(await filesystem.kept.restore(restoring('file', expected)))).toBe('changed-meanwhile');
    expect([user.readFile('file'), readKept('k1', 'file'), readKept('k2', 'file')]).toEqual([
      'newer',
      'old',
      undefined,
    ]);
  });

  it.each([
    ['nothing/file', 'parent-missing'],
    ['link/file', 'parent-missing'],
    [`${PRIVATE_FOLDER}/file`, 'local-name-refused'],
    ['x'.repeat(256), 'local-name-refused'],
  ])('brings nothing back to %s: %s', async (target, reason) => {
    const { filesystem, user, readKept } = get();
    await keep(get(), 'file', 'precious');
    user.makeLink('link');

    const outcome = await filesystem.kept.restore(restoring('file', ABSENT, { target: at(target) }));

    expect(summarize(outcome)).toBe(reason);
    expect(readKept('k1', 'file')).toBe('precious');
  });

  it('has nothing to bring back for an id that it does not know', async () => {
    const { filesystem, user } = get();

    expect(summarize(await filesystem.kept.restore(restoring('file', ABSENT)))).toBe('missing');
    expect(user.list('')).toEqual([]);
  });

  it('removes a kept file for ever only as it was listed', async () => {
    const { filesystem, readKept } = get();
    await keep(get(), 'file', 'precious');
    const listed = await filesystem.kept.list();
    const file = listed.ok ? listed.value[0] : undefined;
    if (file === undefined) throw new Error('nothing listed');
    const outdated = { ...file, stamp: { ...file.stamp, mtimeNs: 1n } };

    expect(summarize(await filesystem.kept.drop(outdated))).toBe('changed-meanwhile');
    expect(readKept('k1', 'file')).toBe('precious');
    expect(summarize(await filesystem.kept.drop(file))).toBe('done');
    expect(summarize(await filesystem.kept.drop(file))).toBe('missing');
    expect(await filesystem.kept.list()).toEqual({ ok: true, value: [] });
  });

  it('takes only plain ids and names', async () => {
    const { kept } = get().filesystem;

    await expect(async () => await kept.find('../k', 'file')).rejects.toThrow(RangeError);
    await expect(async () => await kept.find('k1', '../file')).rejects.toThrow(RangeError);
    await expect(async () => await kept.restore(restoring('file', ABSENT, { name: '..' }))).rejects.toThrow(RangeError);
  });

  it('lets a visitor restore while another instance holds the lock', async () => {
    const { createSecond, user } = get();
    await keep(get(), 'file', 'precious');
    const visitor = createSecond();

    expect((await visitor.open({ isReadOnly: false, isVisitor: true })).ok).toBe(true);
    getDone(await visitor.kept.restore(restoring('file', ABSENT)));
    await visitor.close();

    expect(user.readFile('file')).toBe('precious');
    expect(await createSecond().open()).toMatchObject({ ok: false, error: { code: 'local-folder-in-use' } });
  });

  it('lists private texts by their beginning, and removes them', async () => {
    const { filesystem } = get();
    for (const name of ['note-b', 'note-a', 'other']) await filesystem.writePrivate(name, name);

    expect(await filesystem.listPrivate('note-')).toEqual(['note-a', 'note-b']);
    await filesystem.removePrivate('note-a');
    await filesystem.removePrivate('note-a');

    expect(await filesystem.listPrivate('note-')).toEqual(['note-b']);
  });
}
