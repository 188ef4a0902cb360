// oxlint-disable max-lines-per-function -- a suite is one function with many short ones in it
import { beforeEach, expect, it } from 'vitest';
import type { KeptFile } from '../../filesystem/filesystem.ts';
import type { FilesystemHarness } from './filesystem-conformance-harness.ts';
import { at, getDone, NEVER, observe, stage, summarize } from './filesystem-conformance-harness.ts';

const REPLACED = 'local-folder-replaced';

/** The private folder belongs to the root that was opened: nothing in that of another folder is read, made or removed. */
export function describeReplacedRoot(get: () => FilesystemHarness): void {
  let kept: KeptFile;
  beforeEach(async () => {
    const { filesystem, user } = get();
    await (await stage(filesystem, 'one', 'half')).close();
    await filesystem.writePrivate('note', 'of this folder');
    user.writeFile('file', 'kept');
    getDone(await filesystem.keepFile(at('file'), await observe(filesystem, 'file'), 'k1'));
    const listed = await filesystem.kept.list();
    if (!listed.ok || listed.value[0] === undefined) throw new Error('nothing is kept');
    kept = listed.value[0];
  });

  it('has no staging files, and takes none', async () => {
    const { filesystem, replaceRoot } = get();
    const bringBack = replaceRoot();

    expect(await filesystem.listStaging()).toEqual([]);
    expect(await filesystem.openStaging('two')).toMatchObject({ ok: false, error: { code: REPLACED } });

    bringBack();
    expect(await filesystem.listStaging()).toEqual(['one']);
  });

  it('says nothing of the room on its disk, which may be another', async () => {
    const { filesystem, replaceRoot } = get();
    const bringBack = replaceRoot();

    expect(await filesystem.readSpace()).toMatchObject({ ok: false, error: { code: REPLACED } });

    bringBack();
    expect(await filesystem.readSpace()).toMatchObject({ ok: true });
  });

  it('has no private texts, and takes none', async () => {
    const { filesystem, replaceRoot } = get();
    const bringBack = replaceRoot();

    expect(await filesystem.readPrivate('note')).toBeUndefined();
    expect(await filesystem.listPrivate('')).toEqual([]);
    expect(await filesystem.writePrivate('note', 'new')).toMatchObject({ ok: false, error: { code: REPLACED } });
    expect(await filesystem.removePrivate('note')).toMatchObject({ ok: false, error: { code: REPLACED } });

    bringBack();
    expect(await filesystem.readPrivate('note')).toBe('of this folder');
  });

  it('does not say of anything that it is not in the safety store', async () => {
    const { filesystem, replaceRoot } = get();
    const bringBack = replaceRoot();

    expect(await filesystem.kept.list()).toMatchObject({ ok: false, error: { code: REPLACED } });
    expect(await filesystem.kept.find('k1', 'file')).toMatchObject({ kind: 'failed', error: { code: REPLACED } });
    expect(summarize(await filesystem.kept.hash('k1', 'file', NEVER))).toBe(REPLACED);
    expect(summarize(await filesystem.openKept('k1', at('file')))).toBe(REPLACED);
    expect(summarize(await filesystem.kept.drop(kept))).toBe(REPLACED);

    bringBack();
    expect(get().readKept('k1', 'file')).toBe('kept');
  });
}
