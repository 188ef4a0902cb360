import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StagingFile } from './filesystem.ts';
import { nodeFileCalls } from './file-calls.ts';
import type { RealFilesystem } from './real-filesystem.ts';
import { FLUSH_BYTES, WRITE_BYTES } from './write-behind.ts';
import { ABSENT, at, NEVER, summarize } from '../testing/conformance/filesystem-conformance-harness.ts';
import { failWith, RealFixture } from '../testing/conformance/filesystem-conformance-real-fixture.ts';

let fixture: RealFixture;

beforeEach(() => {
  fixture = new RealFixture();
});

afterEach(() => fixture.dispose());

async function openStaging(filesystem: RealFilesystem): Promise<StagingFile> {
  const opened = await filesystem.openStaging('one');
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** A disk whose flushes fail from now on: once each, as systems tell it. */
function openOnBrokenDisk(): Promise<RealFilesystem> {
  return fixture.open({ calls: { ...nodeFileCalls, sync: async () => failWith('EIO') } });
}

function* pieces(sizeBytes: number): Generator<Buffer> {
  for (let made = 0; made < sizeBytes; made += WRITE_BYTES) yield Buffer.alloc(WRITE_BYTES, made / WRITE_BYTES);
}

describe('memory of what has been written', () => {
  it('is given back at once: nothing of a large file waits for the collector', async () => {
    const staging = await openStaging(await fixture.open());
    const body = [...pieces(4 * WRITE_BYTES)];

    const appended = await staging.append(Readable.from(body), () => {}, NEVER);

    expect(appended).toEqual({ ok: true, value: 4 * WRITE_BYTES });
    expect(body.map((piece) => piece.buffer.byteLength)).toEqual([0, 0, 0, 0]);
    await staging.close();
  });

  it('is left alone where it is part of a larger one, or was not taken over', async () => {
    const staging = await openStaging(await fixture.open());
    const larger = Buffer.alloc(10, 'a');
    const bytes = Buffer.alloc(WRITE_BYTES, 'b');

    await staging.append(Readable.from([larger.subarray(0, 5)]), () => {}, NEVER);
    await staging.append(bytes, () => {}, NEVER);

    expect(larger.toString()).toBe('aaaaaaaaaa');
    expect(bytes.length).toBe(WRITE_BYTES);
    await staging.close();
  });
});

describe('a disk that does not keep what it took', () => {
  it('has a download begin anew when its bytes could not be made durable before they were placed', async () => {
    const filesystem = await openOnBrokenDisk();
    const staging = await openStaging(filesystem);
    await staging.append(Readable.from([Buffer.from('bytes')]), () => {}, NEVER);

    const placed = await filesystem.place({
      staging,
      target: at('file'),
      mtimeMs: 1_700_000_000_000,
      expect: ABSENT,
      displaced: { kind: 'keep', keepId: 'kept-1' },
    });

    expect(summarize(placed)).toBe('local-io-error');
    expect(staging.sizeBytes).toBe(0);
    await staging.close();
  });

  it('has a download begin anew when that shows while more comes in', async () => {
    const staging = await openStaging(await openOnBrokenDisk());

    const appended = await staging.append(Readable.from(pieces(FLUSH_BYTES + WRITE_BYTES)), () => {}, NEVER);

    expect(appended).toMatchObject({ ok: false, error: { code: 'local-io-error' } });
    expect(staging.sizeBytes).toBe(0);
    await staging.close();
  });
});
