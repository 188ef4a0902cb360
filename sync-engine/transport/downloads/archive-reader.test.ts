import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ChecksumSet } from '../../core/model/checksum.ts';
import { parseChecksumSet } from '../../core/model/checksum.ts';
import { toFileId } from '../../core/model/ids.ts';
import { ArchiveReader } from './archive-reader.ts';
import type { TarEntry } from './tar-builder.ts';
import { TAR_END, toTar } from './tar-builder.ts';
import type { ArchiveItem } from '../transport.ts';

interface NamedItem extends ArchiveItem {
  readonly name: string;
}

function sha1(text: string): string {
  return `SHA1:${createHash('sha1').update(text).digest('hex')}`;
}

function wanted(name: string, text: string, checksum: string = sha1(text)): NamedItem {
  const set: ChecksumSet | undefined = parseChecksumSet(checksum);
  if (set === undefined) throw new Error('not a checksum');
  return { name, fileId: toFileId(name), sizeBytes: Buffer.byteLength(text), checksum: set };
}

interface Read {
  readonly texts: Readonly<Record<string, string>>;
  readonly failure: string | undefined;
}

function read(items: readonly NamedItem[], tar: Buffer, pieceBytes = 64 * 1024): Read {
  const reader = new ArchiveReader(items);
  const texts: Record<string, string> = {};
  const take = (): void => {
    for (const { item, bytes } of reader.takeFiles()) texts[item.name] = Buffer.from(bytes).toString('utf8');
  };
  for (let start = 0; start < tar.length; start += pieceBytes) {
    reader.write(tar.subarray(start, start + pieceBytes));
    take();
  }
  const failure = reader.end();
  take();
  return { texts, failure };
}

const A = wanted('a', 'the text of a');
const B = wanted('b', 'b'.repeat(1500));
const C = wanted('c', 'the last one');
const ITEMS = [A, B, C];
const ENTRIES: readonly TarEntry[] = [
  { path: 'a', text: 'the text of a' },
  { path: 'b', text: 'b'.repeat(1500) },
  { path: 'c', text: 'the last one' },
];
const WHOLE = Buffer.concat([toTar(...ENTRIES), TAR_END]);
const ALL = { a: 'the text of a', b: 'b'.repeat(1500), c: 'the last one' };

describe('an archive', () => {
  it.each([1, 511, 512, 513, 1_000, 100_000])('is read the same in pieces of %i bytes', (pieceBytes) => {
    expect(read(ITEMS, WHOLE, pieceBytes)).toEqual({ texts: ALL, failure: undefined });
  });

  it('that is cut off anywhere brings only whole files, and is told as a failure', () => {
    for (let end = 0; end < WHOLE.length; end += 1) {
      const { texts, failure } = read(ITEMS, WHOLE.subarray(0, end));

      expect([end, texts]).toEqual([end, Object.fromEntries(Object.entries(ALL).slice(0, Object.keys(texts).length))]);
      expect([end, failure]).toEqual([end, expect.stringContaining('not a whole tar file')]);
    }
  });

  it.each([
    ['in a directory', 'download/a'],
    ['at an absolute place', '/etc/passwd'],
    ['above everything', '../../.ssh/authorized_keys'],
    ['as another file', 'b'],
    ['with a control character', 'a\u0001'],
  ])('may name a file %s: its bytes are what counts', (_how, path) => {
    expect(read([A], Buffer.concat([toTar({ path, text: 'the text of a' }), TAR_END]))).toEqual({
      texts: { a: 'the text of a' },
      failure: undefined,
    });
  });

  it.each(['ä'.repeat(200), `${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(250)}`, '\u0041\u0308', '😀'])(
    'may have an extended header for a name (%#)',
    (path) => {
      const tar = Buffer.concat([toTar({ path: 'x', text: 'the text of a', extended: { path } }), TAR_END]);

      for (const pieceBytes of [1, 512, 100_000])
        expect(read([A], tar, pieceBytes)).toEqual({ texts: { a: 'the text of a' }, failure: undefined });
    },
  );

  it('brings a file once, however often it is in it', () => {
    const tar = Buffer.concat([toTar(...ENTRIES, ...ENTRIES), TAR_END]);
    const reader = new ArchiveReader(ITEMS);
    reader.write(tar);

    expect(reader.takeFiles().map(({ item }) => item.name)).toEqual(['a', 'b', 'c']);
    expect(reader.takeFiles()).toEqual([]);
  });

  it('passes links, directories and files over that nobody wants', () => {
    const tar = toTar(
      { path: 'd/', type: 'Directory' },
      { path: 'a', type: 'SymbolicLink', linkpath: '/etc/passwd' },
      { path: 'b', type: 'Link', linkpath: 'a' },
      { path: 'other', text: 'of another size, which nobody wants' },
      { path: 'a', text: 'the text of A' },
      ...ENTRIES,
    );

    expect(read(ITEMS, Buffer.concat([tar, TAR_END]))).toEqual({ texts: ALL, failure: undefined });
  });

  it('may end with an empty file', () => {
    const tar = Buffer.concat([toTar(...ENTRIES, { path: 'empty' }), TAR_END]);

    expect(read(ITEMS, tar)).toEqual({ texts: ALL, failure: undefined });
  });

  it('may have anything behind its end', () => {
    expect(read(ITEMS, Buffer.concat([WHOLE, Buffer.from('reached max files count')])).texts).toEqual(ALL);
  });
});

