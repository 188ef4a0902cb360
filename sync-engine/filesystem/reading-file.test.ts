import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileShrankError, hashHandle, streamRange } from './reading-file.ts';

const MEBIBYTE = 2 ** 20;
const NEVER = new AbortController().signal;

let folder: string;
let handle: FileHandle;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bayernbox-reading-'));
});

afterEach(async () => {
  await handle.close();
  await rm(folder, { recursive: true, force: true });
});

async function openBytes(bytes: Uint8Array): Promise<void> {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  handle = await open(path);
}

describe('the checksum of an open file', () => {
  it.each([0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE + 7])(
    'counts each of %d bytes once',
    async (size) => {
      const bytes = randomBytes(size);
      await openBytes(bytes);

      const hashed = await hashHandle(handle, { signal: NEVER, expectedBytes: size });

      const sha1 = createHash('sha1').update(bytes).digest('hex');
      expect(hashed).toMatchObject({ checksum: `SHA1:${sha1}`, sizeBytes: size });
    },
  );

  it.each([
    ['longer', MEBIBYTE],
    ['shorter', 4 * MEBIBYTE],
  ])('goes to the real end of a file that is %s than believed', async (_than, expectedBytes) => {
    const bytes = randomBytes(2 * MEBIBYTE + 5);
    await openBytes(bytes);

    const hashed = await hashHandle(handle, { signal: NEVER, expectedBytes });

    const sha1 = createHash('sha1').update(bytes).digest('hex');
    expect(hashed).toMatchObject({ checksum: `SHA1:${sha1}`, sizeBytes: bytes.length });
  });
});

describe('a stream of an open file', () => {
  it('hands on exactly the bytes that were asked for, in pieces of a quarter of a mebibyte at most', async () => {
    const bytes = randomBytes(3 * MEBIBYTE);
    await openBytes(bytes);
    const [start, end] = [5, 2 * MEBIBYTE + 77];

    const pieces = (await streamRange(handle, start, end).toArray()) as readonly Buffer[];

    expect(Buffer.concat(pieces).equals(bytes.subarray(start, end))).toBe(true);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBe(MEBIBYTE / 4);
  });

  it('breaks off when the file is too short', async () => {
    await openBytes(randomBytes(MEBIBYTE));

    await expect(streamRange(handle, 0, MEBIBYTE + 1).toArray()).rejects.toThrow(FileShrankError);
  });
});
