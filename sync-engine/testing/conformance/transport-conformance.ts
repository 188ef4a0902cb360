import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_CHECKSUM, toChecksum } from '../../core/model/checksum.ts';
import { MAX_REPORTED_ITEMS } from '../../transport/transport.ts';
import type { CreateTransportHarness, TransportHarness } from './transport-conformance-harness.ts';
import {
  at,
  getDone,
  getEntry,
  getListing,
  getNames,
  NEVER,
  readBody,
  summarize,
  upload,
} from './transport-conformance-harness.ts';
import { describeLocks } from './transport-conformance-locks.ts';
import {
  describeMaking,
  describeMoves,
  describeOtherRemovals,
  describeRefusedMoves,
  describeRemovals,
} from './transport-conformance-places.ts';
import { describeUploads } from './transport-conformance-uploads.ts';

/** Names that have to reach the server and come back byte for byte. */
const ODD_NAMES = [
  'a b',
  'Ärger',
  'A\u0308rger',
  '100%',
  '50%25',
  'a#b?c',
  'a+b&c;d=e',
  "it's (1)!*",
  '😀.txt',
  '~tmp',
  '.hidden',
  '[x]',
  'a,b',
  'a:b',
  'q"q',
  '<x>',
];

/** Promises that every transport keeps, whatever is behind it. */
export function describeTransport(title: string, create: CreateTransportHarness): void {
  describe(title, () => {
    let harness: TransportHarness;
    const get = (): TransportHarness => harness;
    beforeEach(async () => {
      harness = await create();
    });
    afterEach(() => harness.dispose());
    describe('list', () => describeListings(get));
    describe('list after a restore', () => describeRestore(get));
    describe('names', () => describeNames(get));
    describe('download', () => describeDownloads(get));
    describe('download of what changed', () => describeOutdatedDownloads(get));
    describe('upload', () => describeUploads(get));
    describe('locks', () => describeLocks(get));
    describe('makeDirectory', () => describeMaking(get));
    describe('move', () => {
      describeMoves(get);
      describeRefusedMoves(get);
    });
    describe('remove', () => {
      describeRemovals(get);
      describeOtherRemovals(get);
    });
    describe('readChanges', () => describeChanges(get));
  });
}

function describeListings(get: () => TransportHarness): void {
  it('shows an empty root', async () => {
    const listing = await getListing(get().transport);

    expect(listing).toMatchObject({ self: { name: '', kind: 'directory' }, children: [], damaged: [] });
  });

  it('shows files with size, time and checksum, and directories', async () => {
    const { transport, user } = get();
    await user.makeDirectory('docs');
    await user.writeFile('a.txt', 'hello');

    const { children } = await getListing(transport);

    const [file, directory] = children.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(file).toMatchObject({
      name: 'a.txt',
      kind: 'file',
      sizeBytes: 5,
      checksum: toChecksum('aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'),
    });
    expect(file?.mtimeMs).toBeGreaterThan(0);
    expect(directory).toMatchObject({ name: 'docs', kind: 'directory', checksum: undefined });
  });

  it('knows the checksum of an empty file', async () => {
    const { transport, user } = get();
    await user.writeFile('empty', '');

    expect(await getEntry(transport, 'empty')).toMatchObject({ sizeBytes: 0, checksum: EMPTY_CHECKSUM });
  });

  it('shows only the place itself with depth 0', async () => {
    const { transport, user } = get();
    await user.makeDirectory('docs');
    await user.writeFile('docs/a', '1');

    const listing = await getListing(transport, 'docs', 0);

    expect(listing).toMatchObject({ self: { name: 'docs' }, children: [] });
  });

  it('shows a file as itself, whatever the depth', async () => {
    const { transport, user } = get();
    await user.writeFile('a', '1');

    expect(await getListing(transport, 'a', 1)).toMatchObject({ self: { name: 'a', kind: 'file' }, children: [] });
  });

  it.each(['nothing', 'nothing/below'])('calls %s absent', async (path) => {
    expect(await get().transport.list(at(path), 1, NEVER)).toEqual({ kind: 'absent' });
  });

  it('fails as cancelled when it is aborted before', async () => {
    expect(await get().transport.list(at(''), 1, AbortSignal.abort())).toMatchObject({
      kind: 'failed',
      error: { code: 'cancelled' },
    });
  });
}

/** What a restored server tells of itself. */
function describeRestore(get: () => TransportHarness): void {
  it('shows at the root, and only there, that a backup was restored', async () => {
    const { transport, user, restore } = get();
    await user.makeDirectory('directory');
    const before = await getListing(transport);
    const fingerprint = restore();

    const shown = [
      await getListing(transport),
      await getListing(transport, '', 0),
      await getListing(transport, 'directory'),
    ];

    expect(before.dataFingerprint).toBeUndefined();
    expect(shown.map((listing) => listing.dataFingerprint)).toEqual([fingerprint, fingerprint, undefined]);
  });
}