describe('what is no archive of ours', () => {
  it.each([
    ['a page', Buffer.from(`<!DOCTYPE html><html>${' '.repeat(2_000)}</html>`)],
    ['a short text', Buffer.from('error')],
    [
      'words in the middle',
      Buffer.concat([toTar(ENTRIES[0] ?? { path: '' }), Buffer.from('error: not found'), TAR_END]),
    ],
    ['a header with a wrong sum', Buffer.concat([Buffer.from('x'), WHOLE.subarray(1)])],
    ['random bytes', createHash('shake256', { outputLength: 10_000 }).update('seed').digest()],
  ])('%s is told as a failure', (_what, bytes) => {
    const { texts, failure } = read([B, C], bytes);

    expect(texts).toEqual({});
    expect(failure).toMatch(/^not a whole tar file: [A-Z_a-z ]+$/);
  });

  it.each([
    ['gzip', gzipSync(Buffer.concat([toTar({ path: 'x', text: 'x'.repeat(5_000_000) }), TAR_END]))],
    ['gzip of a whole archive', gzipSync(WHOLE)],
    ['zstd', zstdCompressSync(WHOLE)],
  ])('nothing is unpacked that comes compressed (%s)', (_how, bytes) => {
    const { texts, failure } = read(ITEMS, bytes);

    expect([texts, typeof failure]).toEqual([{}, 'string']);
  });

  it('a file that claims a size far beyond the archive is not waited for', () => {
    const tar = toTar({ path: 'a', text: 'the text of a', sizeBytes: 2 ** 33 });

    const { texts, failure } = read([A], tar);

    expect([texts, failure]).toEqual([{}, 'not a whole tar file: TAR_BAD_ARCHIVE']);
  });

  it('an extended header may lie about the size', () => {
    const tar = Buffer.concat([
      toTar({ path: 'a', text: 'the text of a', extended: { size: 5 } }, ...ENTRIES.slice(1)),
      TAR_END,
    ]);

    expect(read(ITEMS, tar).texts).not.toHaveProperty('a');
  });
});

describe('the checksum', () => {
  it.each(['SHA256', 'SHA3-256'])('may be a stronger one (%s)', (algorithm) => {
    const digest = createHash(algorithm.toLowerCase()).update('the text of a').digest('hex');

    expect(read([wanted('a', 'the text of a', `${algorithm}:${digest}`)], WHOLE).texts).toEqual({ a: 'the text of a' });
  });

  it.each(['MD5:00000000000000000000000000000000', 'ADLER32:12345678'])('is never a weak one (%s)', (checksum) => {
    expect(read([wanted('a', 'the text of a', checksum)], WHOLE).texts).toEqual({});
  });

  it('parts files of one size', () => {
    const tar = Buffer.concat([toTar({ path: 'x', text: '22' }, { path: 'x', text: '11' }), TAR_END]);

    expect(read([wanted('one', '11'), wanted('two', '22'), wanted('three', '33')], tar)).toEqual({
      texts: { one: '11', two: '22' },
      failure: undefined,
    });
  });
});
