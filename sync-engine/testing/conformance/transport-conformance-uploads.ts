import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { toChecksum } from '../../core/model/checksum.ts';
import type { Transport, UploadResume } from '../../transport/transport.ts';
import type { TransportHarness } from './transport-conformance-harness.ts';
import {
  abandonWhenFree,
  createUpload,
  expectCurrent,
  getDone,
  getEntry,
  NEVER,
  RESUMABLE_ABOVE_BYTES,
  summarize,
  upload,
  uploadWhenFree,
} from './transport-conformance-harness.ts';

const SMALL = 'small';
const LARGE = 'large '.repeat(RESUMABLE_ABOVE_BYTES);
const SIZES = [
  ['a small file', SMALL],
  ['a large file', LARGE],
  ['an empty file', ''],
] as const;

/** Uploads in one piece and in resumable pieces. */
export function describeUploads(get: () => TransportHarness): void {
  describeWrites(get);
  describeRefusals(get);
  describeInterruptions(get);
  describeResumption(get);
}

function describeWrites(get: () => TransportHarness): void {
  it.each(SIZES)('stores %s and answers the stamp that a listing shows', async (_title, content) => {
    const { transport, user } = get();
    const { request, protocol } = createUpload('a.txt', content);

    const entry = getDone(await transport.upload(request));

    expect(await user.readFile('a.txt')).toBe(content);
    const listed = await getEntry(transport, 'a.txt');
    expect({ ...entry, permissions: undefined, isProcessing: false }).toEqual({
      ...listed,
      permissions: undefined,
      isProcessing: false,
    });
    expect(entry).toMatchObject({ mtimeMs: 1_600_000_000_000, checksum: request.checksum });
    expect(protocol.progressBytes).toBe(content.length);
  });

  it.each(SIZES)('replaces exactly the expected version with %s and keeps its id', async (_title, content) => {
    const { transport, user } = get();
    await user.writeFile('a.txt', 'old');
    const before = await getEntry(transport, 'a.txt');

    const entry = getDone(
      await upload(transport, 'a.txt', content, { expect: await expectCurrent(transport, 'a.txt') }),
    );

    expect(await user.readFile('a.txt')).toBe(content);
    expect([entry.fileId === before.fileId, entry.etag === before.etag]).toEqual([true, false]);
  });

  it('tells sessions of large files only, and their end', async () => {
    const { transport } = get();
    const small = createUpload('small', SMALL);
    const large = createUpload('large', LARGE);

    getDone(await transport.upload(small.request));
    getDone(await transport.upload(large.request));

    expect(small.protocol.sessions).toEqual([]);
    expect(large.protocol.sessions.map((session) => session?.sizeBytes)).toEqual([LARGE.length, undefined]);
  });
}

function describeRefusals(get: () => TransportHarness): void {
  it.each(SIZES)('does not write %s onto a file that appeared meanwhile', async (_title, content) => {
    const { transport, user } = get();
    await user.writeFile('a.txt', 'theirs');

    expect(summarize(await upload(transport, 'a.txt', content))).toBe('exists');
    expect(await user.readFile('a.txt')).toBe('theirs');
  });

  it.each(SIZES)('does not write %s onto a version that was edited meanwhile', async (_title, content) => {
    const { transport, user } = get();
    await user.writeFile('a.txt', 'old');
    const expected = await expectCurrent(transport, 'a.txt');
    await user.writeFile('a.txt', 'theirs');

    expect(summarize(await upload(transport, 'a.txt', content, { expect: expected }))).toBe('changed-meanwhile');
    expect(await user.readFile('a.txt')).toBe('theirs');
  });

  it.each(SIZES)('does not bring a removed file back with %s', async (_title, content) => {
    const { transport, user } = get();
    await user.writeFile('a.txt', 'old');
    const expected = await expectCurrent(transport, 'a.txt');
    await user.remove('a.txt');

    expect(summarize(await upload(transport, 'a.txt', content, { expect: expected }))).toBe('changed-meanwhile');
    expect(await user.readFile('a.txt')).toBeUndefined();
  });

  it.each(SIZES)('does not write %s onto a directory', async (_title, content) => {
    const { transport, user } = get();
    await user.makeDirectory('a.txt');

    expect(summarize(await upload(transport, 'a.txt', content))).toBe('exists');
  });

  it.each(SIZES)('says that the directory for %s is missing', async (_title, content) => {
    expect(summarize(await upload(get().transport, 'no/a.txt', content))).toBe('parent-missing');
  });

  it.each(SIZES.slice(0, 2))(
    'stores nothing when the bytes of %s are not those of the checksum',
    async (_title, content) => {
      const { transport, user } = get();

      const outcome = await upload(transport, 'a.txt', content, { checksum: toChecksum('0'.repeat(40)) });

      expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'checksum-mismatch' } });
      if (content === SMALL) expect(await user.readFile('a.txt')).toBeUndefined();
    },
  );

  it('sends no name that servers take for a part of a chunked upload', async () => {
    const { transport } = get();
    const before = transport.requestCount;

    expect(summarize(await upload(transport, 'x-chunking-1-2-0', '1'))).toBe('name-refused-by-server');
    expect(transport.requestCount).toBe(before);
  });
}

