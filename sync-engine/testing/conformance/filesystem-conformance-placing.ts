// oxlint-disable max-lines-per-function -- a suite is one function with many short ones in it
import { expect, it } from 'vitest';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import type { FilesystemHarness } from './filesystem-conformance-harness.ts';
import {
  at,
  getDone,
  observe,
  observeStamp,
  placeContent,
  stage,
  summarize,
} from './filesystem-conformance-harness.ts';
import { ODD_NAMES } from './filesystem-conformance-reading.ts';

/** New content becomes visible in one step, and what was there is safe. */
export function describePlacing(get: () => FilesystemHarness): void {
  it('makes a new file with its time and answers its stamp', async () => {
    const { filesystem, user } = get();
    user.makeDirectory('directory');

    const stamp = getDone(await placeContent(get(), { target: 'directory/new', content: 'hello' }));

    expect(user.readFile('directory/new')).toBe('hello');
    expect(stamp).toEqual(await observeStamp(filesystem, 'directory/new'));
    expect(stamp).toMatchObject({ sizeBytes: 5, mtimeNs: 1_700_000_000_000_000_000n });
    expect(await filesystem.listStaging()).toEqual([]);
  });

  it.each(ODD_NAMES)('places a file named %j', async (name) => {
    const { user } = get();

    getDone(await placeContent(get(), { target: name, content: 'hello' }));

    expect(user.list('')).toEqual([name]);
  });

  it('replaces a file and keeps the old bytes', async () => {
    const { filesystem, user, readKept } = get();
    user.writeFile('file', 'old');

    getDone(await placeContent(get(), { target: 'file', content: 'new', expect: await observe(filesystem, 'file') }));

    expect(user.readFile('file')).toBe('new');
    expect(readKept('kept-1', 'file')).toBe('old');
  });

  it('replaces a file and gives the old bytes another name', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'old');

    getDone(
      await placeContent(get(), {
        target: 'file',
        content: 'new',
        expect: await observe(filesystem, 'file'),
        displaced: { kind: 'rename', name: 'file (Fassung)' },
      }),
    );

    expect([user.readFile('file'), user.readFile('file (Fassung)')]).toEqual(['new', 'old']);
  });

  it('puts a file in the place of a directory that goes under another name', async () => {
    const { filesystem, user } = get();
    user.writeFile('place/inside', 'old');

    getDone(
      await placeContent(get(), {
        target: 'place',
        content: 'new',
        expect: await observe(filesystem, 'place'),
        displaced: { kind: 'rename', name: 'place (Fassung)' },
      }),
    );

    expect([user.readFile('place'), user.readFile('place (Fassung)/inside')]).toEqual(['new', 'old']);
  });

  it('does not replace what has the other name already', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'old');
    user.writeFile('other', 'precious');

    const outcome = await placeContent(get(), {
      target: 'file',
      content: 'new',
      expect: await observe(filesystem, 'file'),
      displaced: { kind: 'rename', name: 'other' },
    });

    expect(summarize(outcome)).toBe('exists');
    expect([user.readFile('file'), user.readFile('other')]).toEqual(['old', 'precious']);
  });

  it.each(['file', 'directory', 'link'])('does not replace a %s that nobody expected', async (kind) => {
    const { filesystem, user } = get();
    if (kind === 'file') user.writeFile('target', 'precious');
    else if (kind === 'link') user.makeLink('target');
    else user.makeDirectory('target');
    const before = await observeStamp(filesystem, 'target');

    expect(summarize(await placeContent(get(), { target: 'target', content: 'new' }))).toBe('exists');
    expect(await observeStamp(filesystem, 'target')).toEqual(before);
    expect(await filesystem.listStaging()).toHaveLength(1);
  });

  it('does not replace a file that was edited since it was looked at', async () => {
    const { filesystem, user, readKept } = get();
    user.writeFile('file', 'old');
    const expected = await observe(filesystem, 'file');
    user.writeFile('file', 'edited');

    const outcome = await placeContent(get(), { target: 'file', content: 'new', expect: expected });

    expect(summarize(outcome)).toBe('changed-meanwhile');
    expect(user.readFile('file')).toBe('edited');
    expect(readKept('kept-1', 'file')).toBeUndefined();
  });

  it('does not bring back a file that was removed since it was looked at', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'old');
    const expected = await observe(filesystem, 'file');
    user.remove('file');

    expect(summarize(await placeContent(get(), { target: 'file', content: 'new', expect: expected }))).toBe('missing');
    expect(user.list('')).toEqual([]);
  });

  it.each([
    ['nothing/new', 'parent-missing'],
    ['file/new', 'parent-missing'],
    ['link/new', 'parent-missing'],
    [`${PRIVATE_FOLDER}/new`, 'local-name-refused'],
    ['x'.repeat(256), 'local-name-refused'],
  ])('places nothing at %s: %s', async (target, reason) => {
    const { filesystem, user } = get();
    user.writeFile('file', 'x');
    user.makeLink('link');

    expect(summarize(await placeContent(get(), { target, content: 'new' }))).toBe(reason);
    expect(await filesystem.listStaging()).toHaveLength(1);
  });

  it.each([0, -5, 9e15])('leaves the time alone when the server says %d', async (mtimeMs) => {
    const stamp = getDone(await placeContent(get(), { target: 'new', content: 'x', mtimeMs }));

    expect(stamp.mtimeNs).toBeGreaterThan(1_700_000_000_000_000_000n);
  });

  it('keeps a fraction of a second of the time', async () => {
    const outcome = await placeContent(get(), { target: 'new', content: 'x', mtimeMs: 1_600_000_000_999 });

    expect(getDone(outcome).mtimeNs / 1_000_000n).toBe(1_600_000_000_999n);
  });

  it('places an empty file', async () => {
    const { user } = get();

    getDone(await placeContent(get(), { target: 'empty', content: '' }));

    expect(user.readFile('empty')).toBe('');
  });

  it('refuses a staging file that is gone', async () => {
    const { filesystem, user } = get();
    const staging = await stage(filesystem, 'one', 'x');
    await staging.discard();

    const outcome = await filesystem.place({
      staging,
      target: at('new'),
      mtimeMs: 0,
      expect: { kind: 'absent' },
      displaced: { kind: 'keep', keepId: 'k1' },
    });

    expect(summarize(outcome)).toBe('missing');
    expect(user.list('')).toEqual([]);
  });

  it('puts nothing in place but the very file that was filled', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'old');
    const filled = await stage(filesystem, 'one', 'whole');
    const before = await filesystem.openStaging('one');
    if (before.ok) await before.value.discard();
    const other = await stage(filesystem, 'one', 'ha');

    const outcome = await filesystem.place({
      staging: filled,
      target: at('file'),
      mtimeMs: 0,
      expect: await observe(filesystem, 'file'),
      displaced: { kind: 'keep', keepId: 'k1' },
    });

    expect(summarize(outcome)).toBe('missing');
    expect(user.readFile('file')).toBe('old');
    await filled.discard();
    expect(await filesystem.listStaging()).toEqual(['one']);
    await other.close();
  });
}