function describeNames(get: () => TransportHarness): void {
  it('gives every directory above a change a new etag, and others none', async () => {
    const { transport, user } = get();
    await user.makeDirectory('a');
    await user.makeDirectory('a/b');
    await user.makeDirectory('other');
    const readAll = async (): Promise<string[]> => [
      (await getEntry(transport, '')).etag,
      (await getEntry(transport, 'a')).etag,
      (await getEntry(transport, 'a/b')).etag,
      (await getEntry(transport, 'other')).etag,
    ];
    const before = await readAll();

    await user.writeFile('a/b/x', '1');

    expect((await readAll()).map((etag, index) => etag === before[index])).toEqual([false, false, false, true]);
  });

  it('brings odd names back as they are', async () => {
    const { transport } = get();
    for (const name of ODD_NAMES) getDone(await upload(transport, name, name));

    expect(await getNames(transport)).toEqual(ODD_NAMES.toSorted());
  });

  it.each(ODD_NAMES)('lists a directory named %j', async (name) => {
    const { transport } = get();
    getDone(await transport.makeDirectory(at(name), NEVER));
    getDone(await upload(transport, `${name}/x`, '1'));

    expect(await getNames(transport, name)).toEqual(['x']);
  });
}

function describeDownloads(get: () => TransportHarness): void {
  it('streams the wanted version', async () => {
    const { transport, user } = get();
    await user.writeFile('a', 'hello');
    const { etag } = await getEntry(transport, 'a');

    const download = getDone(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }));

    expect(await readBody(download)).toBe('hello');
    expect(download).toMatchObject({
      etag,
      sizeBytes: 5,
      startByte: 0,
      checksum: toChecksum('aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'),
    });
  });

  it('goes on where an earlier download stopped', async () => {
    const { transport, user } = get();
    await user.writeFile('a', 'hello');
    const { etag } = await getEntry(transport, 'a');

    const download = getDone(await transport.download({ path: at('a'), startByte: 2, etag, signal: NEVER }));

    expect(await readBody(download)).toBe('llo');
    expect(download).toMatchObject({ startByte: 2, sizeBytes: 5 });
  });

  it('streams an empty file', async () => {
    const { transport, user } = get();
    await user.writeFile('empty', '');
    const { etag } = await getEntry(transport, 'empty');

    const download = getDone(await transport.download({ path: at('empty'), startByte: 0, etag, signal: NEVER }));

    expect([await readBody(download), download.sizeBytes]).toEqual(['', 0]);
  });

  it('breaks the body off when it is aborted', async () => {
    const { transport, user } = get();
    await user.writeFile('a', 'x'.repeat(3_000_000));
    const { etag } = await getEntry(transport, 'a');
    const stop = new AbortController();

    const download = getDone(await transport.download({ path: at('a'), startByte: 0, etag, signal: stop.signal }));
    stop.abort();

    await expect(readBody(download)).rejects.toThrow(/^cancelled/);
  });
}

function describeOutdatedDownloads(get: () => TransportHarness): void {
  it.each([0, 2])('refuses another version than the wanted one from byte %i on', async (startByte) => {
    const { transport, user } = get();
    await user.writeFile('a', 'hello');
    const { etag } = await getEntry(transport, 'a');
    await user.writeFile('a', 'other');

    expect(summarize(await transport.download({ path: at('a'), startByte, etag, signal: NEVER }))).toBe(
      'changed-meanwhile',
    );
  });

  it('says that the file is missing', async () => {
    const { transport, user } = get();
    await user.writeFile('a', 'hello');
    const { etag } = await getEntry(transport, 'a');
    await user.remove('a');

    expect(summarize(await transport.download({ path: at('a'), startByte: 0, etag, signal: NEVER }))).toBe('missing');
  });
}

function describeChanges(get: () => TransportHarness): void {
  it('names the directories in which something changed since the token, and no others but those above them', async () => {
    const { transport, user } = get();
    await user.makeDirectory('a');
    await user.makeDirectory('b');
    await user.makeDirectory('quiet');
    await user.writeFile('b/old', '1');
    const { syncToken } = await getListing(transport);
    await user.writeFile('a/new', '1');
    await user.remove('b/old');

    const report = await transport.readChanges(syncToken ?? '', NEVER);

    expect(report.kind === 'changes' ? report.directories.filter((path) => path !== '').toSorted() : report).toEqual([
      'a',
      'b',
    ]);
  });

  it('names none when nothing changed, and goes on from its own token', async () => {
    const { transport, user } = get();
    const { syncToken } = await getListing(transport);
    await user.writeFile('a', '1');
    const first = await transport.readChanges(syncToken ?? '', NEVER);

    const second = await transport.readChanges(first.kind === 'changes' ? first.syncToken : '', NEVER);

    expect([first, second]).toMatchObject([
      { kind: 'changes', directories: [''] },
      { kind: 'changes', directories: [] },
    ]);
  });

  it('names none when there are very many, because the etags tell as much', async () => {
    const { transport, user } = get();
    const { syncToken } = await getListing(transport);
    for (let count = 0; count <= MAX_REPORTED_ITEMS; count += 1) await user.makeDirectory(`${count}`);

    expect(await transport.readChanges(syncToken ?? '', NEVER)).toEqual({ kind: 'too-many' });
  });

  it('says that a token is not known', async () => {
    expect(await get().transport.readChanges('urn:made-up', NEVER)).toEqual({ kind: 'token-expired' });
  });
}