function describeInterruptions(get: () => TransportHarness): void {
  it.each(SIZES.slice(0, 2))(
    'leaves the old version when %s turns out shorter than announced',
    async (_title, content) => {
      const { transport, user } = get();
      await user.writeFile('a.txt', 'old');
      const expected = await expectCurrent(transport, 'a.txt');
      const open = (): Readable => Readable.from([Buffer.from(content.slice(1))], { objectMode: false });

      expect(summarize(await upload(transport, 'a.txt', content, { expect: expected, open }))).toBe('still-changing');
      expect(await user.readFile('a.txt')).toBe('old');
    },
  );

  it.each(SIZES.slice(0, 2))('leaves the old version when %s cannot be read to its end', async (_title, content) => {
    const { transport, user } = get();
    await user.writeFile('a.txt', 'old');
    const expected = await expectCurrent(transport, 'a.txt');
    const open = (): Readable => Readable.from(breakOff(content), { objectMode: false });

    expect(summarize(await upload(transport, 'a.txt', content, { expect: expected, open }))).toBe('local-io-error');
    expect(await user.readFile('a.txt')).toBe('old');
  });
}

function describeResumption(get: () => TransportHarness): void {
  it('goes on with the session of an interrupted upload', async () => {
    const { transport, user } = get();
    const session = await breakUpload(transport);

    const second = createUpload('a.txt', LARGE, { resume: session });
    getDone(await uploadWhenFree(transport, second.request));

    expect(await user.readFile('a.txt')).toBe(LARGE);
    expect(second.protocol.sessions).toEqual([undefined]);
  });

  it('starts anew when the server does not know the session any more', async () => {
    const { transport, user } = get();
    const { request, protocol } = createUpload('a.txt', LARGE);
    const resume: UploadResume = {
      protocol: 'chunking-ng',
      session: '00000000-0000-4000-8000-000000000000',
      sizeBytes: request.sizeBytes,
      checksum: request.checksum,
    };

    getDone(await transport.upload({ ...request, resume }));

    expect(await user.readFile('a.txt')).toBe(LARGE);
    expect(protocol.ranges[0]?.[0]).toBe(0);
  });

  it('throws the pieces of an upload away that is given up, and says so a second time', async () => {
    const { transport, user } = get();
    const session = await breakUpload(transport);

    await abandonWhenFree(transport, session);
    expect(await transport.abandonUpload(session, NEVER)).toBeUndefined();

    const second = createUpload('a.txt', LARGE, { resume: session });
    getDone(await transport.upload(second.request));
    expect(second.protocol.ranges[0]?.[0]).toBe(0);
    expect(await user.readFile('a.txt')).toBe(LARGE);
  });

  it.each(SIZES.slice(0, 2))('does nothing when the upload of %s is aborted before', async (_title, content) => {
    const { transport, user } = get();

    expect(summarize(await upload(transport, 'a.txt', content, { signal: AbortSignal.abort() }))).toBe('cancelled');
    expect(await user.readFile('a.txt')).toBeUndefined();
  });
}

/** An upload that breaks off in the middle; answers the session that it leaves. */
async function breakUpload(transport: Transport): Promise<UploadResume> {
  const { request, protocol } = createUpload('a.txt', LARGE, {
    open: () => Readable.from(breakOff(LARGE), { objectMode: false }),
  });
  expect(summarize(await transport.upload(request))).toBe('local-io-error');
  const session = protocol.sessions.at(-1);
  if (session === undefined) throw new Error('no session was told');
  return session;
}

function* breakOff(content: string): Generator<Buffer> {
  yield Buffer.from(content.slice(0, content.length / 2));
  throw Object.assign(new Error('the disk is broken'), { code: 'EIO' });
}
