import { expect, it } from 'vitest';
import type { FilesystemHarness } from './filesystem-conformance-harness.ts';
import { at, getDone, NEVER, stage } from './filesystem-conformance-harness.ts';

/** What is asked of a file whose bytes go to a server or came from there. */
export function describeTransferring(get: () => FilesystemHarness): void {
  it('builds other kinds of checksums from the same reading', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');
    const also = ['ADLER32', 'MD5', 'SHA256', 'SHA3-256'] as const;

    const { checksum, all } = getDone(await filesystem.hashFile(at('file'), NEVER, also));
    const staging = await stage(filesystem, 'one', 'abc');

    const digests = {
      'SHA3-256': '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
      SHA256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      SHA1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
      MD5: '900150983cd24fb0d6963f7d28e17f72',
      ADLER32: '024d0127',
    };
    expect(all.split(' ')).toEqual(Object.entries(digests).map(([name, hex]) => `${name}:${hex}`));
    expect(await staging.checksum(NEVER, also)).toEqual({ ok: true, value: { checksum, all } });
  });

  it('tells whether an open file was written to, wherever it lies by now', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');
    const file = getDone(await filesystem.openFile(at('file')));

    user.rename('file', 'renamed');
    expect(await file.isUnmodified()).toBe(true);
    user.writeFile('renamed', 'abcd');
    expect(await file.isUnmodified()).toBe(false);
    await file.close();
  });

  it('makes the bytes of an open file durable, also when it was renamed meanwhile', async () => {
    const { filesystem, user } = get();
    user.writeFile('file', 'abc');
    const file = getDone(await filesystem.openFile(at('file')));
    user.rename('file', 'renamed');

    expect(await file.sync()).toEqual({ ok: true, value: undefined });
    await file.close();
  });
}
